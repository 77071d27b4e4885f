/**
 * Every sequence in which a bounded system can be seen, with all worlds that each of them leaves, held against
 * what a follower believes: the truth is always among it, and where the system may do whatever the
 * follower thinks of, nothing else is.
 */
import { slotOf } from '../../machines/index.ts';
import type { System } from '../../properties/generators/system.ts';
import { type Belief, unpacked } from '../../src/follow/belief.ts';
import { follow } from '../../src/follow/follow.ts';
import { seenKey } from '../../src/follow/nearest.ts';
import type { Manner } from '../../src/follow/ways/manner.ts';
import type { Observation } from '../../src/follow/ways/observation.ts';
import { nothingYet, WatchedSystem, type WatchedWorld, watchedKey } from './watched-world.ts';
import { worldsOf } from './worlds.ts';

/** What holding all sequences against what is believed came to. */
export interface SequencesHeld {
  /** How many worlds there are, with what is on its way. */
  readonly worlds: number;
  /** How many moves lead from one to another, seen and unseen. */
  readonly edges: number;
  /** How many sets of worlds sequences leave, each with what is believed then. */
  readonly beliefs: number;
  /** How often something was seen. */
  readonly sightings: number;
  /** What is so somewhere and not believed, with what was seen until then. */
  readonly missed: readonly string[];
  /** How much is believed, summed up over the sets, and how much of it is nowhere so. */
  readonly believed: number;
  readonly inVain: number;
  /** Some of what is believed in vain, with what was seen until then. */
  readonly vain: readonly string[];
  /** Whether all sequences were looked at. */
  readonly isComplete: boolean;
}

/** No time tells anything: whatever happens, happens at once, and may come as late as it likes. */
const ages = 1e12;
const timeless = (tells: Manner['tells']): Manner => ({ skewMs: ages, lagMs: ages, tells });

interface Node {
  readonly worlds: readonly number[];
  readonly belief: Belief | undefined;
  readonly trace: string;
}

/** Looks at all sequences, or at so many sets of worlds. */
export function sequencesHeld(
  system: System,
  tells: Manner['tells'],
  most = Number.POSITIVE_INFINITY,
): SequencesHeld {
  const manner = timeless(tells);
  const worlds = new Worlds(new WatchedSystem(system, manner));
  const known = new Set<string>();
  const waiting: Node[] = [];
  const found = { sightings: 0, believed: 0, inVain: 0 };
  const missed: string[] = [];
  const vain: string[] = [];
  const hold = (node: Node) => {
    const so = new Set(node.worlds.map((id) => worlds.shape(id)));
    const believed = node.belief ? shapesIn(node.belief, manner) : new Set(['|']);
    found.believed += believed.size;
    for (const one of so) if (!believed.has(one)) missed.push(`${one} after ${node.trace}`);
    for (const one of believed) {
      if (so.has(one)) continue;
      found.inVain += 1;
      if (vain.length < 20) vain.push(`${one} after ${node.trace}`);
    }
  };
  const add = (node: Node) => {
    const key = `${node.worlds.join()} ${JSON.stringify(node.belief)}`;
    if (known.has(key)) return;
    known.add(key);
    hold(node);
    waiting.push(node);
  };
  add({ worlds: worlds.closed([worlds.id(nothingYet)]), belief: undefined, trace: '' });
  for (const node of waiting) {
    if (known.size >= most) break;
    for (const [seen, after] of worlds.next(node.worlds)) {
      const was = node.belief?.seen ?? {};
      // What was seen before may be told anew, or only have come once more.
      const isAgain = seen.kind === 'callback' && seenKey(seen) in was;
      const { belief, says } = follow(node.belief, seen, manner);
      found.sightings += 1;
      const trace = `${node.trace} ${shown(seen)}`;
      if (says.is === 'unexplained') missed.push(`unexplained:${trace}`);
      else
        add({ worlds: worlds.closed(isAgain ? [...node.worlds, ...after] : after), belief, trace });
    }
  }
  return {
    ...{ worlds: worlds.size, edges: worlds.edges, beliefs: known.size, ...found },
    ...{ missed, vain, isComplete: waiting.length === known.size && known.size < most },
  };
}

/** Worlds by numbers, and what leads from one to another. */
class Worlds {
  edges = 0;
  readonly #system: WatchedSystem;
  readonly #all: WatchedWorld[] = [];
  readonly #ids = new Map<string, number>();
  readonly #hidden: (readonly number[] | undefined)[] = [];
  readonly #seen: (readonly (readonly [seen: Observation, after: number])[] | undefined)[] = [];
  readonly #shapes: (string | undefined)[] = [];

  constructor(system: WatchedSystem) {
    this.#system = system;
  }
  get size() {
    return this.#all.length;
  }
  id(world: WatchedWorld): number {
    const key = watchedKey(world);
    const known = this.#ids.get(key);
    if (known !== undefined) return known;
    this.#ids.set(key, this.#all.length);
    return this.#all.push(world) - 1;
  }
  /** With all that comes of them unseen, in order. */
  closed(from: readonly number[]): number[] {
    const all = new Set(from);
    for (const id of all) for (const next of this.#hiddenFrom(id)) all.add(next);
    return [...all].sort((a, b) => a - b);
  }
  #hiddenFrom(id: number): readonly number[] {
    const known = this.#hidden[id];
    if (known) return known;
    const found = this.#system.hidden(this.#all[id] as WatchedWorld).map((one) => this.id(one));
    this.edges += found.length;
    this.#hidden[id] = found;
    return found;
  }
  /** What can be seen in any of them, and what is so then. */
  next(ids: readonly number[]): [Observation, number[]][] {
    const found = new Map<string, [Observation, number[]]>();
    for (const id of ids) {
      for (const [seen, after] of this.#seenFrom(id)) {
        const key = JSON.stringify(seen);
        const known = found.get(key) ?? [seen, []];
        known[1].push(after);
        found.set(key, known);
      }
    }
    return [...found.values()];
  }
  #seenFrom(id: number) {
    const known = this.#seen[id];
    if (known) return known;
    const all = this.#system.seen(this.#all[id] as WatchedWorld);
    const found = all.map(({ seen, after }) => [seen, this.id(after)] as const);
    this.edges += found.length;
    this.#seen[id] = found;
    return found;
  }
  shape(id: number): string {
    const known = this.#shapes[id];
    if (known !== undefined) return known;
    const { machines, mail } = (this.#all[id] as WatchedWorld).world;
    const found = shape(
      Object.values(machines).map((one) => `${slotOf(one)} ${one.state}`),
      Object.values(mail).map((letters) => letters.map(({ event }) => event.type)),
    );
    this.#shapes[id] = found;
    return found;
  }
}

/** Machines with their states, and what is on its way between them. */
function shape(states: readonly string[], mail: readonly (readonly string[])[]): string {
  return `${[...states].sort().join()}|${[...mail].map(String).sort().join('|')}`;
}
const shapesIn = (belief: Belief, manner: Manner) =>
  new Set(
    worldsOf(unpacked(belief), belief.at, manner).map(({ parts, mail }) =>
      shape(
        Object.values(parts).map(({ snapshot }) => `${slotOf(snapshot)} ${snapshot.state}`),
        Object.values(mail).map((letters) => letters.map(({ signal }) => signal.event.type)),
      ),
    ),
  );

function shown(seen: Observation): string {
  switch (seen.kind) {
    case 'callback':
      return `${seen.of.machine} ${seen.of.sid} ${seen.status};`;
    case 'asked':
      return `${seen.event.type};`;
    case 'answered':
      return `${seen.id} ${seen.is} ${seen.reason ?? ''};`;
    case 'document':
      return `document ${seen.commands.map(({ type }) => type)};`;
    default:
      return `${seen.kind};`;
  }
}
