/** What a log's requests are heard by: whatever they name is there, for their answers say what is not. */
import type { MachineName } from '../../../machines/index.ts';
import type { LineRow, Mint, Reader } from '../../wire/index.ts';
import type { SessionNames } from './names.ts';

/** A line is a leg where the log says so. */
export const lineOf = ({ legs }: SessionNames, sid: string): 'call' | 'dialLeg' =>
  legs.has(sid) ? 'dialLeg' : 'call';

/** The conference that is meant by a sid or, at a time, by a name: the latest of it, or else the next. */
function conferenceIn(
  { conferences }: SessionNames,
  sidOrName: string,
  at = Number.POSITIVE_INFINITY,
): string | undefined {
  if (conferences.has(sidOrName)) return sidOrName;
  const named = [...conferences]
    .filter(([, { name }]) => name === sidOrName)
    .sort(([, a], [, b]) => a.since - b.since);
  return (named.findLast(([, { since }]) => since <= at) ?? named[0])?.[0];
}

/** The account of a log, in which everything that is named is there. */
export function namedAccount(names: SessionNames, accountSid: string, at?: number): Reader {
  const rowOf = (sid: string): LineRow => ({
    machine: lineOf(names, sid),
    accountSid,
    connectionId: '',
    to: '',
    from: '',
  });
  const conferenceOf = (sidOrName: string) => {
    const sid = conferenceIn(names, sidOrName, at);
    if (sid === undefined) return undefined;
    const friendlyName = names.conferences.get(sid)?.name ?? sidOrName;
    const row = { machine: 'conference', accountSid, friendlyName, connectionId: '' } as const;
    return { sid, row };
  };
  return {
    accountSid,
    line: rowOf,
    recording: (sid) => ({
      row: { machine: 'recording', accountSid, sendsUrl: true },
      // Where no callback has said it, a path that names it is believed.
      callSid: names.recordings.get(sid)?.callSid ?? '',
    }),
    transcription: () => ({ machine: 'transcription', accountSid }),
    conference: conferenceOf,
    conferenceNamed: conferenceOf,
    participant: (_, sidOrLabel) => names.labels.get(sidOrLabel) ?? sidOrLabel,
    requested: () => undefined,
    known: () => undefined,
    page: () => ({ items: [], isFirst: true, isLast: true }),
    recordingsOfCall: () => [],
    isHostOver: () => false,
  };
}

/** Which recordings somebody may claim, of those that nobody has claimed before. */
export type ClaimsSid = (what: MachineName, fits: (sid: string) => boolean) => string | undefined;

/** Claims what the log names later, in its order. */
export function claiming(names: SessionNames): ClaimsSid {
  const lists: Readonly<Partial<Record<MachineName, ReadonlyMap<string, unknown>>>> = {
    recording: names.recordings,
    dialLeg: names.legs,
    transcription: names.transcriptions,
    conference: names.conferences,
  };
  return (what, fits) => {
    for (const sid of lists[what]?.keys() ?? []) {
      if (names.claimed.has(sid) || !fits(sid)) continue;
      if (what !== 'conference') names.claimed.add(sid);
      return sid;
    }
    return undefined;
  };
}

/** Makes names for what the log does not name. */
export function unnamed(): Mint {
  let count = 0;
  return (what) => {
    count += 1;
    return `unnamed-${what}-${count}`;
  };
}
