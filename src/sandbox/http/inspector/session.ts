/** What belongs together: a call, its legs and conferences, and the recordings of all of them. */
import { type Address, machineNames } from '../../../../machines/index.ts';
import type { TimelineEntry } from '../../stage/timeline.ts';
import { type Summary, summaryOf } from '../../world/summary.ts';
import type { World } from '../../world/world.ts';

/** Whom a machine names as its own. */
const belonging = ({ callSid, conferenceSid, parentCallSid, recordingSid, host }: Summary) =>
  [callSid, conferenceSid, parentCallSid, recordingSid, host?.sid].filter(
    (one) => one !== undefined,
  );

/** Whoever is in a conference, or was as far as the timeline remembers it, belongs with it. */
function metIn(entry: TimelineEntry): readonly string[] {
  if (entry.kind !== 'step' || entry.verdict.verdict !== 'accepted') return [];
  const { event } = entry;
  if (event.type === 'call.joinConference') return [event.conferenceSid];
  if (event.type === 'conference.addParticipant') return [event.legSid];
  return event.type === 'participant.joined' ? [event.participant.sid] : [];
}

/** All machines that belong with one of this sid, oldest first; none if there is none. */
export function sessionOf({ host, timeline }: World, sid: string): Summary[] {
  const all = machineNames.flatMap((machine) =>
    Array.from(host.machines.all(machine), (one) => summaryOf(host, one)),
  );
  const near = new Map<string, Set<string>>();
  const join = (one: string, other: string) =>
    near.set(one, (near.get(one) ?? new Set()).add(other));
  for (const one of all) {
    for (const other of belonging(one)) {
      join(one.sid, other);
      join(other, one.sid);
    }
  }
  for (const entry of timeline.latest({ most: Number.MAX_SAFE_INTEGER })) {
    for (const other of metIn(entry)) {
      join(entry.sid ?? '', other);
      join(other, entry.sid ?? '');
    }
  }
  const found = new Set([sid]);
  for (const one of found) for (const other of near.get(one) ?? []) found.add(other);
  return all.filter((one) => found.has(one.sid)).toSorted((a, b) => a.createdAt - b.createdAt);
}

const words = {
  call: 'call',
  dialLeg: 'leg',
  conference: 'conference',
  recording: 'recording',
  transcription: 'transcription',
} as const;

/** What a scenario calls them: `call-1`, by the order of their making. */
export function scenarioSids(session: readonly Address[]): ReadonlyMap<string, string> {
  const counts = new Map<string, number>();
  const named = new Map<string, string>();
  for (const { machine, sid } of session) {
    if (named.has(sid)) continue;
    const count = (counts.get(machine) ?? 0) + 1;
    counts.set(machine, count);
    named.set(sid, `${words[machine]}-${count}`);
  }
  return named;
}
