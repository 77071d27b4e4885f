/** What a log does not have, and the ways on which it happened all the same. */
import type { Address } from '../../../../machines/index.ts';
import { hasEnded } from '../../../engine/index.ts';
import type { Untimed } from '../../../follow/index.ts';
import { type Believed, planKey } from '../../../follow/ways/believed.ts';
import { withEntry } from '../../../follow/ways/taken.ts';
import type { Puzzle } from '../puzzle/puzzle.ts';

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

/** Whether no log of this form, or not this one, has what is missing. */
export function isLackedBy({ lacks, observed }: Puzzle, { what, to }: Missing): boolean {
  if (what !== 'document') return lacks.requests;
  const isUnread = observed.some(
    ({ isUnknown, seen }) => isUnknown && 'of' in seen && seen.of.sid === to.sid,
  );
  return lacks.documents || isUnread;
}

/** When the puzzle begins: what is missing may have been asked ever since. */
const begins = ({ observed }: Puzzle) => observed[0]?.seen.at ?? 0;

/** The way on which a request was made that the log does not have. */
export function withRequest(
  way: Believed,
  to: Address,
  event: Untimed,
  puzzle: Puzzle,
  place: number,
): Supposed {
  const id = `supposed ${place} ${event.type} ${to.sid}`;
  const asked = withEntry(way.asked, id, { to, event, at: begins(puzzle) });
  return {
    way: id in way.asked ? way : { ...way, asked },
    missing: { what: 'request', to, type: event.type, ...makesOf(event) },
  };
}
/** The ways on which a document had a verb that the log does not have. */
export function withVerb(way: Believed, callSid: string, event: Untimed): Supposed[] {
  const part = way.parts[`call ${callSid}`];
  if (!part || hasEnded(part.snapshot)) return [];
  const plan = planKey(callSid);
  const plans = withEntry(way.plans, plan, [event, ...(way.plans[plan] ?? [])]);
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
