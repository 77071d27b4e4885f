/** Judges answers by a description: whether their bodies are what it says. */
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import type { Description, Operation, Schema } from './description.ts';

export interface Judge {
  /** The operation that a method and a path, with its base, are of. */
  readonly operationOf: (method: string, path: string) => Operation | undefined;
  /** What is wrong with a body, by the schema at a place of the description; undefined: nothing. */
  readonly flawIn: (place: string, body: unknown) => string | undefined;
}

/** `isClosed`: what the description does not name is wrong, too. */
export function judgeOf(description: Description, isClosed = false): Judge {
  const { document, base, operations } = description;
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  formats.default(ajv);
  // What it calls a "relative uri" in words is an absolute one by its format.
  ajv.addFormat('uri', (text) => URL.canParse(text, 'http://localhost'));
  ajv.addSchema((isClosed ? closed(document) : document) as Schema, 'api');
  const ways = operations.map((operation) => ({
    operation,
    pattern: new RegExp(`^${base}${patternOf(operation.path)}$`),
  }));
  return {
    operationOf: (method, path) =>
      ways.find((one) => one.operation.method === method && one.pattern.test(path))?.operation,
    flawIn: (place, body) => {
      const validate = ajv.getSchema(`api#${place}`);
      if (!validate) throw new Error(`The description has no schema at ${place}.`);
      if (validate(body)) return undefined;
      return ajv.errorsText(validate.errors, { dataVar: 'the answer' });
    },
  };
}

const patternOf = (template: string) =>
  template.replaceAll('.', '\\.').replace(/\{\w+\}/g, '[^/]+');

/** Unknown fields are errors too. */
function closed(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(closed);
  if (typeof schema !== 'object' || schema === null) return schema;
  const { example: _example, ...rest } = schema as Schema;
  const all = Object.fromEntries(Object.entries(rest).map(([key, value]) => [key, closed(value)]));
  const isObject = all.type === 'object' && 'properties' in all && !('additionalProperties' in all);
  return isObject ? { ...all, additionalProperties: false } : all;
}
