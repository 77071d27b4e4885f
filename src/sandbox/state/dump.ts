/** A world as one JSON text: written out, and taken back only if it is what it should be. */
import * as z from 'zod';
import { type Effect, type MachineName, machineNames } from '../../../machines/index.ts';
import { type Flaw, lastMomentMs } from '../../../machines/words/shape.ts';
import { InvalidInput, restore, snapshotVersion } from '../../engine/index.ts';
import {
  BadFile,
  type Change,
  effectOfNow,
  flawInEffect,
  flawInRow,
  flawInVerdict,
  keyOfOlder,
  noChange,
  SqliteStore,
  type Store,
  type Stored,
} from '../../hosts/index.ts';
import { checkedBy, firstFlaw } from '../../scenarios/format/words.ts';
import { flawInNote } from './notes.ts';

const format = 'texml-recordings/world';
/** The version of what is in it, snapshots first. Up to version 2 of those it was 1. */
const version = snapshotVersion;

/** What a world held at one moment. */
export interface Dump extends Stored {
  readonly format: typeof format;
  readonly version: number;
  readonly accountSid: string;
}

export const dumpOf = (accountSid: string, stored: Stored): Dump => ({
  format,
  version,
  accountSid,
  ...stored,
});

const object = z.looseObject({});
const whole = z.int().nonnegative();
const text = z.string().min(1);
type Context = z.core.$RefinementCtx;
const complain = (context: Context, path: readonly PropertyKey[], message: string) =>
  context.issues.push({ code: 'custom', path: [...path], message, input: undefined });
/** What a table of fields has to say against a value. */
const without = (flawIn: (value: unknown) => Flaw | undefined) => (value: unknown, to: Context) => {
  const flaw = flawIn(value);
  if (flaw) complain(to, flaw.path.split('.'), `expected ${flaw.expected}`);
};
function isRestored(
  machine: MachineName,
  snapshot: unknown,
  context: Context,
  path: readonly PropertyKey[] = [],
) {
  try {
    restore(machine, snapshot);
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error;
    complain(context, [...path, ...error.field.split('.')], `expected ${error.expected}`);
  }
}

const shape = z.strictObject({
  format: z.literal(format),
  version: z.int().min(1).max(version, `expected 1 to ${version}, which this release knows`),
  accountSid: text,
  machines: z.array(
    z.strictObject({
      snapshot: z
        .looseObject({ machine: z.enum(machineNames), sid: text })
        .superRefine((snapshot, context) => isRestored(snapshot.machine, snapshot, context)),
      revision: whole,
    }),
  ),
  rows: z.array(
    z.strictObject({
      sid: text,
      row: z.looseObject({ accountSid: text }).superRefine(without(flawInRow)),
    }),
  ),
  notes: z.array(
    z.strictObject({ key: text, value: z.unknown() }).superRefine((note, context) => {
      const flaw = flawInNote(note);
      if (flaw) complain(context, flaw.path, flaw.says);
    }),
  ),
  outbox: z.array(
    z
      .strictObject({
        key: text,
        effect: object.superRefine(without(flawInEffect)),
        snapshot: object.optional(),
      })
      .superRefine(({ effect, snapshot }, context) => {
        if (!snapshot || flawInEffect(effect)) return;
        const { machine, sid } = effect as Effect;
        isRestored(machine, snapshot, context, ['snapshot']);
        if (snapshot.sid !== sid) complain(context, ['snapshot', 'sid'], `expected "${sid}"`);
      }),
  ),
  answers: z.array(
    z.strictObject({
      id: text,
      at: whole.max(lastMomentMs),
      verdict: object.superRefine(without(flawInVerdict)),
    }),
  ),
});

/** What is looked at in a dump of an older version. */
const outboxOfOlder = z.looseObject({
  version: z.int(),
  machines: z.array(
    z.looseObject({ snapshot: z.looseObject({ machine: z.unknown(), sid: z.unknown() }) }),
  ),
  outbox: z.array(z.looseObject({ number: z.unknown(), effect: z.unknown() })),
});

/** A dump that cannot be loaded: which field, and what was expected there. */
export class DumpError extends Error {
  readonly field: string;

  constructor(field: string, says: string) {
    super(`${field === '' ? 'The dump' : `"${field}"`}: ${says}`);
    this.name = 'DumpError';
    this.field = field;
  }
}

/** What fills a store with what a dump holds. */
export type Filling = (store: Store) => Promise<void>;

/**
 * Reads a dump that is to be loaded into an account.
 * @throws DumpError for what is not a dump of this account.
 */
export function fillingOf(accountSid: string, dump: unknown): Filling {
  const parsed = checkedBy(shape, asOfNow(dump));
  if (!parsed.success) {
    const { path, says } = firstFlaw(parsed.error);
    throw new DumpError(path.join('.'), says);
  }
  const { data } = parsed;
  const foreign = data.rows.findIndex(({ row }) => row.accountSid !== accountSid);
  if (data.accountSid !== accountSid || foreign >= 0) {
    const field = foreign < 0 ? 'accountSid' : `rows.${foreign}.row.accountSid`;
    throw new DumpError(field, `expected "${accountSid}", the account that it is loaded into`);
  }
  // The declarations have checked what the shape knows only as objects with some fields.
  const stored = data as unknown as Stored;
  // What is there twice, and whose snapshot an effect has, says the store that is read back; what
  // an older version has stored comes back from it as this one stores it.
  const change = changeOf(inspected(changeOf(stored)));
  return async (store) => {
    await store.commit(change);
  };
}

/**
 * Everything that a store holds, as something new. Revisions are counted on: an errand whose key
 * another has had would be taken for a repeat.
 */
const changeOf = ({ machines, rows, notes, outbox, answers }: Stored): Change => ({
  ...noChange,
  machines: machines.map((machine) => ({ ...machine, read: 0 })),
  rows,
  notes,
  outbox,
  answers,
});
/** A dump of an older version with the effects of this one; what is no such dump, as it is. */
function asOfNow(dump: unknown): unknown {
  const known = outboxOfOlder.safeParse(dump);
  if (!known.success || known.data.version >= version) return dump;
  const { machines, outbox, lastNumber: _, ...rest } = known.data;
  const recordings = new Map(
    machines.flatMap(({ snapshot }) =>
      snapshot.machine === 'recording' ? [[snapshot.sid, snapshot]] : [],
    ),
  );
  const recordingOf = (sid: string) => recordings.get(sid);
  const entries = outbox.map(({ number, effect, ...entry }) => ({
    ...entry,
    key: keyOfOlder(effect, number),
    effect: effectOfNow(effect, recordingOf),
  }));
  return { ...rest, machines, outbox: entries };
}

/** A store that is read back says what is wrong between its parts. */
function inspected(change: Change): Stored {
  const store = new SqliteStore(':memory:');
  try {
    store.commit(change);
    return store.load();
  } catch (error) {
    if (error instanceof BadFile) throw new DumpError(error.field ?? '', error.message);
    throw new DumpError('', error instanceof Error ? error.message : String(error));
  } finally {
    store.close();
  }
}
