/** The notes of a world: what may stand in each. */
import * as z from 'zod';
import { type EventType, instructionCauses, vocabulary } from '../../../machines/index.ts';
import { flawIn, isPlain, lastMomentMs } from '../../../machines/words/shape.ts';
import type { Note } from '../../hosts/index.ts';
import { checkedBy, firstFlaw } from '../../scenarios/format/words.ts';
import { keptInstruction } from '../../wire/index.ts';
import { readSettings, type SettingsError } from '../stage/settings.ts';
import { pastEntries, pastExchange } from './past.ts';

const sid = z.string().min(1);
const text = z.string();
const flag = z.boolean();
/** In the world's time; what is due beyond all dates never comes. */
const due = z.number().nonnegative();
const order = z.int().positive();
const method = z.enum(['GET', 'POST']);
const here = z.literal(true);

/** An event without its time, for a machine that the plan names. */
const event = z.custom<object>((found) => {
  if (!isPlain(found) || !('type' in found) || !Object.hasOwn(vocabulary, `${found.type}`)) {
    return false;
  }
  return !flawIn(vocabulary[found.type as EventType].fields, found, new Set(['type']));
}, 'expected an event as its machine understands it');

const plan = { id: sid, at: due };
const line = z.strictObject({ machine: z.enum(['call', 'dialLeg']), sid });
const saved = z.enum(['saved', 'empty', 'lost']);
const plans = z.discriminatedUnion('kind', [
  z
    .looseObject({
      kind: z.literal('line'),
      ...plan,
      to: line,
      event: event.optional(),
      isSpeaking: flag.optional(),
      words: text.optional(),
      endsService: here.optional(),
      answeredBy: text.optional(),
      durationMs: due.optional(),
    })
    .refine(
      ({ event, isSpeaking, endsService, answeredBy }) =>
        [event, isSpeaking, endsService, answeredBy].filter((one) => one !== undefined).length ===
        1,
      'expected an event, isSpeaking, endsService or answeredBy',
    ),
  z.looseObject({
    kind: z.literal('media answer'),
    ...plan,
    sid,
    verb: z.enum(['start', 'pause', 'resume', 'stop']),
    order,
    isRefused: flag,
    file: z.union([due, z.enum(['never', 'lost', 'empty'])]),
  }),
  z.looseObject({ kind: z.literal('media file'), ...plan, sid, becomes: saved }),
  z.looseObject({ kind: z.literal('media text'), ...plan, sid, isFailed: flag }),
  z.looseObject({
    kind: z.literal('callback'),
    ...plan,
    sid,
    about: text,
    request: z.strictObject({
      url: text,
      method,
      headers: z.record(text, text),
      body: text.optional(),
    }),
  }),
]);

const address = { url: text, method };
const source = z.union([
  z.strictObject({ texml: text }),
  z.strictObject(address),
  z.strictObject({ isGiven: here }),
]);
const given = z.strictObject({
  texml: text.optional(),
  url: text.optional(),
  method: method.optional(),
  fallbackUrl: text.optional(),
  fallbackMethod: method.optional(),
});
const instructions = z.array(keptInstruction);
const fetching = z.strictObject({
  sources: z.array(source),
  parameters: z.record(text, z.union([text, z.number()])),
  about: text,
});

/** Where a call stands in its document, and what it does there. */
function readingsWith<M extends z.ZodRawShape, G extends z.ZodRawShape>(place: M, gathering: G) {
  const standing = {
    turn: text,
    lastKey: text.optional(),
    pressed: z.array(text).optional(),
    action: z.strictObject(address).optional(),
    url: text.optional(),
    hurry: z.strictObject({ since: due, count: order }).optional(),
    ...place,
  };
  const state = <const S extends string, D extends z.ZodRawShape>(word: S, doing: D) =>
    z.looseObject({ state: z.literal(word), ...standing, ...doing });
  return z.discriminatedUnion('state', [
    state('awaiting', { because: z.enum(Object.keys(instructionCauses)) }),
    state('detecting', { fetching }),
    state('fetching', { fetching, tried: z.int().nonnegative().optional() }),
    state('ready', {}),
    state('waiting', { until: due }),
    state('gathering', { until: due, digits: text, ...gathering }),
    state('serving', { until: due.optional(), isReferred: flag.optional() }),
    state('blocked', {}),
  ]);
}
const readings = readingsWith({ place: z.int().nonnegative() }, {});
/** As they were kept before: with the rest of the document, and what the call was given. */
const readingsOfBefore = readingsWith(
  {
    given: given.optional(),
    cursor: z.strictObject({ left: instructions }),
    current: keptInstruction.optional(),
  },
  { gather: keptInstruction.refine(({ verb }) => verb === 'Gather', 'expected a <Gather>') },
);

/** A clock may be ahead or behind by as much as leaves room before the last date. */
const away = lastMomentMs / 2;
const clock = z.looseObject({
  frozenAt: z.number().nonnegative().max(away).nullable(),
  aheadMs: z.number().min(-away).max(away),
  movingTo: due.max(away).optional(),
});
const settings = z.unknown().superRefine((found, context) => {
  try {
    readSettings(found);
  } catch (error) {
    const { path, says } = error as SettingsError;
    context.addIssue({ code: 'custom', path: [...path], message: says });
  }
});
const parameters = z.record(text, z.union([z.string(), z.number()]));
const numbered = z.looseObject({
  key: text,
  number: z.int().nonnegative(),
  parameters: parameters.optional(),
});

/** What stands in a note, by the word that its key begins with. */
export const noteKinds: Readonly<Record<string, z.ZodType>> = {
  clock,
  settings,
  plan: plans,
  document: readings,
  instructions,
  given,
  vain: z.strictObject({ key: text, parameters }),
  sequence: numbered,
  voice: z.union([here, text]),
  spoken: text,
  said: z.array(text),
  capture: here,
  heard: here,
  happened: pastEntries,
  exchange: pastExchange,
};

function kindOf(word: string, value: unknown): z.ZodType | undefined {
  if (word === 'document' && isPlain(value) && 'cursor' in value) return readingsOfBefore;
  return Object.hasOwn(noteKinds, word) ? noteKinds[word] : undefined;
}

/** What is wrong with a note: where in it, from `key` or `value` on, and what was expected. */
export interface NoteFlaw {
  readonly path: readonly PropertyKey[];
  readonly says: string;
}
export function flawInNote({ key, value }: Note): NoteFlaw | undefined {
  const [word = ''] = key.split(' ', 1);
  const kind = kindOf(word, value);
  if (!kind) return { path: ['key'], says: 'this release knows no notes of its kind' };
  const { error } = checkedBy(kind, value);
  if (error) {
    const { path, says } = firstFlaw(error);
    return { path: ['value', ...path], says };
  }
  const isMisnamed = word === 'plan' && key !== `plan ${(value as { id: string }).id}`;
  return isMisnamed ? { path: ['value', 'id'], says: 'expected what its key says' } : undefined;
}
