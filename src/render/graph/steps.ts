/** From single ways to the lines of arrows: what several states do alike is drawn once. */
import { type Box, nameOf, type ReactionLine } from './view.ts';

/** What one state does about one event, between the boxes of a picture. */
export interface Reaction {
  readonly state: string;
  /** The box from which it leads; frames come in when steps are settled. */
  readonly from: string;
  /** The box to which it leads; undefined: it happens inside. */
  readonly to: string | undefined;
  readonly event: ReactionLine['events'][number];
  readonly condition: string;
  readonly doings: readonly string[];
  readonly only: readonly string[];
  readonly edges: readonly string[];
}

/** Steps that read alike. */
const alike = ({ to, event, condition, doings }: Reaction) =>
  JSON.stringify([to, event.event, condition, doings]);

/** Gives each step to the largest box or frame of which all states take it. */
export function settled(steps: readonly Reaction[], boxes: readonly Box[]): readonly Reaction[] {
  const bySize = boxes.filter(({ states }) => states.length > 1);
  const largestFirst = bySize.toSorted((a, b) => b.states.length - a.states.length);
  return [...Map.groupBy(steps, alike).values()].flatMap((group) => {
    const left = Map.groupBy(group, ({ state }) => state);
    const settledHere: Reaction[] = [];
    const take = (box: Box, states: readonly string[], only: readonly string[]) => {
      const taken = states.flatMap((state) => left.get(state) ?? []);
      for (const state of states) left.delete(state);
      const edges = [...new Set(taken.flatMap((step) => step.edges))];
      settledHere.push({ ...(taken[0] as Reaction), from: box.id, only, edges });
    };
    for (const box of largestFirst) {
      if (box.states.every((state) => left.has(state))) take(box, box.states, []);
    }
    for (const box of boxes.filter(({ kind }) => kind !== 'frame')) {
      const states = box.states.filter((state) => left.has(state));
      if (states.length === 0) continue;
      take(box, states, states.length < box.states.length ? states.map(nameOf) : []);
    }
    return settledHere;
  });
}

/** Events that do the same under the same condition share a line. */
export function merged(steps: readonly Reaction[]): readonly ReactionLine[] {
  const same = ({ condition, only, doings }: Reaction) => JSON.stringify([condition, only, doings]);
  return [...Map.groupBy(steps, same).values()].map((group) => {
    const { condition, only, doings } = group[0] as Reaction;
    return {
      events: group.map(({ event }) => event),
      condition,
      only,
      doings,
      edges: group.flatMap(({ edges }) => edges),
    };
  });
}
