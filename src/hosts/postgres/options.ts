/** What a host in Postgres is opened with, and what of that cannot be. */
import { chosen, type Policy, type PolicyId } from '../../../machines/index.ts';
import { InvalidInput } from '../../engine/index.ts';
import type { HostSettings } from '../settings.ts';
import type { PostgresConnection, PostgresPool } from './tables/database.ts';

/** How a host in Postgres goes about its work, where it is not as usual. */
export interface PostgresSettings extends HostSettings {
  /** The schema that holds the tables, made if there is none; `texml_recordings` when left out. */
  readonly schema?: string;
  /**
   * How long what a host has in hand is left to it after it was last heard of, in milliseconds;
   * 1,500 when left out. It is renewed three times as often; as often it is looked whether another
   * host has left something to do.
   */
  readonly leaseMs?: number;
  /** The policy with the shortest deadlines that machines are created with; `telnyx` when left out. */
  readonly policy?: Policy;
  /** How long a message waits for a database that is away, in milliseconds; 10 s when left out. */
  readonly patienceMs?: number;
}
/** Where the database is: an address, or a pool of the package `pg` that somebody else closes. */
export type PostgresPlace =
  | { readonly connection: PostgresConnection; readonly pool?: never }
  | { readonly pool: PostgresPool; readonly connection?: never };

export const usualSchema = 'texml_recordings';
export const usualLeaseMs = 1_500;

/** Within those, somebody has to hear of an order and answer it. */
const deadlines = ['start-deadline-ms', 'answer-deadline-ms', 'finish-deadline-ms'] as const;
/** Whoever takes over after a lease still needs most of a deadline. */
const partOfDeadline = 3;
const shortestLeaseMs = 100;

/**
 * Looks at settings before anything is opened.
 * @throws InvalidInput for a schema that is no plain name, or a lease that is too short, or so long
 * that a deadline could pass before what a dead host had in hand is done by another.
 */
export function checkSettings({ schema, leaseMs, policy }: Required<Checked>) {
  const subject = 'Postgres host';
  if (!/^[a-z_][a-z0-9_]{0,47}$/.test(schema) || schema.startsWith('pg_')) {
    const expected = 'a name of a-z, 0-9 and _ that begins with a letter, 48 at most';
    throw new InvalidInput(subject, 'schema', schema, expected);
  }
  const shortest = deadlines.reduce<PolicyId & (typeof deadlines)[number]>(
    (found, id) => (chosen(policy, id) < chosen(policy, found) ? id : found),
    deadlines[0],
  );
  const longestMs = Math.floor(chosen(policy, shortest) / partOfDeadline);
  if (Number.isInteger(leaseMs) && leaseMs >= shortestLeaseMs && leaseMs <= longestMs) return;
  const expected =
    `whole milliseconds from ${shortestLeaseMs} to ${longestMs}, a third of the policy's ` +
    `${shortest} (${chosen(policy, shortest)})`;
  throw new InvalidInput(subject, 'leaseMs', leaseMs, expected);
}
type Checked = Pick<PostgresSettings, 'schema' | 'leaseMs' | 'policy'>;
