/** A process with a host in Postgres in it, made to be killed. */
import { PostgresHost } from '../../src/hosts/postgres/index.ts';
import { beMortal, type Mortal } from '../hosts/ordeal/mortal.ts';

export interface MortalInPostgres extends Mortal {
  readonly url: string;
  readonly leaseMs: number;
}

await beMortal<MortalInPostgres>(({ url, leaseMs }, performers) => {
  const policy = { 'start-deadline-ms': 3 * leaseMs, 'answer-deadline-ms': 3 * leaseMs };
  const pace = { firstPauseMs: 5 };
  // Killed all the time, a host keeps deadlines back all the time; here they are to fire.
  return PostgresHost.open({
    connection: url,
    leaseMs,
    policy,
    pace,
    performers,
    catchUpMs: 1_000,
  });
});
