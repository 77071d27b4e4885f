/** What a log may not have: requests, documents and beginnings that would explain what is seen next. */
import { type Address, commands, slotOf } from '../../../machines/index.ts';
import { hasEnded } from '../../engine/index.ts';
import type { Believed } from '../../follow/believed.ts';
import { withEntry } from '../../follow/closure.ts';
import type { Untimed } from '../../follow/index.ts';
import type { Observed } from '../reading/observed.ts';
import type { Problem } from './problem.ts';

/** Something that the log does not have. */
export interface Missing {
  readonly what: 'request' | 'document' | 'beginning';
  /** Whom it is for, and what it asks. */
  readonly to: Address;
  readonly type: string;
  /** The recording, leg or conference that it makes. */
  readonly makes?: string;
  /** The platform tells of it by what is seen then: no log could have it. */
  readonly isToldSo?: true;
  /** Nothing says how that which it makes came to be. */
  readonly isAnyWay?: true;
}
/** A way on which it happens. */
export interface Supposed {
  readonly way: Believed;
  readonly missing: Missing;
}

/** What could be missing before something that is seen: whatever would bring its machine about, or move it. */
export function supposed(
  way: Believed,
  one: Observed,
  problem: Problem,
  place: number,
): readonly Supposed[] {
  const { seen } = one;
  if (!('of' in seen) || seen.kind === 'document' || seen.kind === 'cameIn') {
    return seen.kind === 'asked' ? toBegin(way, seen.to, problem, place) : [];
  }
  const { of } = seen;
  if (seen.kind === 'read' && seen.status === null) return [];
  if (!(slotOf(of) in way.parts)) return toBegin(way, of, problem, place);
  return toMove(way, of, problem, place);
}

/** When the problem begins: what is missing may have been asked ever since. */
const begins = ({ observed }: Problem) => observed[0]?.seen.at ?? 0;

function withRequest(
  way: Believed,
  to: Address,
  event: Untimed,
  problem: Problem,
  place: number,
): Supposed {
  const id = `supposed ${place} ${event.type} ${to.sid}`;
  const asked = withEntry(way.asked, id, { to, event, at: begins(problem) });
  return {
    way: id in way.asked ? way : { ...way, asked },
    missing: { what: 'request', to, type: event.type, ...makesOf(event) },
  };
}
function withVerb(way: Believed, callSid: string, event: Untimed): Supposed[] {
  const part = way.parts[`call ${callSid}`];
  if (!part || hasEnded(part.snapshot)) return [];
  const plans = withEntry(way.plans, callSid, [event, ...(way.plans[callSid] ?? [])]);
  const to = { machine: 'call', sid: callSid } as const;
  return [
    {
      way: { ...way, plans },
      missing: { what: 'document', to, type: event.type, ...makesOf(event) },
    },
  ];
}
function makesOf(event: Untimed): Pick<Missing, 'makes'> {
  const { recording, legs, conferenceSid } = event as {
    readonly recording?: { readonly sid: string };
    readonly legs?: readonly string[];
    readonly conferenceSid?: string;
  };
  const makes = recording?.sid ?? legs?.join(', ') ?? conferenceSid;
  return makes === undefined ? {} : { makes };
}

function toBegin(way: Believed, of: Address, problem: Problem, place: number): readonly Supposed[] {
  const { names } = problem;
  // What the log shows the beginning of has no other.
  if (names.claimed.has(of.sid)) return [];
  switch (of.machine) {
    case 'recording':
      return recordingBegun(way, of.sid, problem, place);
    case 'call':
      return callBegun(way, of.sid, problem);
    case 'dialLeg': {
      const parent = names.legs.get(of.sid);
      if (parent === undefined) return [];
      return onCall(way, parent, problem, () =>
        withVerb(way, parent, dialOf(parent, way, problem)),
      );
    }
    case 'conference': {
      const calls = names.conferences.get(of.sid)?.calls ?? new Set();
      return [...calls].flatMap((callSid) =>
        onCall(way, callSid, problem, () =>
          withVerb(way, callSid, joinOf(of.sid, callSid, problem, way)),
        ),
      );
    }
    case 'transcription': {
      const recordingSid = names.transcriptions.get(of.sid);
      return recordingSid === undefined
        ? []
        : toBegin(way, { machine: 'recording', sid: recordingSid }, problem, place);
    }
  }
}

/** On a call that is there; one that is not has to begin first. */
function onCall(
  way: Believed,
  callSid: string,
  problem: Problem,
  then: () => readonly Supposed[],
): readonly Supposed[] {
  return `call ${callSid}` in way.parts ? then() : callBegun(way, callSid, problem);
}

function callBegun(way: Believed, sid: string, problem: Problem): readonly Supposed[] {
  const to = { machine: 'call', sid } as const;
  if (
    slotOf(to) in way.parts ||
    Object.values(way.asked).some((one) => one.to.sid === sid && isBirth(one.event))
  ) {
    return [];
  }
  const { names, policy } = problem;
  if (names.claimed.has(sid)) return [];
  const more = policy ? { policy } : {};
  const direction = names.directions.get(sid);
  const recorded = unborn(
    way,
    problem,
    (one) => one.source === 'OutboundAPI' && one.callSid === sid,
  )[0];
  const dialled = {
    type: 'call.dialOut',
    ...more,
    ...(recorded ? { recording: { sid: recorded } } : {}),
  };
  const at = bornAt(sid, problem);
  const isFresh = isFirstSign(sid, problem);
  const begun = (event: Untimed): Supposed => ({
    way: { ...way, asked: withEntry(way.asked, `supposed call ${sid}`, { to, event, at }) },
    missing: {
      what: 'beginning',
      to,
      type: event.type,
      ...(recorded ? { makes: recorded } : {}),
      ...(isFresh && event.type === 'call.receive' ? { isToldSo: true } : {}),
    },
  });
  return [
    ...(direction === 'outbound' || recorded
      ? []
      : [begun({ type: 'call.receive', ...more } as Untimed)]),
    ...(direction === 'inbound' ? [] : [begun(dialled as Untimed)]),
  ];
}
/** Whether a call begins with what is seen of it first: it is asked about, or rings. */
function isFirstSign(sid: string, { observed }: Problem): boolean {
  const first = observed.find(({ seen }) => 'of' in seen && seen.of.sid === sid)?.seen;
  if (first?.kind === 'documentAsked') return true;
  return first?.kind === 'callback' && (first.status === 'initiated' || first.status === 'ringing');
}
const isBirth = ({ type }: Untimed) => type === 'call.dialOut' || type === 'call.receive';

/** How long before its first sign a call may have begun whose beginning nobody has seen. */
const longestCallMs = 4 * 3_600_000;
/** A call that is asked about as soon as it is there has begun just before. */
const justBeforeMs = 120_000;
function bornAt(sid: string, problem: Problem): number {
  const { names, observed, manner } = problem;
  const begun = names.begunAt.get(sid);
  if (begun !== undefined) return begun - manner.skewMs;
  const first = observed.find(({ seen }) => 'of' in seen && seen.of.sid === sid)?.seen;
  const before = isFirstSign(sid, problem) ? justBeforeMs : longestCallMs;
  return (first?.at ?? observed[0]?.seen.at ?? 0) - before;
}

/** Recordings that the log names and that are not there, in their order. */
function unborn(
  { parts }: Believed,
  { names }: Problem,
  fits: (one: { readonly callSid?: string; readonly source?: string }) => boolean,
): readonly string[] {
  return [...names.recordings].flatMap(([sid, one]) =>
    !(`recording ${sid}` in parts) && fits(one) ? [sid] : [],
  );
}
const dialOf = (parent: string, way: Believed, problem: Problem): Untimed => {
  const legs = [...problem.names.legs].flatMap(([sid, of]) =>
    of === parent && !(`dialLeg ${sid}` in way.parts) ? [sid] : [],
  );
  const [recorded] = unborn(
    way,
    problem,
    (one) => one.source === 'DialVerb' && one.callSid === parent,
  );
  const recording = recorded === undefined ? {} : { recording: { sid: recorded } };
  return { type: 'call.dial', legs, hasAction: true, ...recording } as Untimed;
};
const joinOf = (
  conferenceSid: string,
  callSid: string,
  problem: Problem,
  way: Believed,
): Untimed => {
  const [recorded] = unborn(
    way,
    problem,
    ({ source, ...one }) =>
      (source === 'Conference' || source === 'StartConferenceRecordingAPI') &&
      (one.callSid === undefined || one.callSid === callSid),
  );
  return {
    type: 'call.joinConference',
    conferenceSid,
    stay: `stay of ${callSid}`,
    isNamed: true,
    hasAction: true,
    ...(recorded === undefined ? {} : { recording: { sid: recorded } }),
  } as Untimed;
};

function recordingBegun(
  way: Believed,
  sid: string,
  problem: Problem,
  place: number,
): readonly Supposed[] {
  const known = problem.names.recordings.get(sid) ?? {};
  const { callSid = `unnamed call of ${sid}`, source, conferenceSid } = known;
  const recording = { sid };
  const anyWay = source === undefined ? ({ isAnyWay: true } as const) : {};
  const all = onCall(way, callSid, problem, () => {
    const line = { machine: 'call', sid: callSid } as const;
    const leg = { machine: 'dialLeg', sid: callSid } as const;
    const to = slotOf(leg) in way.parts ? leg : line;
    const start = () =>
      withRequest(way, to, { type: 'call.startRecording', recording } as Untimed, problem, place);
    const verb = (type: string) => withVerb(way, callSid, { type, recording } as Untimed);
    switch (source) {
      case 'RecordVerb':
        return verb('call.record').concat(
          withVerb(way, callSid, { type: 'call.record', recording, hasAction: true } as Untimed),
        );
      case 'DialVerb': {
        const legs = [...problem.names.legs].some(([, of]) => of === callSid);
        const dial = dialOf(callSid, way, problem);
        const unnamed = { ...dial, legs: [`unnamed leg of ${sid}`] } as Untimed;
        return withVerb(way, callSid, legs ? dial : unnamed);
      }
      case 'Conference':
      case 'StartConferenceRecordingAPI':
        return withVerb(
          way,
          callSid,
          joinOf(conferenceSid ?? `conference of ${sid}`, callSid, problem, way),
        );
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

function toMove(way: Believed, of: Address, problem: Problem, place: number): readonly Supposed[] {
  const part = way.parts[slotOf(of)];
  if (!part) return [];
  const own = (moves[of.machine] ?? []).filter((type) => Object.hasOwn(commands, type));
  const found = own.map((type) => withRequest(way, of, { type } as Untimed, problem, place));
  if (of.machine !== 'recording') return found;
  const { host } = part.snapshot.context as { readonly host: Address };
  if (host.machine !== 'call') return found;
  return [...found, withRequest(way, host, { type: 'call.hangUp' } as Untimed, problem, place)];
}
