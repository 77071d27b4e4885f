/** Walks that a page offers: every scenario, and the shortest way to whatever one may want to see. */
import { choicesIn } from './choices.ts';
import { journeyOf, type WalkAnswer, type WalkStep } from './journey.ts';
import type { WalkRow } from './shared.ts';

/** A scenario as a walk. */
export interface StoryWalk {
  readonly name: string;
  readonly says: string;
  readonly told: readonly WalkStep[];
}
/** Where something happens first: in which walk, after how many turns. */
interface Place {
  readonly name: string;
  readonly at: number;
  /** What has to be told after that, beside the scenario. */
  readonly beside?: WalkStep;
}
/** What the page knows beside the model. */
export interface ExplorerData {
  readonly walks: readonly (Omit<StoryWalk, 'told'> & { readonly rows: readonly WalkRow[] })[];
  /** By what one may want to see, such as `recording is paused`, the shortest way there. */
  readonly ways: Readonly<Record<string, Place>>;
}

/** Something that happened to a machine, and whether it came from outside. */
interface Happened extends WalkStep {
  readonly isFirst: boolean;
}
/** What was told from outside, in order. */
export const toldFromOutside = (happenings: readonly Happened[]): WalkStep[] =>
  happenings
    .filter(({ isFirst }) => isFirst)
    .map(({ to, event }) => ({ to: { machine: to.machine, sid: to.sid }, event }));

/** The shortest way to every state and refusal that a scenario shows, or that is one step beside one. */
export function waysIn(walks: readonly StoryWalk[]): ExplorerData['ways'] {
  const ways = new Map<string, Place & { readonly steps: number }>();
  const note = (seen: readonly string[], place: Place) => {
    const steps = place.at + (place.beside ? 1 : 0);
    for (const what of seen) {
      if ((ways.get(what)?.steps ?? Number.POSITIVE_INFINITY) > steps) {
        ways.set(what, { ...place, steps });
      }
    }
  };
  for (const { name, told } of walks) {
    for (const [i, turn] of journeyOf(told).entries()) {
      note(turn.heard.flatMap(seenIn), { name, at: i + 1 });
      for (const choice of choicesIn(turn.world, besideMs)) {
        if (choice.verdict.verdict !== 'refused') continue;
        note([refusalOf(choice.event.type, choice.verdict.reason)], {
          name,
          at: i + 1,
          beside: { to: choice.to, event: choice.event },
        });
      }
    }
  }
  const sorted = [...ways].sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(sorted.map(([what, { steps: _, ...place }]) => [what, place]));
}
/** How much later something is told that no scenario tells. */
const besideMs = 100;
const refusalOf = (type: string, reason: string) => `${type} is refused: ${reason}`;
const seenIn = ({ to, event, verdict, snapshot }: WalkAnswer): string[] => [
  ...(snapshot ? [`${to.machine} is ${snapshot.state}`] : []),
  ...(verdict.verdict === 'refused' ? [refusalOf(event.type, verdict.reason)] : []),
];
