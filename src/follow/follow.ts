/** Follows a call session from outside: what is seen, and what can therefore be so. */
import { slotOf } from '../../machines/index.ts';
import { type Belief, kept, unpacked } from './belief.ts';
import { isSure, narrowed } from './narrowed.ts';
import { nearestTo, seenKey } from './nearest.ts';
import { type Says, saidOfMachines } from './says.ts';
import { seenIn } from './sight.ts';
import { type Beyond, givenUp, isBeyond, mentionsIn, nothingBeyond, sidOf } from './ways/beyond.ts';
import { bonded } from './ways/bonds.ts';
import {
  changedIn,
  rootOf,
  type Session,
  unseen,
  type Way,
  type Ways,
  withGroupOf,
} from './ways/groups.ts';
import { type Manner, usualManner } from './ways/manner.ts';
import type { Observation } from './ways/observation.ts';
import { CutOff, Outlook } from './ways/outlook.ts';

/** What following one observation comes to. */
export interface Followed {
  /** What is believed then: to be kept until the next observation. */
  readonly belief: Belief;
  /** What the observation is, and what it means. */
  readonly says: Says;
}

/**
 * Follows one observation of a call session, in the order in which they were made. What cannot be
 * explained leaves the belief as it was. It never throws: of what could be in more ways than are looked
 * at, anything is believed from then on, and `beyond` says so.
 * @example
 * ```ts
 * import { follow } from 'texml-recordings/follow';
 *
 * const of = { machine: 'call', sid: 'call-1' } as const;
 * const event = { type: 'call.dialOut', recording: { sid: 'recording-1' } } as const;
 * const asked = follow(undefined, { kind: 'asked', at: 0, id: '1', to: of, event });
 * const seen = follow(asked.belief, { kind: 'callback', at: 9_000, of, status: 'busy' });
 * console.log(seen.says.is, seen.says.machines[0]?.statuses); // news [ 'busy' ]
 * ```
 */
export function follow(
  belief: Belief | undefined,
  seen: Observation,
  manner: Manner = belief?.manner ?? usualManner,
): Followed {
  const of = subjectOf(seen, belief?.asked ?? {});
  let session = belief ? unpacked(belief) : unseen;
  let beyond = belief?.beyond ?? nothingBeyond;
  const giveUp = (sids: Iterable<string>) => {
    ({ session, beyond } = givenUp(session, beyond, sids));
  };
  if (of !== undefined && isBeyond(beyond, of)) giveUp(mentionsIn(seen));
  else if (of !== undefined) session = withGroupOf(session, of);
  const at = Math.max(belief?.at ?? seen.at, seen.at);
  const outlook = new Outlook(at, manner, session.groups);
  for (;;) {
    outlook.regroup(session.groups);
    try {
      return followedIn({ session, outlook, seen, of, belief, beyond });
    } catch (error) {
      // Nothing of it is right before those who speak to each other are bonded.
      if (!(error instanceof CutOff)) throw error;
      const { because } = error;
      if ('tooMany' in because) {
        giveUp([sidOf(because.tooMany)]);
        outlook.beginAgain();
      } else if (isBeyond(beyond, because.stranger)) giveUp([sidOf(because.from)]);
      else session = bonded(session, because.from, because.stranger);
    }
  }
}

/** Whom an observation is of; undefined: nobody, or it answers what nobody asked. */
function subjectOf(seen: Observation, asked: Belief['asked']): string | undefined {
  if (seen.kind === 'time') return undefined;
  if (seen.kind === 'answered') return asked[seen.id];
  return slotOf(seen.kind === 'asked' ? seen.to : seen.of);
}

/** An observation, and what was believed before it. */
interface Scene {
  readonly session: Session;
  readonly outlook: Outlook;
  readonly seen: Observation;
  readonly of: string | undefined;
  readonly belief: Belief | undefined;
  readonly beyond: Beyond;
}

/** What it comes to, by the session that it leaves. */
function followedIn(scene: Scene): Followed {
  const { session, outlook, seen, belief, beyond } = scene;
  const left = leftBy(scene);
  const { until: at, manner } = outlook;
  const was = { seen: belief?.seen ?? {}, asked: belief?.asked ?? {} };
  const is = left ? newsOf(scene) : unexplained(scene);
  const now = left ? remembered(seen, was) : was;
  const next = left ?? session;
  const machines = saidOfMachines(next, outlook, now.seen);
  const says = {
    ...is,
    machines,
    ...(beyond.machines.length > 0 ? { beyond: beyond.machines } : {}),
  };
  return { belief: kept(next, { at, manner, ...now, beyond }), says };
}

/** The session that an observation leaves; undefined: it cannot have been seen. */
function leftBy(scene: Scene): Session | undefined {
  const { session, outlook, seen, of, beyond } = scene;
  const { roots, groups } = session;
  if (seen.kind === 'time')
    return Object.keys(roots).every(lives(session, outlook)) ? session : undefined;
  if (of === undefined) return undefined;
  if (isBeyond(beyond, of)) return session;
  const group = groups.of[of] as string;
  const top = rootOf(groups, group);
  const next = { ...session, roots: { ...roots, [top]: narrowedOrAsked(scene, top, group) } };
  return lives(next, outlook)(top) ? next : undefined;
}
const lives =
  ({ roots }: Session, outlook: Outlook) =>
  (top: string) =>
    outlook.closed(roots[top] as Ways, top).alive(outlook.until).length > 0;

function narrowedOrAsked(
  { session, outlook, seen, belief }: Scene,
  top: string,
  group: string,
): Ways {
  if (seen.kind === 'asked') {
    // What has only set out leaves every way open.
    const asked = changedIn(session, group, (way) => asWays(seenIn(way, seen, outlook)));
    return asked.roots[top] as Ways;
  }
  const before = session.roots[top] as Ways;
  const left = narrowed(outlook, before, group, seen);
  // What was seen before may be told anew, or only have come once more: then all is as it was.
  const isBoth = left.length > 0 && isSeen(seen, belief);
  return isBoth ? outlook.united(left, before, top) : left;
}
const asWays = (way: Way | undefined): Ways => (way ? [way] : []);

/** Whether the same callback was seen before. */
const isSeen = (seen: Observation, belief: Belief | undefined) =>
  seen.kind === 'callback' && belief?.seen[seenKey(seen)] === (seen.durationSeconds ?? null);

/** What is remembered beside the ways. */
function remembered(seen: Observation, was: Pick<Belief, 'seen' | 'asked'>) {
  if (seen.kind === 'callback') {
    return { ...was, seen: { ...was.seen, [seenKey(seen)]: seen.durationSeconds ?? null } };
  }
  if (seen.kind === 'asked') return { ...was, asked: { ...was.asked, [seen.id]: slotOf(seen.to) } };
  if (seen.kind !== 'answered') return was;
  const { [seen.id]: _, ...asked } = was.asked;
  return { ...was, asked };
}

/** Whether a callback was told on every way, before it came. */
function newsOf({ session, outlook, seen, of, beyond }: Scene) {
  if (seen.kind !== 'callback' || of === undefined || isBeyond(beyond, of))
    return { is: 'news' } as const;
  const group = session.groups.of[of] as string;
  const top = rootOf(session.groups, group);
  const holds = (way: Way) => seenIn(way, seen, outlook) !== undefined;
  const isKnown = isSure(outlook, session.roots[top] as Ways, group, holds);
  return { is: isKnown ? 'late' : 'news' } as const;
}

/** What fits nothing that is believed: a repeat, or not to be explained. */
function unexplained({ session, outlook, seen, of, belief }: Scene) {
  if (isSeen(seen, belief)) return { is: 'repeat' } as const;
  const nearest = nearestTo(session, outlook, seen, of, belief?.seen ?? {});
  return { is: 'unexplained', nearest } as const;
}
