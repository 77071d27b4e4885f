/** How calls began, and what their documents dialled, where no log says it. */

import { slotOf } from '../../../../machines/index.ts';
import type { Untimed } from '../../../follow/index.ts';
import type { Believed } from '../../../follow/ways/believed.ts';
import { withEntry } from '../../../follow/ways/taken.ts';
import type { NamedRecording } from '../../reading/names.ts';
import { isOfConference } from '../../reading/sources.ts';
import type { Puzzle } from '../puzzle/puzzle.ts';
import type { Supposed } from './supposing.ts';

/** The ways on which a call began that the log does not show the beginning of. */
export function callBegun(way: Believed, sid: string, puzzle: Puzzle): readonly Supposed[] {
  const to = { machine: 'call', sid } as const;
  if (
    slotOf(to) in way.parts ||
    Object.values(way.asked).some((one) => one.to.sid === sid && isBirth(one.event))
  ) {
    return [];
  }
  const { names, policy } = puzzle;
  if (names.claimed.has(sid)) return [];
  const more = policy ? { policy } : {};
  const direction = names.directions.get(sid);
  const recorded = unborn(
    way,
    puzzle,
    (one) => one.source === 'OutboundAPI' && one.callSid === sid,
  )[0];
  const dialled = {
    type: 'call.dialOut',
    ...more,
    ...(recorded ? { recording: { sid: recorded } } : {}),
  };
  const at = bornAt(sid, puzzle);
  const isFresh = isFirstSign(sid, puzzle);
  const begun = (event: Untimed): Supposed => ({
    way: {
      ...way,
      asked: withEntry(way.asked, `supposed ${event.type} ${sid}`, { to, event, at }),
    },
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
/**
 * Whether what is seen of a call is all that there could be of its beginning: it rings, is asked about
 * first, or was over before it was answered, and whatever else was told of that was lost.
 */
function isFirstSign(sid: string, { observed }: Puzzle): boolean {
  const seen = observed.flatMap((one) =>
    'of' in one.seen && one.seen.of.sid === sid ? [one.seen] : [],
  );
  const [first] = seen;
  if (first?.kind === 'documentAsked') return true;
  if (first?.kind === 'callback' && !/^(in-progress|completed)$/.test(first.status)) return true;
  return seen.some((one) => one.kind === 'callback' && /^(initiated|ringing)$/.test(one.status));
}
const isBirth = ({ type }: Untimed) => type === 'call.dialOut' || type === 'call.receive';

/** How long before its first sign a call may have begun whose beginning nobody has seen. */
const longestCallMs = 4 * 3_600_000;
/** A call that is asked about as soon as it is there has begun just before. */
const justBeforeMs = 120_000;
function bornAt(sid: string, puzzle: Puzzle): number {
  const { names, observed, manner } = puzzle;
  const begun = names.begunAt.get(sid);
  if (begun !== undefined) return begun - manner.skewMs;
  const signs = observed.flatMap(({ seen }) => {
    if (!('of' in seen) || seen.of.sid !== sid) return [];
    return [seen.kind === 'callback' ? Math.min(seen.saidAt ?? seen.at, seen.at) : seen.at];
  });
  const before = isFirstSign(sid, puzzle) ? justBeforeMs : longestCallMs;
  const first = signs.length > 0 ? Math.min(...signs) : (observed[0]?.seen.at ?? 0);
  return first - before;
}

/** Recordings that the log names and that are not there, in their order. */
function unborn(
  { parts }: Believed,
  { names }: Puzzle,
  fits: (one: NamedRecording) => boolean,
): readonly string[] {
  return [...names.recordings].flatMap(([sid, one]) =>
    !(`recording ${sid}` in parts) && fits(one) ? [sid] : [],
  );
}
/** The <Dial> that dialled the legs of a call. */
export const dialOf = (parent: string, way: Believed, puzzle: Puzzle): Untimed => {
  const legs = [...puzzle.names.legs].flatMap(([sid, of]) =>
    of === parent && !(`dialLeg ${sid}` in way.parts) ? [sid] : [],
  );
  const [recorded] = unborn(
    way,
    puzzle,
    (one) => one.source === 'DialVerb' && one.callSid === parent,
  );
  const recording = recorded === undefined ? {} : { recording: { sid: recorded } };
  return { type: 'call.dial', legs, hasAction: true, ...recording } as Untimed;
};
/** The <Dial><Conference> by which a call came into a conference. */
export const joinOf = (
  conferenceSid: string,
  callSid: string,
  puzzle: Puzzle,
  way: Believed,
): Untimed => {
  const [recorded] = unborn(
    way,
    puzzle,
    ({ source, ...one }) =>
      isOfConference(source) && (one.callSid === undefined || one.callSid === callSid),
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
