/** The observations that a follower takes, from what a log says of one session. */
import type { Observation, Untimed } from '../../follow/index.ts';
import type { LogEntry } from '../log/entry.ts';
import { sessionRead } from './observed.ts';

/**
 * What is seen of a session, oldest first: callbacks, requests of ours with their answers, documents,
 * reads. A call that nobody dialled in the log has come in just before its first sign: it rings, or is
 * asked about. What began otherwise, outside of the log, is left to whoever follows.
 * @example
 * ```ts
 * import { entriesOf, type LogEntry, observationsOf } from 'texml-recordings/check';
 *
 * const at = '2026-01-05T09:00:00Z';
 * const lines = [JSON.stringify({ at, received: { url: '/voice', body: 'CallSid=C' } })];
 * const entries: LogEntry[] = [];
 * for await (const one of entriesOf(lines, { file: 'log' })) if (one.kind !== 'odd') entries.push(one);
 * console.log(observationsOf(entries).map(({ kind }) => kind).join()); // cameIn,documentAsked,document
 * ```
 */
export function observationsOf(entries: readonly LogEntry[]): Observation[] {
  const { observed, names } = sessionRead(entries);
  const known = new Set(names.claimed);
  return observed.flatMap(({ seen }): Observation[] => {
    const sid = signOf(seen);
    if (sid === undefined || known.has(sid) || names.directions.get(sid) === 'outbound')
      return [seen];
    known.add(sid);
    const event = { type: 'call.receive' } as Untimed;
    return [{ kind: 'cameIn', at: seen.at, of: { machine: 'call', sid }, event }, seen];
  });
}

/** The call that shows itself first by this; undefined: none does. */
function signOf(seen: Observation): string | undefined {
  if (seen.kind === 'documentAsked') return seen.of.sid;
  const isSign =
    seen.kind === 'callback' && seen.of.machine === 'call' && seen.status === 'ringing';
  return isSign ? seen.of.sid : undefined;
}
