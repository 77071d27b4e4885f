/** What a log may not have: requests, documents and beginnings that would explain what is seen next. */

import { type Address, commands, slotOf } from '../../../../machines/index.ts';
import type { Untimed } from '../../../follow/index.ts';
import type { Believed } from '../../../follow/ways/believed.ts';
import type { Observed } from '../../reading/observed.ts';
import { isOfConference } from '../../reading/sources.ts';
import type { Puzzle } from '../puzzle/puzzle.ts';
import { callBegun, dialOf, joinOf } from './calls-begun.ts';
import { type Supposed, withRequest, withVerb } from './supposing.ts';

/** What could be missing before something that is seen: whatever would bring its machine about, or move it. */
export function supposed(
  way: Believed,
  one: Observed,
  puzzle: Puzzle,
  place: number,
): readonly Supposed[] {
  const { seen } = one;
  if (!('of' in seen) || seen.kind === 'document' || seen.kind === 'cameIn') {
    return seen.kind === 'asked' ? toBegin(way, seen.to, puzzle, place) : [];
  }
  const { of } = seen;
  if (seen.kind === 'read' && seen.status === null) return [];
  if (!(slotOf(of) in way.parts)) return toBegin(way, of, puzzle, place);
  return toMove(way, of, puzzle, place);
}

function toBegin(way: Believed, of: Address, puzzle: Puzzle, place: number): readonly Supposed[] {
  const { names } = puzzle;
  // What the log shows the beginning of has no other.
  if (names.claimed.has(of.sid)) return [];
  switch (of.machine) {
    case 'recording':
      return recordingBegun(way, of.sid, puzzle, place);
    case 'call':
      return callBegun(way, of.sid, puzzle);
    case 'dialLeg': {
      const parent = names.legs.get(of.sid);
      if (parent === undefined) return [];
      return onCall(way, parent, puzzle, () => withVerb(way, parent, dialOf(parent, way, puzzle)));
    }
    case 'conference': {
      const calls = names.conferences.get(of.sid)?.calls ?? new Set();
      return [...calls].flatMap((callSid) =>
        onCall(way, callSid, puzzle, () =>
          withVerb(way, callSid, joinOf(of.sid, callSid, puzzle, way)),
        ),
      );
    }
    case 'transcription': {
      const recordingSid = names.transcriptions.get(of.sid);
      return recordingSid === undefined
        ? []
        : toBegin(way, { machine: 'recording', sid: recordingSid }, puzzle, place);
    }
  }
}

/** On a call that is there; one that is not has to begin first. */
function onCall(
  way: Believed,
  callSid: string,
  puzzle: Puzzle,
  then: () => readonly Supposed[],
): readonly Supposed[] {
  return `call ${callSid}` in way.parts ? then() : callBegun(way, callSid, puzzle);
}

function recordingBegun(
  way: Believed,
  sid: string,
  puzzle: Puzzle,
  place: number,
): readonly Supposed[] {
  const known = puzzle.names.recordings.get(sid) ?? {};
  const { callSid = `unnamed call of ${sid}`, source, conferenceSid } = known;
  const recording = { sid };
  const anyWay = source === undefined ? ({ isAnyWay: true } as const) : {};
  const all = onCall(way, callSid, puzzle, () => {
    const line = { machine: 'call', sid: callSid } as const;
    const leg = { machine: 'dialLeg', sid: callSid } as const;
    const to = slotOf(leg) in way.parts ? leg : line;
    const start = () =>
      withRequest(way, to, { type: 'call.startRecording', recording } as Untimed, puzzle, place);
    const verb = (type: string) => withVerb(way, callSid, { type, recording } as Untimed);
    if (isOfConference(source)) {
      const conference = conferenceSid ?? `conference of ${sid}`;
      return withVerb(way, callSid, joinOf(conference, callSid, puzzle, way));
    }
    switch (source) {
      case 'RecordVerb':
        return verb('call.record').concat(
          withVerb(way, callSid, { type: 'call.record', recording, hasAction: true } as Untimed),
        );
      case 'DialVerb': {
        const legs = [...puzzle.names.legs].some(([, of]) => of === callSid);
        const dial = dialOf(callSid, way, puzzle);
        const unnamed = { ...dial, legs: [`unnamed leg of ${sid}`] } as Untimed;
        return withVerb(way, callSid, legs ? dial : unnamed);
      }
      case 'OutboundAPI':
        return [];
      default:
        return [
          start(),
          ...verb('call.startBackgroundRecording'),
          ...(source ? [] : verb('call.record')),
        ];
    }
  });
  return all.map(({ way: then, missing }) => ({ way: then, missing: { ...missing, ...anyWay } }));
}

const moves: Readonly<Partial<Record<Address['machine'], readonly string[]>>> = {
  recording: ['recording.stop', 'recording.pause', 'recording.resume', 'recording.delete'],
  call: ['call.hangUp', 'call.redirect'],
  dialLeg: ['call.hangUp'],
  conference: ['conference.end'],
};

function toMove(way: Believed, of: Address, puzzle: Puzzle, place: number): readonly Supposed[] {
  const part = way.parts[slotOf(of)];
  if (!part) return [];
  const own = (moves[of.machine] ?? []).filter((type) => Object.hasOwn(commands, type));
  const found = own.map((type) => withRequest(way, of, { type } as Untimed, puzzle, place));
  if (of.machine !== 'recording') return found;
  const { host } = part.snapshot.context as { readonly host: Address };
  if (host.machine !== 'call') return found;
  return [...found, withRequest(way, host, { type: 'call.hangUp' } as Untimed, puzzle, place)];
}
