/** What may stand in the notes of a world's past: entries of its timeline, and exchanges. */
import * as z from 'zod';
import { machineNames } from '../../../machines/index.ts';

const text = z.string();
const flag = z.boolean();
const number = z.int().positive();
const moment = z.number();
const placed = { number, at: moment, sid: text.optional() };
const took = { ms: z.number().nonnegative(), says: text.optional(), again: number.optional() };
const url = { method: text, url: text };

const verdict = z.looseObject({ verdict: text });
const sent = <const K extends string>(kind: K) =>
  z.looseObject({
    kind: z.literal(kind),
    ...placed,
    ...url,
    ...took,
    about: text,
    attempt: number,
    came: z.union([z.number(), text]),
    isFine: flag,
  });
const entry = z.discriminatedUnion('kind', [
  z.looseObject({
    kind: z.literal('step'),
    ...placed,
    machine: z.enum(machineNames),
    event: z.looseObject({ type: text }),
    verdict,
    before: text,
    after: text,
    isFirst: flag,
    life: z.looseObject({ context: z.looseObject({}), told: z.array(text) }).optional(),
    given: z.looseObject({ texml: text.optional(), url: text.optional() }).optional(),
  }),
  z.looseObject({
    kind: z.literal('request'),
    ...placed,
    ...took,
    method: text,
    path: text,
    status: z.int(),
  }),
  sent('callback'),
  sent('instructions'),
  z.looseObject({
    kind: z.literal('inbox'),
    ...placed,
    ...took,
    method: text,
    path: text,
    about: text,
    isVerified: flag,
  }),
  z.looseObject({
    kind: z.literal('service'),
    ...placed,
    sid: text,
    parameters: z.record(text, z.union([text, z.number()])),
  }),
  z.looseObject({ kind: z.literal('warning'), ...placed, says: text }),
]);

const headers = z.record(text, text);
const here = z.literal(true).optional();
const said = { headers, body: text.optional(), isCut: here, isMasked: here };

/** Entries that were kept together, by their order. */
export const pastEntries = z.array(entry).min(1);
export const pastExchange = z.looseObject({
  number,
  kind: z.enum(['request', 'callback', 'instructions', 'inbox']),
  sid: text.optional(),
  at: moment,
  finishedAt: moment,
  ...took,
  request: z.looseObject({ ...url, ...said }),
  response: z.looseObject({ status: z.int(), ...said }).optional(),
  isFine: flag,
  told: text.optional(),
  name: text.optional(),
  about: z.looseObject({ callSid: text, sessionId: text }).optional(),
  key: text.optional(),
  delivery: text.optional(),
  attempt: number.optional(),
  code: text.optional(),
});
