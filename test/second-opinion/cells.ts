/**
 * The machines as SPIN asks for them: a cell is what a machine in one snapshot comes to by one
 * event. Snapshots, messages and memories of claims are numbers there; here stands what they are.
 */
import {
  type Address,
  type AnyEvent,
  type Effect,
  type machines,
  slotOf,
  timerNames,
} from '../../machines/index.ts';
import { ClaimWatch, type Memories } from '../../properties/check/watch.ts';
import type { Claim } from '../../properties/claims/claim.ts';
import type { System } from '../../properties/generators/system.ts';
import { type Advance, hasEnded, type Snapshot, type Step } from '../../src/engine/index.ts';
import { conditionsOf, isMet } from './model/conditions.ts';
import type { Parties } from './model/parties.ts';
import { numberOf, wordOf } from './model/words.ts';
import { isUnanswered } from './unanswered.ts';

/** What is asked of the machines: figures, in the order in which `cells.h` writes them. */
export interface Question {
  readonly what: number;
  readonly who: number;
  readonly snapshot: number;
  readonly x: number;
  readonly y: number;
  readonly at: number;
  /** When it happened, and 1, of a report that has waited. */
  readonly happened: number;
  readonly memory: number;
}
export interface CellOptions {
  /** Steps of the machines that are to be looked at. */
  readonly advance: Advance;
  /** These machines for XState, which is asked whether a cell is missing; if left out, nobody is. */
  readonly declared?: typeof machines;
  /** What is to hold; SPIN follows each claim as part of the state. None when left out. */
  readonly claims?: readonly Claim[];
}

/** Numbers for values: the same text has the same number. */
class Numbers<T> {
  readonly #values: T[] = [];
  readonly #byText = new Map<string, number>();

  numberOf(value: T, text: string): number {
    const known = this.#byText.get(text);
    if (known !== undefined) return known;
    this.#byText.set(text, this.#values.push(value) - 1);
    return this.#values.length - 1;
  }
  valueOf(number: number): T {
    if (number >= this.#values.length) throw new Error(`nothing has the number ${number}`);
    return this.#values[number] as T;
  }
}

export class Cells {
  /** The ids of the claims that a step broke or rest owed, in the order in which they were noticed. */
  readonly broken = new Set<string>();
  readonly #system: System;
  readonly #parties: Parties;
  readonly #options: CellOptions;
  readonly #watch: ClaimWatch;
  /** By place: what is told apart, and what counts as one. The first is that there is none. */
  readonly #exact: readonly Numbers<Snapshot | undefined>[];
  readonly #alike: readonly Numbers<Snapshot | undefined>[];
  readonly #messages = new Numbers<AnyEvent>();
  readonly #memories = new Numbers<Memories>();

  constructor(system: System, parties: Parties, options: CellOptions) {
    const { claims = [] } = options;
    this.#system = system;
    this.#parties = parties;
    this.#options = options;
    this.#watch = new ClaimWatch(claims.filter(({ kind }) => kind !== 'sometimes'));
    this.#exact = parties.machines.map(() => new Numbers());
    this.#alike = parties.machines.map(() => new Numbers());
    for (const numbers of [...this.#exact, ...this.#alike]) numbers.numberOf(undefined, '');
    this.#memories.numberOf({}, memoriesText({}));
  }

  /** The answer to a question, as figures; what each is, `answers` of the model says. */
  answer(question: Question): number[] {
    if (wordOf('question', question.what) === 'may') return [this.#may(question) ? 1 : 0];
    const { who, happened } = question;
    const to = this.#addressOf(who);
    const before = this.#snapshotOf(who, question.snapshot);
    const event = this.#eventOf(question, to);
    const { advance, declared } = this.#options;
    const step = advance(to, before, event);
    const was = this.#memories.valueOf(question.memory);
    const happenedAt = happened === 0 ? {} : { happenedAt: happened - 1 };
    const judged = this.#watch.follow(was, { ...step, ...{ to, event, before }, ...happenedAt });
    for (const { claim } of judged.breaches) this.broken.add(claim.id);
    const { snapshot } = step;
    const errands = this.#errandsOf(who, step);
    return [
      declared && isUnanswered(declared, to, before, event) ? 1 : 0,
      judged.breaches.length > 0 ? 1 : 0,
      ...this.#numbersOf(who, snapshot),
      snapshot?.context.createdAt ?? 0,
      snapshot && !hasEnded(snapshot) ? 1 : 0,
      this.#memories.numberOf(judged.memories, memoriesText(judged.memories)),
      this.#watch.atRest(judged.memories).length > 0 ? 1 : 0,
      errands.length,
      ...errands.flat(),
    ];
  }

  #may({ who: offer, snapshot, x: used }: Question): boolean {
    const condition = conditionsOf(this.#system, this.#parties).find((one) => one.offer === offer);
    if (!condition) throw new Error(`offer ${offer} has no condition`);
    const { place } = condition;
    const of = this.#snapshotOf(place, snapshot);
    return isMet(this.#system, this.#parties, condition, of, used);
  }

  #addressOf(place: number): Address {
    const address = this.#parties.machines[place];
    if (!address) throw new Error(`there is no machine at place ${place}`);
    return address;
  }

  #snapshotOf(place: number, number: number): Snapshot | undefined {
    return this.#exact[place]?.valueOf(number);
  }

  #eventOf({ what, x, y, at }: Question, { sid }: Address): AnyEvent {
    switch (wordOf('question', what)) {
      case 'message':
        return this.#messages.valueOf(x);
      case 'offer':
        return { ...this.#system.offers[x]?.event, at } as AnyEvent;
      case 'timer':
        return { type: 'timer.fired', at, timer: timerNames[x - 1] } as AnyEvent;
      case 'fact':
        return { type: wordOf('fact', x), at } as AnyEvent;
      default:
        return mediaEvent(wordOf('media', x), sid, y, at);
    }
  }

  /** The number of a snapshot among those that count as one, and its own. */
  #numbersOf(place: number, snapshot: Snapshot | undefined): number[] {
    const [alike, exact] = [this.#alike[place], this.#exact[place]];
    if (!snapshot || !alike || !exact) return [0, 0];
    const { createdAt, updatedAt, ...context } = snapshot.context;
    const text = `${snapshot.state} ${memoriesText(context)}`;
    return [
      alike.numberOf(snapshot, text),
      exact.numberOf(snapshot, `${text} ${createdAt} ${updatedAt}`),
    ];
  }

  #errandsOf(who: number, { signals, effects }: Step): number[][] {
    const { channels, placeOf } = this.#parties;
    const sent = signals.map(({ to, event }) => {
      const place = placeOf(to);
      const channel = channels.findIndex((one) => one.from === who && one.to === place);
      if (channel < 0) throw new Error(`nobody expected that ${slotOf(to)} is told anything here`);
      const message = this.#messages.numberOf(event, JSON.stringify(event));
      return [numberOf('errand', 'send'), channel, message, 0];
    });
    return [...sent, ...effects.flatMap((effect) => this.#errandOf(who, effect))];
  }

  /** What an effect asks of network, media server and clock; of whom else, is not looked at. */
  #errandOf(who: number, effect: Effect): number[][] {
    const { timers, machines } = this.#parties;
    switch (effect.type) {
      case 'network.dial':
      case 'network.answer':
        return [[numberOf('errand', 'dial'), who, 0, 0]];
      case 'network.hangUp': {
        const leg = machines.findIndex(
          ({ machine, sid }) => machine === 'dialLeg' && sid === effect.sid,
        );
        return [[numberOf('errand', 'hang-up'), who, leg < 0 ? who : leg, 0]];
      }
      case 'timer.set':
      case 'timer.cancel': {
        const timer = timers.findIndex((one) => one.of === who && one.timer === effect.timer);
        if (timer < 0) throw new Error(`nobody expected a timer ${effect.timer} here`);
        return effect.type === 'timer.set'
          ? [[numberOf('errand', 'set'), timer, effect.dueAt, 0]]
          : [[numberOf('errand', 'cancel'), timer, 0, 0]];
      }
      case 'media.start':
      case 'media.pause':
      case 'media.resume':
      case 'media.stop': {
        const verb = numberOf('verb', effect.type.slice('media.'.length));
        return [[numberOf('errand', 'order'), who, effect.order, verb]];
      }
      default:
        return [];
    }
  }
}

function mediaEvent(word: string, sid: string, order: number, at: number): AnyEvent {
  const location = `file ${sid}`;
  if (word === 'media.saved') return { type: word, at, location };
  if (word === 'media.saved empty') return { type: 'media.saved', at, location, isEmpty: true };
  if (word === 'media.stopped by itself') return { type: 'media.stopped', at };
  if (word === 'transcription.completed') return { type: word, at, text: 'Hello.' };
  return { type: word, at, ...(order > 0 ? { order } : {}) } as AnyEvent;
}

/** A table as text, the same whatever the order of its entries. */
const memoriesText = (table: object) =>
  JSON.stringify(Object.entries(table).sort(([a], [b]) => (a < b ? -1 : 1)));
