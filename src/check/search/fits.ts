/** Whether something seen fits a way how everything could be, and what it leaves of it. */
import { slotOf } from '../../../machines/index.ts';
import type { Snapshot } from '../../engine/index.ts';
import { type Believed, planKey } from '../../follow/ways/believed.ts';
import { asks } from '../../follow/ways/manner.ts';
import { latest } from '../../follow/ways/searched.ts';
import { partAt } from '../../follow/ways/shapes/spans.ts';
import { withEntry } from '../../follow/ways/taken.ts';
import type { Observed } from '../reading/observed.ts';
import type { Puzzle } from './puzzle/puzzle.ts';
import { seenOn } from './ways.ts';

/** The ways after something was seen on a way; none: it cannot have been. */
export function after(way: Believed, one: Observed, puzzle: Puzzle): readonly Believed[] {
  const { seen } = one;
  const { manner } = puzzle;
  switch (seen.kind) {
    case 'callback':
      return fitsRecording(way, one) && isShortEnough(one, puzzle)
        ? lineWays(way, one, (of) => seenOn(way, { ...seen, of }, manner))
        : [];
    case 'read': {
      if (latest(way, manner.skewMs, manner.lagMs) < (seen.sentAt ?? seen.at)) return [];
      return lineWays(way, one, (of) => seenOn(way, { ...seen, of }, manner));
    }
    case 'document':
      return [givenAt(seenOn(way, seen, manner) ?? way, seen.of.sid, seen.at)];
    case 'documentAsked': {
      const next = seenOn(way, seen, manner);
      const asked = next ? [next] : [];
      return one.isPerhapsHosts ? [...asked, way] : asked;
    }
    default: {
      const next = seenOn(way, seen, manner);
      return next ? [next] : [];
    }
  }
}

/** A leg that was given a document is a call of its sid. */
function lineWays(
  way: Believed,
  { seen }: Observed,
  seenOf: (of: { machine: 'call' | 'dialLeg'; sid: string }) => Believed | undefined,
): readonly Believed[] {
  if (!('of' in seen)) return [];
  const { machine, sid } = seen.of;
  const all = [seenOf(seen.of as never)];
  if (machine === 'dialLeg' && `call ${sid}` in way.parts)
    all.push(seenOf({ machine: 'call', sid }));
  return all.filter((one) => one !== undefined);
}

/** What a callback of a recording says beside its word has to be so. */
function fitsRecording({ parts }: Believed, { seen, source, callSid }: Observed): boolean {
  if (seen.kind !== 'callback' || seen.of.machine !== 'recording') return true;
  const part = parts[slotOf(seen.of)];
  if (!part) return true;
  const { context } = part.snapshot as Snapshot<'recording'>;
  // Of a conference, whose call it is depends on who was first.
  const isCall =
    callSid === undefined || context.conferenceSid !== null || context.callSid === callSid;
  return isCall && (source === undefined || context.source === source);
}

/** Nothing is longer than from when it was asked for until it is told of, pauses and all. */
function isShortEnough({ seen }: Observed, { since, manner }: Puzzle): boolean {
  if (seen.kind !== 'callback' || seen.durationSeconds === undefined) return true;
  const from = since.get(seen.of.sid);
  return from === undefined || seen.durationSeconds * 1_000 <= seen.at - from + manner.skewMs;
}

/** Nothing of a document is done before it was given. */
function givenAt(way: Believed, callSid: string, at: number): Believed {
  const slot = `call ${callSid}`;
  const part = way.parts[slot];
  return part ? { ...way, parts: withEntry(way.parts, slot, partAt(part, at)) } : way;
}

/** A document that a call was given as text, once it wants one: nobody is asked for it. */
export function inlineGiven(way: Believed, { inline }: Puzzle) {
  const found: { readonly way: Believed; readonly callSid: string }[] = [];
  for (const [callSid, documents] of inline) {
    const given = `given ${callSid}`;
    const used = way.took[given] ?? 0;
    const commands = documents[used];
    const told = way.told.find(({ of, status }) => status === asks && of.sid === callSid);
    if (!commands || !told) continue;
    const left = { ...way, told: way.told.filter((one) => one !== told) };
    const plans = withEntry(left.plans, planKey(callSid), commands);
    const took = withEntry(left.took, given, used + 1);
    found.push({ way: { ...left, plans, took }, callSid });
  }
  return found;
}
