/** The JSON Schema of a file of vectors. */
import {
  effects,
  effectTypes,
  eventTypes,
  machineNames,
  refusalReasons,
} from '../../machines/index.ts';
import { fieldsSchema, objectSchema as object } from '../../machines/reading/json-schema.ts';
import { latestEventMs } from '../../machines/words/shape.ts';

const text = { type: 'string', minLength: 1 } as const;
const list = (items: object) => ({ type: 'array', items });
/** An object of which only the named fields are described: the others depend on its type. */
const open = (properties: object) => ({ ...object(properties), additionalProperties: true });
const machine = { enum: machineNames };
const address = object({ machine, sid: text });
const at = { type: 'integer', minimum: 0, maximum: latestEventMs } as const;
const anEvent = { anyOf: [open({ type: { enum: eventTypes }, at })] };
const anEffect = {
  anyOf: effectTypes.flatMap((type) =>
    effects[type].forms.map((fields) => fieldsSchema(fields, { type: { const: type } })),
  ),
};
const event = { $ref: '#/$defs/event' };
const asked = list({ $ref: '#/$defs/effect' });
const verdict = {
  verdict: { enum: ['accepted', 'unchanged', 'refused', 'ignored'] },
  reason: { enum: Object.keys(refusalReasons) },
};
const words = {
  publicStatus: { anyOf: [text, { type: 'null' }] },
  listedStatus: text,
};

/** What every file of vectors holds to. */
export const schema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'Vectors of the lifecycle of TeXML recordings',
  $defs: { event: anEvent, effect: anEffect },
  ...object(
    {
      format: { const: 1 },
      vectors: list(
        object({
          id: text,
          machine,
          sid: text,
          says: text,
          steps: list(
            object(
              {
                event,
                ...verdict,
                state: text,
                ...words,
                effects: asked,
                signals: list(object({ to: address, event })),
              },
              ['reason', 'listedStatus'],
            ),
          ),
        }),
      ),
      journeys: list(
        object({
          id: text,
          says: text,
          steps: list(
            object(
              {
                to: address,
                event,
                ...verdict,
                changed: list(
                  object({ machine, sid: text, state: text, ...words }, ['listedStatus']),
                ),
                effects: asked,
              },
              ['reason'],
            ),
          ),
        }),
      ),
      invalid: list(object({ id: text, machine, event: {}, field: text })),
    },
    ['vectors', 'journeys', 'invalid'],
  ),
} as const;
