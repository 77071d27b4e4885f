/** What belongs together: a call, its legs and conferences, and the recordings of all of them. */
import { type Address, machineNames } from '../../../../machines/index.ts';
import type { Snapshot } from '../../../engine/index.ts';
import type { TimelineEntry } from '../../stage/timeline.ts';
import { type Summary, summaryOf } from '../../world/summary.ts';
import type { World } from '../../world/world.ts';

/** Whom a machine names as its own. */
function belonging({ rows }: World['host'], { machine, sid, context }: Snapshot): string[] {
  const row = machine === 'call' || machine === 'dialLeg' ? rows.get(sid) : undefined;
  const named = [
    ...('host' in context ? [context.host.sid, context.callSid, context.conferenceSid] : []),
    ...('recordingSid' in context ? [context.recordingSid, context.callSid] : []),
    row && 'parentCallSid' in row ? row.parentCallSid : undefined,
  ];
  return named.filter((one): one is string => typeof one === 'string');
}

/** Whoever is in a conference, or was as far as the timeline remembers it, belongs with it. */
function metIn(entry: TimelineEntry): readonly (readonly string[])[] {
  if (entry.kind !== 'step' || entry.verdict.verdict !== 'accepted') return [];
  const { event, sid } = entry;
  if (event.type === 'conference.addParticipant') return [[sid, event.legSid]];
  return event.type === 'participant.joined' ? [[sid, event.participant.sid]] : [];
}

/**
 * All machines that belong with one of this sid, oldest first; none if there is none. There may be
 * many more that do not: they are looked through as often as one more is found, and nothing is made
 * of them.
 */
export function sessionOf({ host, timeline }: World, sid: string): Summary[] {
  const all = machineNames.flatMap((machine): Snapshot[] => [...host.machines.all(machine)]);
  const met = timeline.latest({ most: Number.MAX_SAFE_INTEGER }).flatMap(metIn);
  const found = new Set([sid]);
  for (let before = 0; before < found.size; ) {
    before = found.size;
    for (const one of all) {
      const others = belonging(host, one);
      const isFound = found.has(one.sid) || others.some((other) => found.has(other));
      if (isFound) for (const other of [one.sid, ...others]) found.add(other);
    }
    for (const pair of met) {
      if (pair.some((one) => found.has(one))) for (const one of pair) found.add(one);
    }
  }
  return all
    .filter((one) => found.has(one.sid))
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
