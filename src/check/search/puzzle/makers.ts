/**
 * Which of the recordings and legs that a log names came of which verb or request. What came first of
 * them is no sign: of two <Record> in a document the second may be told of before the first.
 */

import type { RecordingSource } from '../../../../machines/index.ts';
import { slotOf } from '../../../../machines/index.ts';
import type { Believed } from '../../../follow/ways/believed.ts';
import type { Hidden } from '../../../follow/ways/hidden.ts';
import { once } from '../../../follow/ways/once.ts';
import type { SessionNames } from '../../reading/names.ts';
import type { SessionRead } from '../../reading/observed.ts';
import { toldSourceOf } from '../../reading/sources.ts';

/** The recordings and legs that may have come of one another's verbs, in the order in which they were named. */
export interface Makers {
  /** By call and source. */
  readonly recordings: ReadonlyMap<string, readonly string[]>;
  /** By the call that dialled them. */
  readonly legs: ReadonlyMap<string, readonly string[]>;
}
type Made = {
  readonly type: string;
  readonly recording?: { readonly sid: string; readonly transcription?: { readonly sid: string } };
  readonly legs?: readonly string[];
};
/** What the recordings come from that a command of a call makes. */
const sources: Readonly<Record<string, RecordingSource>> = {
  'call.record': toldSourceOf('record-verb/call'),
  'call.startBackgroundRecording': toldSourceOf('call-request/background'),
  'call.startRecording': toldSourceOf('call-request/request'),
  'call.dial': toldSourceOf('dial-verb/call'),
};

/** Everything that is made without that an answer says what. */
function* makersIn({ observed, inline }: Pick<SessionRead, 'observed' | 'inline'>) {
  for (const { seen, isUnnamed } of observed) {
    if (seen.kind === 'document')
      for (const command of seen.commands) yield { callSid: seen.of.sid, made: command as Made };
    if (seen.kind === 'asked' && isUnnamed)
      yield { callSid: seen.to.sid, made: seen.event as Made };
  }
  for (const [callSid, documents] of inline)
    for (const command of documents.flat()) yield { callSid, made: command as Made };
}

/** Who may have made what, of a session. */
export function makersOf(read: Pick<SessionRead, 'observed' | 'inline' | 'names'>): Makers {
  const { names } = read;
  const recordings = new Map<string, Set<string>>();
  const legs = new Map<string, Set<string>>();
  const own = new Set<string>();
  for (const { callSid, made } of makersIn(read)) {
    const source = sources[made.type];
    if (source && made.recording) {
      own.add(made.recording.sid);
      noted(recordings, keyOf(callSid, source), made.recording.sid);
    }
    for (const leg of made.legs ?? []) {
      own.add(leg);
      noted(legs, callSid, leg);
    }
  }
  const known = perhapsBeforeAsked(read.observed);
  const isFree = (sid: string) => own.has(sid) || known.has(sid) || !names.claimed.has(sid);
  for (const key of recordings.keys()) {
    for (const [sid, one] of names.recordings) {
      const { callSid, source } = { ...parsed(key), ...one };
      if (isFree(sid) && key === keyOf(callSid, source)) noted(recordings, key, sid);
    }
  }
  for (const [sid, of] of names.legs)
    if (of !== undefined && legs.has(of) && isFree(sid)) noted(legs, of, sid);
  return { recordings: several(recordings), legs: several(legs) };
}
/**
 * Recordings that a request was told of as made, and that may have been there before it: they were heard
 * of, or nobody knows which recording of the same call an earlier request has made.
 */
function perhapsBeforeAsked(observed: SessionRead['observed']): ReadonlySet<string> {
  const [seenOf, unknownOf, known] = [new Set<string>(), new Set<string>(), new Set<string>()];
  for (const { seen, isUnnamed } of observed) {
    if ('of' in seen) seenOf.add(seen.of.sid);
    if (seen.kind !== 'asked') continue;
    const sid = (seen.event as Made).recording?.sid;
    if (isUnnamed) unknownOf.add(seen.to.sid);
    else if (sid !== undefined && (seenOf.has(sid) || unknownOf.has(seen.to.sid))) known.add(sid);
  }
  return known;
}
const keyOf = (callSid: string, source: string) => JSON.stringify([callSid, source]);
function parsed(key: string) {
  const [callSid, source] = JSON.parse(key) as [string, RecordingSource];
  return { callSid, source };
}
function noted(pools: Map<string, Set<string>>, key: string, sid: string) {
  pools.set(key, (pools.get(key) ?? new Set()).add(sid));
}
/** Where there is but one, there is no choice. */
const several = (pools: ReadonlyMap<string, ReadonlySet<string>>) =>
  new Map([...pools].flatMap(([key, sids]) => (sids.size > 1 ? [[key, [...sids]] as const] : [])));

/** So many choices of legs are tried for one <Dial>. */
const mostChoices = 8;

/** The move, with each choice of what it makes. */
export function choicesOf(
  move: Hidden,
  way: Believed,
  { recordings, legs }: Makers,
  names: SessionNames,
): readonly Hidden[] {
  const { takes, to } = move;
  if (!takes || !('plan' in takes || 'ask' in takes)) return [move];
  const made = move.event as Made;
  const source = sources[made.type];
  const pool = source && made.recording ? recordings.get(keyOf(to.sid, source)) : undefined;
  const own = made.recording?.sid;
  const isOpen = pool !== undefined && own !== undefined && pool.includes(own);
  const sids = isOpen ? orOwn(unborn('recording', pool, [own], way), own) : [own];
  const lines = made.legs ? legs.get(to.sid) : undefined;
  const dialled =
    lines && made.legs
      ? orOwn(chosen(unborn('dialLeg', lines, made.legs, way), made.legs.length), made.legs)
      : [made.legs];
  return sids.flatMap((sid) =>
    dialled.map((all) => (sid === own && all === made.legs ? move : remade(move, sid, all, names))),
  );
}
/** Where nothing is left to choose from, it makes what is there already: two have one sid. */
const orOwn = <T>(choices: readonly T[], own: T) => (choices.length > 0 ? choices : [own]);

/** Those that are not there, nor on their way; its own come first. */
function unborn(
  machine: 'recording' | 'dialLeg',
  pool: readonly string[],
  own: readonly string[],
  { parts, mail }: Believed,
): readonly string[] {
  const begun = new Set(
    Object.values(mail).flatMap((all) => all.map(({ signal }) => slotOf(signal.to))),
  );
  const isThere = (slot: string) => slot in parts || begun.has(slot);
  return [...new Set([...own, ...pool])].filter((sid) => !isThere(slotOf({ machine, sid })));
}
/** So many of them, in any choice. */
function chosen(all: readonly string[], count: number): (readonly string[])[] {
  if (count === 0) return [[]];
  const choices = all.flatMap((one, i) =>
    chosen(all.slice(i + 1), count - 1).map((others) => [one, ...others]),
  );
  return choices.slice(0, mostChoices);
}

function remade(
  move: Hidden,
  sid: string | undefined,
  legs: readonly string[] | undefined,
  { transcriptions }: SessionNames,
): Hidden {
  const made = move.event as Made;
  const text = [...transcriptions].find(([, of]) => of !== undefined && of === sid)?.[0];
  const transcription = made.recording?.transcription;
  const recording = {
    ...made.recording,
    sid,
    ...(transcription && text !== undefined
      ? { transcription: { ...transcription, sid: text } }
      : {}),
  };
  const event = {
    ...move.event,
    ...(made.recording ? { recording } : {}),
    ...(legs ? { legs } : {}),
  };
  return { ...move, event: once(event as Hidden['event']) };
}
