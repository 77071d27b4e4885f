/** What the object of a machine keeps, and how that is read back: only if it is what it should be. */
import type { ObjectContext } from '@restatedev/restate-sdk';
import { addressIn } from '../../../../machines/index.ts';
import {
  anyListOf,
  count,
  type FieldsOf,
  type Flaw,
  flawIn,
  isPlain,
  optional,
  text,
  time,
} from '../../../../machines/words/shape.ts';
import { InvalidInput } from '../../../engine/index.ts';
import type { Row } from '../../../wire/index.ts';
import type { ReadMachine } from '../../delivery.ts';
import { flawInRow, keptMachine } from '../../stores/kept.ts';
import { asBadRestate, BadRestate } from './errors.ts';

/** What the object keeps of its machine. */
export interface KeptMachine {
  /** Left out: there is no machine, or none any more; something of the rest is there. */
  readonly snapshot?: unknown;
  readonly revision: number;
  /** For when a wake-up is on its way: the only one that counts. */
  readonly wakeAt?: number;
  /** What is kept beside it. */
  readonly row?: unknown;
  /** The slots of those that it has told that it names them: while it lives they are not forgotten. */
  readonly names?: readonly string[];
  /** The slots of those that live and name it. */
  readonly namedBy?: readonly string[];
  /** For when its forgetting is on its way: the only one that counts. */
  readonly forgetAt?: number;
}
/** The same as it was read. */
export interface ReadObject extends ReadMachine {
  readonly wakeAt: number | undefined;
  readonly row: Row | undefined;
  readonly names: readonly string[];
  readonly namedBy: readonly string[];
  readonly forgetAt: number | undefined;
}

const stateKey = 'machine';

/**
 * What is kept under the key of a context.
 * @throws BadRestate if that is not what it should be. It is left as it is, and whoever is told
 * something waits: a later version may read it.
 */
export async function readIn(ctx: Pick<ObjectContext, 'get' | 'key'>): Promise<ReadObject> {
  const kept = await ctx.get<KeptMachine>(stateKey);
  if (kept !== null) checkKept(ctx.key, kept);
  const { wakeAt, forgetAt, revision = 0, names = [], namedBy = [] } = kept ?? {};
  const rest = { revision, wakeAt, forgetAt, names, namedBy, row: rowIn(ctx.key, kept?.row) };
  if (kept?.snapshot === undefined) return rest;
  try {
    return { ...rest, snapshot: keptMachine(addressIn(ctx.key), kept.snapshot) };
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error;
    throw asBadRestate(ctx.key, error);
  }
}

/** Keeps it in the place of what was there; nothing if there is nothing to keep. */
export function writeObject(ctx: Pick<ObjectContext, 'set' | 'clear'>, read: ReadObject) {
  const { snapshot, row, names, namedBy } = read;
  if (!snapshot && !row && names.length + namedBy.length === 0) return ctx.clear(stateKey);
  const kept = {
    ...read,
    names: names.length > 0 ? names : undefined,
    namedBy: namedBy.length > 0 ? namedBy : undefined,
  };
  ctx.set(stateKey, kept);
}

const moment = optional(time(''));
const slots = optional(anyListOf('', text('')));
const fields = {
  revision: count(''),
  ...{ wakeAt: moment, forgetAt: moment, names: slots, namedBy: slots },
} satisfies FieldsOf<Omit<KeptMachine, 'snapshot' | 'row'>>;
const others = new Set(['snapshot', 'row']);

function checkKept(slot: string, kept: unknown) {
  const flaw = isPlain(kept)
    ? flawIn(fields, kept, others)
    : { path: '', found: kept, expected: 'an object' };
  if (flaw) throw badlyKept(slot, flaw);
}

function rowIn(slot: string, row: unknown): Row | undefined {
  const flaw = row === undefined ? undefined : flawInRow(row);
  if (!flaw) return row as Row | undefined;
  throw badlyKept(slot, { ...flaw, path: `row.${flaw.path}` });
}

const badlyKept = (slot: string, { path, found, expected }: Flaw) =>
  new BadRestate(slot, `${path} is ${JSON.stringify(found)}; expected ${expected}`);
