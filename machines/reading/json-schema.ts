/** Shapes as JSON Schema, for whoever checks them in another language or in an editor. */
import type { Fields, Shape } from '../words/shape.ts';

/** An object with these properties and no others; those that are named may be left out. */
export const objectSchema = (properties: object, optional: readonly string[] = []) => ({
  type: 'object',
  properties,
  required: Object.keys(properties).filter((name) => !optional.includes(name)),
  additionalProperties: false,
});

/** An object with the given fields, and with what `besides` describes. */
export const fieldsSchema = (fields: Fields, besides: object = {}) =>
  objectSchema(
    {
      ...besides,
      ...Object.fromEntries(
        Object.entries(fields).map(([name, { shape }]) => [name, schemaOf(shape)]),
      ),
    },
    Object.keys(fields).filter((name) => fields[name]?.optional),
  );

/** A value of a shape. */
export const schemaOf = (shape: Shape): object =>
  shape.orNull ? { anyOf: [plainSchema(shape), { type: 'null' }] } : plainSchema(shape);

function plainSchema(shape: Shape): object {
  switch (shape.kind) {
    case 'text':
      return { type: 'string', minLength: shape.least };
    case 'flag':
      return { type: 'boolean' };
    case 'whole':
      return { type: 'integer', minimum: shape.least, maximum: shape.most };
    case 'choice':
      return { enum: shape.of };
    case 'list':
      return {
        type: 'array',
        items: schemaOf(shape.of),
        minItems: shape.least,
        uniqueItems: shape.distinct,
      };
    case 'record':
      return fieldsSchema(shape.fields);
    case 'either':
      return { anyOf: shape.of.map(schemaOf) };
  }
}
