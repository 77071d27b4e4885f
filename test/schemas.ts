/** `npm run schemas`: writes the JSON Schemas of scenarios, config files, lines of logs, reports of conformance and messages to far ends. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { logLineSchema } from '../src/check/index.ts';
import { conformReportSchema, farEndMessageSchema } from '../src/conform/index.ts';
import { configEditorSchema } from '../src/sandbox/stage/editor-schema.ts';
import { scenarioEditorSchema } from '../src/scenarios/format/editor-schema.ts';

const folder = resolve(import.meta.dirname, '../schemas');
const textOf = (schema: object) => `${JSON.stringify(schema, null, 2)}\n`;

/** The files, by name. */
export const schemaFiles = (): ReadonlyMap<string, string> =>
  new Map([
    ['scenario.json', textOf(scenarioEditorSchema())],
    ['config.json', textOf(configEditorSchema())],
    ['log-line.json', textOf(logLineSchema())],
    ['conform-report.json', textOf(conformReportSchema())],
    ['far-end.json', textOf(farEndMessageSchema())],
  ]);

if (import.meta.main) {
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of schemaFiles()) writeFileSync(resolve(folder, name), text);
}
