/** What belongs together: a call, its legs and conferences, and the recordings of all of them. */
import { type Address, machineNames } from '../../../../machines/index.ts';
import type { Snapshot } from '../../../engine/index.ts';
import { type Summary, sidsNamed, summaryOf } from '../../../wire/resources/summary.ts';
import type { TimelineEntry } from '../../stage/timeline.ts';
import type { World } from '../../world/world.ts';

/** Whoever is in a conference, or was as far as the timeline remembers it, belongs with it. */
function metIn(entry: TimelineEntry): readonly (readonly string[])[] {
  if (entry.kind !== 'step' || entry.verdict.verdict !== 'accepted') return [];
  const { event, sid } = entry;
  if (event.type === 'conference.addParticipant') return [[sid, event.legSid]];
  return event.type === 'participant.joined' ? [[sid, event.participant.sid]] : [];
}

/**
 * All machines that belong with one of this sid, oldest first; none if there is none. There may be
 * many more that do not: the host is asked as often as one more sid is found, and reads none of them.
 */
export function sessionOf({ host, timeline }: World, sid: string): Summary[] {
  const met = timeline.latest({ most: Number.MAX_SAFE_INTEGER }).flatMap(metIn);
  const found = new Set([sid]);
  let all: readonly Snapshot[] = [];
  for (let before = 0; before < found.size; ) {
    before = found.size;
    all = host.machines.belonging(found);
    for (const one of all) for (const other of [one.sid, ...sidsNamed(host, one)]) found.add(other);
    for (const pair of met) {
      if (pair.some((one) => found.has(one))) for (const one of pair) found.add(one);
    }
  }
  return machineNames
    .flatMap((machine) => all.filter((one) => one.machine === machine))
    .map((one) => summaryOf(host, one))
    .toSorted((a, b) => a.createdAt - b.createdAt);
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
