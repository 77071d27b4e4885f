/** JSON Schemas of the files that people write, for editors: made of what checks those files. */
import * as z from 'zod';
import { facts, policy } from '../../../machines/index.ts';
import { fieldsSchema, schemaOf } from '../../../machines/reading/json-schema.ts';
import { scenarioSchema, stepKinds, storyStep } from './format.ts';
import { policyWords } from './words.ts';

/** What is checked by more than its form, as far as a form can say it. */
const formOf = new Map<unknown, () => object>([
  [policyWords, () => schemaOf(policy.shape)],
  [storyStep, () => ({ anyOf: Object.values(stepKinds).map((kind) => draft(kind)) })],
  [
    stepKinds.fact,
    () => ({
      allOf: Object.entries(facts).map(([type, { fields }]) => ({
        if: { properties: { fact: { const: type } }, required: ['fact'] },
        // biome-ignore lint/suspicious/noThenProperty: it is the word of JSON Schema
        then: { properties: { with: fieldsSchema(fields) } },
      })),
    }),
  ],
]);

const draft = (schema: z.ZodType): object => {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, {
    io: 'input',
    unrepresentable: 'any',
    override: ({ zodSchema, jsonSchema }) => {
      Object.assign(jsonSchema, formOf.get(zodSchema)?.());
    },
  });
  return rest;
};

/** A schema as a file: `title` is what editors call it. */
export const editorSchema = (schema: z.ZodType, title: string): object => ({
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title,
  ...draft(schema),
});
/** Of a scenario file. */
export const scenarioEditorSchema = () =>
  editorSchema(scenarioSchema, 'A scenario of TeXML recordings');
