/** Requests whose answers were lost: whom they dialled is known by what the platform tells of it. */
import { route } from '../../wire/index.ts';
import type { AskedEntry, LogEntry } from '../log/entry.ts';
import { machineMadeBy, type SessionNames } from './names.ts';

/** The sids of lines, by the requests that dialled them and were told none. */
export type LinesDialled = ReadonlyMap<LogEntry, string>;

/** Whether nobody knows what came of a request. */
export const isUnanswered = ({ answer }: AskedEntry) => !answer || answer.status >= 500;

/** The machine of whom a request dials; undefined: it dials nobody. */
function dialling({ method, path }: AskedEntry): 'call' | 'dialLeg' | undefined {
  const routed = route(method, path);
  const machine = routed && machineMadeBy(routed.operation);
  return machine === 'call' || machine === 'dialLeg' ? machine : undefined;
}
/** Whether a request dials somebody, and nobody knows whom. */
export const isUnansweredDial = (entry: LogEntry): entry is AskedEntry =>
  entry.kind === 'asked' && isUnanswered(entry) && dialling(entry) !== undefined;

/** A line that is there, and that no answer of the platform has named. */
interface Unclaimed {
  readonly sid: string;
  readonly to: string;
  from?: string | undefined;
  /** When something of it arrived first, in milliseconds since the epoch. */
  arrivedAt: number;
  /** When something of it was so first, by the clock of the platform where that says it. */
  saidAt: number;
}

/** Of each such request the line that it has dialled, as far as one can be; that is claimed. */
export function linesDialled(entries: readonly LogEntry[], names: SessionNames): LinesDialled {
  const dialled = new Map<LogEntry, string>();
  const asked = entries.filter(isUnansweredDial);
  if (asked.length === 0) return dialled;
  for (const line of unclaimedIn(entries, names)) {
    const entry = dialledBy(line, asked, names);
    if (!entry) continue;
    asked.splice(asked.indexOf(entry), 1);
    dialled.set(entry, line.sid);
    names.claimed.add(line.sid);
    if (dialling(entry) === 'dialLeg') names.legs.set(line.sid, undefined);
  }
  return dialled;
}

/** The lines that nobody else has begun, the latest first: whoever is left over is the earlier. */
function unclaimedIn(entries: readonly LogEntry[], names: SessionNames): Unclaimed[] {
  const lines = new Map<string, Unclaimed>();
  for (const entry of entries) {
    if (entry.kind !== 'heard') continue;
    const { callSid: sid, to, from, at: saidAt = entry.at } = entry.said;
    if (sid === undefined || to === undefined || names.directions.get(sid) === 'inbound') continue;
    if (names.claimed.has(sid) || names.legs.has(sid)) continue;
    const known = lines.get(sid) ?? { sid, to, from, arrivedAt: entry.at, saidAt };
    known.from ??= from;
    known.arrivedAt = Math.min(known.arrivedAt, entry.at);
    known.saidAt = Math.min(known.saidAt, saidAt);
    lines.set(sid, known);
  }
  const at = ({ sid, saidAt }: Unclaimed) => names.begunAt.get(sid) ?? saidAt;
  return [...lines.values()].sort((a, b) => at(b) - at(a));
}

/** A line begins so long after its request at most, whatever the clocks say. */
const beginsWithinMs = 60_000;

/** The request to the same number, before anything of the line arrived, that is nearest to when it began. */
function dialledBy(
  { sid, to, from, arrivedAt, saidAt }: Unclaimed,
  asked: readonly AskedEntry[],
  { begunAt }: SessionNames,
): AskedEntry | undefined {
  const begun = begunAt.get(sid);
  // By what is said of it later, it began before that.
  const distance = ({ at }: AskedEntry) =>
    begun === undefined && at > saidAt ? Number.MAX_VALUE : Math.abs((begun ?? saidAt) - at);
  return asked
    .filter((one) => {
      const { at, body = {} } = one;
      const isFrom = from === undefined || body.From === undefined || from === body.From;
      const isThen = begun === undefined || distance(one) <= beginsWithinMs;
      return at <= arrivedAt && to === body.To && isFrom && isThen;
    })
    .sort((a, b) => distance(a) - distance(b))[0];
}
