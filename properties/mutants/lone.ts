/** A machine alone, with every input in every configuration: what it shows without any other. */
import type { AnyEvent, MachineName } from '../../machines/index.ts';
import type { Advance, Snapshot } from '../../src/engine/index.ts';
import { keyOf } from '../check/single.ts';
import { ClaimWatch, type Memories } from '../check/watch.ts';
import type { Claim, Moment } from '../claims/claim.ts';
import { inputsTo, isFar, subjects } from '../generators/inputs/index.ts';
import { shownBy } from './survey.ts';

interface Place {
  readonly snapshot: Snapshot | undefined;
  /** What claims remember of a shortest way here. */
  readonly memories: Memories;
}
/** One step of the right machine: where it leads, and what it comes to. */
interface Way {
  readonly from: Place;
  readonly event: AnyEvent;
  readonly to: string;
  /** Worked out when somebody asks: few are ever looked at. */
  outcome?: string;
}
/** What comes of a wrong machine. */
export interface Finding {
  /** The id of a claim that breaks. */
  readonly claim?: string;
  /** In words, how many more or fewer configurations there are. */
  readonly count?: string;
  /** Whether there are steps in which it could show, and all come to the same as they should. */
  readonly isSame: boolean;
}

/** The moment at which everything happens, and one a little later. */
const noon = 1_000;
const later = (event: AnyEvent): AnyEvent => ({ ...event, at: event.at + 7 });
const start = () => new Map<string, Place>([['none', { snapshot: undefined, memories: {} }]]);

/** What a step comes to: in what order each is told things counts, who is told first does not. */
function outcomeOf({ snapshot, verdict, signals, effects }: Moment): string {
  const byReceiver = signals.toSorted((a, b) => compared(a.to.sid, b.to.sid));
  const performer = ({ type, ...more }: Moment['effects'][number]) =>
    'timer' in more ? more.timer : (type.split('.')[0] ?? '');
  const byPerformer = effects.toSorted((a, b) => compared(performer(a), performer(b)));
  return JSON.stringify([snapshot, verdict, byReceiver, byPerformer]);
}
const compared = (a: string, b: string) => (a < b ? -1 : Number(a > b));

/** One machine as it should be: its places, and for whatever a step shows, the steps that show it. */
export class Lone {
  readonly #machine: MachineName;
  readonly #right: Advance;
  #watch: ClaimWatch;
  readonly #places = start();
  readonly #ways = new Map<string, Way[]>();
  readonly #edges: number;
  /** The claims that ask for more than this machine: the right one breaks them alone. */
  readonly asking: readonly string[];

  constructor(machine: MachineName, advance: Advance, claims: readonly Claim[]) {
    this.#machine = machine;
    this.#right = advance;
    const followed = claims.filter(({ kind }) => kind === 'always');
    this.#watch = new ClaimWatch(followed);
    const asking = new Set<string>();
    this.#edges = this.#explore(advance, this.#places, {
      most: Number.POSITIVE_INFINITY,
      see: (from, event, taken) => {
        const after = this.#take(advance, from, later(event));
        for (const { broken } of [taken, after]) for (const id of broken) asking.add(id);
        this.#note(from, event, taken);
        this.#note(from, later(event), after);
      },
    });
    // Inputs alone may be what no network and no media server would say: such claims need a system.
    this.#watch = new ClaimWatch(followed.filter(({ id }) => !asking.has(id)));
    this.asking = [...asking];
  }

  /** Takes the steps in which a wrong machine can show, and looks at what follows from them. */
  look(advance: Advance, shows: readonly string[]): Finding {
    const ways = new Set(shows.flatMap((key) => this.#ways.get(key) ?? []));
    const places = new Map<string, Place>();
    let isSame = ways.size > 0;
    for (const way of ways) {
      const { from, event, to } = way;
      const { moment, key, place, broken } = this.#take(advance, from, event);
      if (broken[0] !== undefined) return { claim: broken[0], isSame: false };
      isSame &&= outcomeOf(moment) === this.#outcomeOf(way);
      if (key !== to) places.set(`${key} instead of ${to}`, place);
    }
    if (places.size === 0) return { isSame };
    try {
      this.#explore(advance, places, {
        most: places.size + 200,
        see: (_f, _e, taken) => stop(taken),
      });
    } catch (error) {
      if (error instanceof Broken) return { claim: error.message, isSame };
      throw error;
    }
    return { ...this.#counted(advance), isSame };
  }

  #note(from: Place, event: AnyEvent, { moment, key }: Taken) {
    const way = { from, event, to: key };
    for (const shown of shownBy(moment)) {
      const ways = this.#ways.get(shown);
      if (ways) ways.push(way);
      else this.#ways.set(shown, [way]);
    }
  }

  /** What the step of the right machine comes to. */
  #outcomeOf(way: Way): string {
    const { from, event } = way;
    const to = subjects[this.#machine];
    const right = (): Moment => {
      const step = this.#right(to, from.snapshot, event);
      return { ...step, to, event, before: from.snapshot };
    };
    way.outcome ??= outcomeOf(right());
    return way.outcome;
  }

  #counted(advance: Advance): { count?: string } {
    const all = start();
    const most = 2 * this.#places.size;
    const edges = this.#explore(advance, all, { most, see: () => {} });
    const [states, right] = [all.size, this.#places.size];
    if (edges === this.#edges && states === right) return {};
    const many = states > most ? `more than ${most}` : String(states);
    const count = `${many} configurations and ${edges} edges, not ${right} and ${this.#edges}`;
    return { count };
  }

  #take(advance: Advance, { snapshot: before, memories }: Place, event: AnyEvent): Taken {
    const to = subjects[this.#machine];
    const step = advance(to, before, event);
    const moment: Moment = { ...step, to, event, before };
    const followed = this.#watch.follow(memories, moment);
    const place: Place = { snapshot: step.snapshot, memories: followed.memories };
    return {
      moment,
      key: keyOf(step.snapshot),
      place,
      broken: followed.breaches.map(({ claim }) => claim.id),
    };
  }

  /** Breadth first from the places there are; how many edges it has seen. */
  #explore(advance: Advance, places: Map<string, Place>, { most, see }: Search): number {
    let edges = 0;
    for (const from of places.values()) {
      if (places.size > most) break;
      if (isFar(this.#machine, from.snapshot)) continue;
      for (const { event } of inputsTo(this.#machine, from.snapshot, noon)) {
        const taken = this.#take(advance, from, event);
        edges += 1;
        see(from, event, taken);
        if (!places.has(taken.key)) places.set(taken.key, taken.place);
      }
    }
    return edges;
  }
}

interface Taken {
  readonly moment: Moment;
  readonly key: string;
  readonly place: Place;
  readonly broken: readonly string[];
}
interface Search {
  readonly most: number;
  readonly see: (from: Place, event: AnyEvent, taken: Taken) => void;
}
/** Thrown out of a search at the first claim that breaks: its id. */
class Broken extends Error {}
function stop({ broken }: Taken) {
  if (broken[0] !== undefined) throw new Broken(broken[0]);
}
