/** `npm run conform -- FILE`: every answer of the sandbox, held against the vendor's own OpenAPI. */
import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { Command } from 'commander';
import { everything, type Seen } from './load/everything.ts';

type Schema = Readonly<Record<string, unknown>>;
interface Response {
  readonly $ref?: string;
  readonly content?: Readonly<Record<string, { readonly schema: Schema }>>;
}
interface OpenApi {
  readonly paths: Readonly<
    Record<
      string,
      Readonly<Record<string, { readonly responses: Readonly<Record<string, Response>> }>>
    >
  >;
  readonly components: Schema & { readonly responses?: Readonly<Record<string, Response>> };
}

/** What is wrong with an answer; undefined if it is as it should be. */
type Judge = (seen: Seen) => string | undefined;

/** Judges by a description; `isClosed`: what the description does not name is wrong, too. */
function judgeOf(file: string, isClosed: boolean): Judge {
  const api = JSON.parse(readFileSync(file, 'utf8')) as OpenApi;
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  formats.default(ajv);
  // What it calls a "relative uri" in words is an absolute one by its format.
  ajv.addFormat('uri', (text) => URL.canParse(text, 'http://localhost'));
  ajv.addSchema((isClosed ? closed(api) : api) as Schema, 'api');
  const ways = Object.entries(api.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { responses }]) => ({ path, method, responses })),
  );
  return ({ method, path, status, body }) => {
    const way = ways.find((one) => one.method === method.toLowerCase() && matches(one.path, path));
    if (!way) return 'there is no such request';
    const response = way.responses[String(status)];
    if (!response) return undefined;
    const name = /^#\/components\/responses\/(.*)$/.exec(response.$ref ?? '')?.[1];
    const { content } = name ? (api.components.responses?.[name] ?? {}) : response;
    if (!content) return body === undefined ? undefined : 'there should be no body';
    const place = name
      ? `/components/responses/${name}`
      : `/paths/${pointed(way.path)}/${way.method}/responses/${status}`;
    const validate = ajv.getSchema(`api#${place}/content/application~1json/schema`);
    if (!validate) throw new Error(`${file} has no schema at ${place}`);
    if (validate(body)) return undefined;
    return ajv.errorsText(validate.errors, { dataVar: 'the answer' });
  };
}

const pointed = (path: string) =>
  encodeURIComponent(path.replaceAll('~', '~0').replaceAll('/', '~1'));
const matches = (template: string, path: string) =>
  new RegExp(`^/v2${template.replaceAll('.', '\\.').replace(/\{\w+\}/g, '[^/]+')}$`).test(path);

/** Unknown fields are errors too. */
function closed(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(closed);
  if (typeof schema !== 'object' || schema === null) return schema;
  const { example: _example, ...rest } = schema as Schema;
  const all = Object.fromEntries(Object.entries(rest).map(([key, value]) => [key, closed(value)]));
  const isObject = all.type === 'object' && 'properties' in all && !('additionalProperties' in all);
  return isObject ? { ...all, additionalProperties: false } : all;
}

await new Command('conform')
  .description('Drive everything that the sandbox can do, and hold its answers against OpenAPI.')
  .argument('<file>', "Telnyx's OpenAPI description, as JSON")
  .action(async (file: string) => {
    const seen = await everything();
    const ways = new Set(seen.map((one) => `${one.method} ${one.template} ${one.status}`));
    const flaws = flawsIn(seen, judgeOf(file, false));
    const more = flawsIn(seen, judgeOf(file, true));
    for (const about of flaws.keys()) more.delete(about);
    const write = (all: ReadonlyMap<string, number>) => {
      for (const [about, times] of all) process.stdout.write(`  ${times} × ${about}\n`);
    };
    process.stdout.write(`${seen.length} answers of ${ways.size} kinds, ${flaws.size} flaws\n`);
    write(flaws);
    process.stdout.write(`and ${more.size} say more than is described\n`);
    write(more);
    if (flaws.size > 0) process.exitCode = 1;
  })
  .parseAsync();

/** What a judge finds, and how often. */
function flawsIn(seen: readonly Seen[], judge: Judge): Map<string, number> {
  // A judge that accepts everything is none.
  const path = '/v2/texml/Accounts/a/Calls/b';
  const wrong = { method: 'GET', path, template: '', status: 200, body: { status: 'nonsense' } };
  if (!judge(wrong)) throw new Error('nothing is judged');
  const flaws = new Map<string, number>();
  for (const one of seen) {
    const flaw = judge(one);
    const about = `${one.method} ${one.template} ${one.status}: ${flaw}`;
    if (flaw) flaws.set(about, (flaws.get(about) ?? 0) + 1);
  }
  return flaws;
}
