/** A bounded system: who begins, what people, network, media server and clock may do, how often. */
import {
  type Address,
  type AnyEvent,
  type afterOutage,
  type CommandType,
  type EventOf,
  type FactType,
  facts,
  type firesAt,
  type MediaOrder,
  type TryingAgain,
} from '../../machines/index.ts';
import type { ModelWorld } from './world.ts';

type Timeless<T extends CommandType> = T extends CommandType ? Omit<EventOf<T>, 'at'> : never;
/** Something that a person or an application may do, whenever it likes. */
export interface Offer {
  /** The machine that it is for. */
  readonly to: Address;
  /** What it is told, without its time. */
  readonly event: Timeless<CommandType> | (Omit<EventOf<'digit.pressed'>, 'at'> & object);
  /** In a few words, for traces; `asked` when left out. */
  readonly says?: string;
  /** How often; once when left out. */
  readonly times?: number;
  /** Only from here on: while it is false the offer waits. */
  readonly when?: (world: ModelWorld) => boolean;
}

/** What the network can report of a line. */
type NetworkFact = Extract<FactType, `call.${string}`>;
/** All that the network can report of a line. */
export const networkFacts = Object.keys(facts).filter((type) =>
  type.startsWith('call.'),
) as NetworkFact[];
/** What the media server may do beyond confirming orders in the order in which it got them. */
export interface MediaFreedom {
  /** Orders that it may refuse; none when left out. */
  readonly refuses?: readonly MediaOrder[];
  /** Orders that it may never get; none when left out. */
  readonly loses?: readonly MediaOrder[];
  /** It may answer a later order before an earlier one. */
  readonly reorders?: boolean;
  /** It may end a capture by itself. */
  readonly stopsByItself?: boolean;
  /** It may report the file as soon as it has an order to start. */
  readonly filesEarly?: boolean;
  /** What the file may come to; audio when left out. */
  readonly files?: readonly ('audio' | 'empty' | 'lost' | 'never')[];
  /** What a transcription may come to; what was said when left out. */
  readonly texts?: readonly ('said' | 'none')[];
  /** How many changes of speech it may report for each recording. */
  readonly speech?: number;
}

/** How a host goes by an outage that is over. */
export interface OutageRule {
  /** What it leaves behind. */
  readonly after: typeof afterOutage;
  /** When a timer may fire then. */
  readonly fires: typeof firesAt;
}
/** That the host may be away, and how whoever it did not hear tries again. */
export interface OutageFreedom extends TryingAgain {
  /** How often it may go away, at any moment and for any time. */
  readonly times: number;
  /** That of all hosts when left out. */
  readonly rule?: OutageRule;
}

/** A bounded world to explore: what can happen in it, and how often. */
export interface System {
  /** What reports call it. */
  readonly name: string;
  /** The bounds, in sentences: what can happen in it, and how often. */
  readonly says: string;
  /** What people and applications may do. */
  readonly offers: readonly Offer[];
  /** What the network may report of a line; in this system a line does nothing else. */
  readonly network: readonly NetworkFact[];
  /** What the media server may do, beside obeying. */
  readonly media: MediaFreedom;
  /**
   * `free`: a timer may fire at any time, as if its time had come. A number: the clock goes from 0
   * to it in steps of 1, and a timer may fire from when it is due.
   */
  readonly time: 'free' | number;
  /** Where timers are free: how far the clock goes all the same; it stands still when left out. */
  readonly ticks?: number;
  /** How often the clock may step back by 1; never when left out. */
  readonly stepsBack?: number;
  /** By how much the clocks of some machines are ahead, by `slotOf` their addresses. */
  readonly ahead?: Readonly<Record<string, number>>;
  /** How many messages may arrive twice, at once: hosts remove later repeats by their ids. */
  readonly doubles?: number;
  /** How many facts may be reported a second time, at once or later. */
  readonly repeats?: number;
  /** How many timers may fire too early, or after they were cancelled. */
  readonly strayTimers?: number;
  /** How the host may be away; it is always there when left out. */
  readonly outages?: OutageFreedom;
  /**
   * Who is alike: a list of names for each of them, in the same order, such as the sid of a call and
   * the id of its stay. What is offered to one is offered to all, and conditions make no difference
   * between them; then a search looks at one of the worlds that differ by who is who.
   */
  readonly alike?: readonly (readonly string[])[];
}

/** Something that can happen next in a world. */
export interface Move {
  /** In a few words, for traces. */
  readonly says: string;
  readonly to: Address;
  readonly event: AnyEvent;
  /** When it happened, if it has waited since. */
  readonly happenedAt?: number;
  /** The environment's own part: a message taken, an order answered, a chance used up. */
  readonly before: (world: ModelWorld) => ModelWorld;
}
/** A change of the world that no machine hears of, such as a step of the clock. */
export interface Tick {
  /** In a few words, for traces. */
  readonly says: string;
  /** What the clock shows then. */
  readonly now: number;
  readonly before: (world: ModelWorld) => ModelWorld;
}
