/** A world as one JSON text: written out, and taken back only if it is what it should be. */
import { z } from 'zod';
import { machineNames } from '../../machines/index.ts';
import {
  BadFile,
  type Change,
  noChange,
  SqliteStore,
  type Store,
  type Stored,
} from '../hosts/index.ts';

const format = 'texml-recordings/world';
const version = 1;

/** What a world held at one moment. */
export interface Dump extends Stored {
  readonly format: typeof format;
  readonly version: typeof version;
  readonly accountSid: string;
}

export const dumpOf = (accountSid: string, stored: Stored): Dump => ({
  format,
  version,
  accountSid,
  ...stored,
});

const object = z.looseObject({});
const whole = z.number().int().nonnegative();
const text = z.string().min(1);
const shape = z.strictObject({
  format: z.literal(format),
  version: z.literal(version),
  accountSid: text,
  machines: z.array(
    z.strictObject({
      snapshot: z.looseObject({ machine: z.enum(machineNames), sid: text }),
      revision: whole,
    }),
  ),
  rows: z.array(z.strictObject({ sid: text, row: z.looseObject({ accountSid: text }) })),
  notes: z.array(z.strictObject({ key: text, value: z.json() })),
  outbox: z.array(z.strictObject({ number: whole, effect: object, snapshot: object.optional() })),
  lastNumber: whole,
  answers: z.array(z.strictObject({ id: text, at: z.number(), verdict: object })),
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
  const parsed = shape.safeParse(dump);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new DumpError(issue?.path.join('.') ?? '', issue?.message ?? 'not a dump');
  }
  const { data } = parsed;
  const foreign = data.rows.findIndex(({ row }) => row.accountSid !== accountSid);
  if (data.accountSid !== accountSid || foreign >= 0) {
    const field = foreign < 0 ? 'accountSid' : `rows.${foreign}.row.accountSid`;
    throw new DumpError(field, `expected "${accountSid}", the account that it is loaded into`);
  }
  // What is in snapshots, rows and effects says the store that is read back, in a moment.
  const stored = data as unknown as Stored;
  const { rows, notes, outbox, answers } = stored;
  const machines = stored.machines.map(asNew);
  const change = inspected({ ...noChange, machines, rows, notes, outbox, answers });
  let lastNumber = stored.lastNumber + 1;
  for (const { number } of outbox) lastNumber = Math.max(lastNumber, number + 1);
  return async (store) => {
    // Numbers are counted on from the last one: what has had one would be taken for a repeat.
    await store.commit({
      ...change,
      outbox: [...change.outbox, { ...marker, number: lastNumber }],
    });
    await store.commit({ ...noChange, done: [lastNumber] });
  };
}

const asNew = ({ snapshot }: Stored['machines'][number]) => ({ snapshot, read: 0 });
/** An entry of which only the number matters: nobody performs it. */
const marker = {
  effect: { type: 'timer.cancel', machine: 'call', sid: 'nobody', timer: 'ring' },
} as const;

/** A store that is read back says what is wrong inside of snapshots, rows and effects. */
function inspected(change: Change): Change {
  const store = new SqliteStore(':memory:');
  try {
    store.commit(change);
    store.load();
    return change;
  } catch (error) {
    if (error instanceof BadFile) throw new DumpError(error.field ?? '', error.message);
    throw new DumpError('', error instanceof Error ? error.message : String(error));
  } finally {
    store.close();
  }
}
