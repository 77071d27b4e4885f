/** From a session that was read to the puzzle that its explanation is. */
import { addressIn, type MachineName, type Policy, takesPolicy } from '../../../machines/index.ts';
import { type Manner, type Untimed, usualManner } from '../../follow/index.ts';
import { tellsEnd } from '../../follow/says.ts';
import { asks } from '../../follow/ways/manner.ts';
import type { Observed, SessionRead } from '../reading/observed.ts';
import { type Makers, makersOf } from '../search/puzzle/makers.ts';
import type { Puzzle } from '../search/puzzle/puzzle.ts';

/** How a session is judged. Times are milliseconds. */
export interface SessionOptions {
  /** Until when the log has everything, since the epoch; left out: it does not say. */
  readonly until?: number | undefined;
  /** By how much clocks and timers may differ; 2,000 unless it is said. */
  readonly skewMs?: number | undefined;
  /** How long a callback is on its way at most, before it counts as lost; 600,000 unless it is said. */
  readonly deliveryMs?: number | undefined;
  /** What holds where platforms differ. */
  readonly policy?: Policy | undefined;
  /** What no log of this form has. */
  readonly lacks?: readonly ('requests' | 'documents')[];
  /** So many places are looked at for one explanation, at most; unless it is said 1,500 to 10,000, and 20 an observation. */
  readonly most?: number | undefined;
  /** So many are looked at for whatever would repair it, each time; as many as that unless it is said. */
  readonly mostForRepair?: number | undefined;
}

const usualSkewMs = 2_000;
const usualDeliveryMs = 600_000;

/** The puzzle that a session is. */
export function puzzleOf(read: SessionRead, options: SessionOptions): Puzzle {
  const { until, policy, lacks = [] } = options;
  const manner: Manner = { ...usualManner, skewMs: options.skewMs ?? usualSkewMs };
  const makers = makersOf(read);
  return {
    observed: read.observed.map((one) => underPolicy(one, policy)),
    names: read.names,
    makers,
    inline: read.inline,
    since: sinceIn(read, makers),
    manner,
    ...(until === undefined ? {} : { until }),
    ...(policy === undefined ? {} : { policy }),
    owed: owedIn(read),
    deliveryMs: options.deliveryMs ?? usualDeliveryMs,
    lacks: { requests: lacks.includes('requests'), documents: lacks.includes('documents') },
  };
}

/** What creates a machine under a policy says so. */
function underPolicy(one: Observed, policy: Policy | undefined): Observed {
  const { seen } = one;
  const isAsked = seen.kind === 'asked' || seen.kind === 'cameIn';
  if (policy === undefined || !isAsked || !takesPolicy(seen.event.type)) return one;
  return { ...one, seen: { ...seen, event: { ...seen.event, policy } as Untimed } };
}

/** When recordings were asked for, by a request or in a document. */
function sinceIn({ observed, inline }: SessionRead, makers: Makers): ReadonlyMap<string, number> {
  const since = new Map<string, number>();
  const note = (event: object, at: number) => {
    const { recording } = event as { readonly recording?: { readonly sid: string } };
    if (recording && !since.has(recording.sid)) since.set(recording.sid, at);
  };
  const first = observed[0]?.seen.at ?? 0;
  for (const all of inline.values()) for (const one of all.flat()) note(one, first);
  for (const { seen } of observed) {
    if (seen.kind === 'asked') note(seen.event, seen.at);
    if (seen.kind === 'document') for (const one of seen.commands) note(one, seen.at);
  }
  // What may have come of another's verb may be as old as that.
  for (const sids of makers.recordings.values()) {
    const all = sids.map((sid) => since.get(sid) ?? Number.POSITIVE_INFINITY);
    for (const sid of sids) if (since.has(sid)) since.set(sid, Math.min(...all));
  }
  return since;
}

/**
 * What has to be told: what was subscribed to. Where the log does not show that, or shows otherwise,
 * whoever is told anything of a recording or line is told of its end.
 */
function owedIn({ told, observed }: SessionRead): Puzzle['owed'] {
  const heard = new Map<string, Set<string>>();
  for (const { seen } of observed) {
    if (seen.kind !== 'callback') continue;
    const { machine, sid } = seen.of;
    heard.set(sid, (heard.get(sid) ?? new Set()).add(subscribedAs(machine, seen.status)));
  }
  return (slot, status) => {
    if (status === asks) return false;
    const { machine, sid } = addressIn(slot);
    const events = told.get(sid);
    const words = [...(heard.get(sid) ?? [])];
    const isKnown = events && words.every((word) => events.includes(word));
    if (isKnown) return events.includes(subscribedAs(machine, status));
    return words.length > 0 && tellsEnd(machine, status);
  };
}
/** By which word one subscribes to a status: that of a line's end is one, whatever it is. */
function subscribedAs(machine: MachineName, status: string): string {
  if (machine !== 'call' && machine !== 'dialLeg') return status;
  if (tellsEnd(machine, status)) return 'completed';
  return status === 'in-progress' ? 'answered' : status;
}
