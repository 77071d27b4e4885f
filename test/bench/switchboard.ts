/** What a delivery costs, however many recordings are live. */
import type { Address, AnyEvent } from '../../machines/index.ts';
import { Switchboard } from '../../src/engine/index.ts';
import { arrived, sidOf } from './lives.ts';
import { hasty, measured, patient, ratioOf, type Subject, seeded, timeOf } from './measure.ts';
import { type Group, type Row, rounded } from './rows.ts';

/** Live machines: half are recordings, half the calls that they record. */
const sizes = { true: [200, 1_000, 10_000], false: [1_000, 100_000, 1_000_000] } as const;
/** How many recordings a run is about, whatever the size. */
const chosen = 100;

interface Sent {
  readonly to: Address;
  readonly event: AnyEvent;
}
const recordingAt = (n: number): Address => ({ machine: 'recording', sid: sidOf('RE', n) });
const callAt = (n: number): Address => ({ machine: 'call', sid: sidOf('CA', n) });
const request = (n: number) =>
  ({ type: 'call.startRecording', recording: { sid: sidOf('RE', n) } }) as const;

/** A switchboard with so many answered calls, each with one recording in progress. */
export function boardOf(calls: number): Switchboard {
  const board = new Switchboard();
  const send = (to: Address, event: object) =>
    board.deliver(arrived<Address>(to), arrived<AnyEvent>({ ...event, at: 1_000 }));
  for (let n = 0; n < calls; n += 1) {
    send(callAt(n), { type: 'call.receive' });
    send(callAt(n), { type: 'call.answered' });
    send(callAt(n), request(n));
    send(recordingAt(n), { type: 'media.started', order: 1 });
  }
  return board;
}

/**
 * Some recordings are paused and resumed, and between heard; their calls are asked a second time
 * for what they record. All get the first event, then all the second, so that none is at hand.
 */
class Round {
  readonly #board: Switchboard;
  readonly #size: number;
  readonly #below: (n: number) => number;
  #sent: Sent[] = [];
  #at = 2_000;

  constructor(board: Switchboard, size: number) {
    this.#board = board;
    this.#size = size;
    this.#below = seeded(size);
  }

  prepare() {
    const numbers = new Set<number>();
    while (numbers.size < chosen) numbers.add(this.#below(this.#size));
    const orders = [...numbers].map((n) => {
      const order = this.#board.recording(sidOf('RE', n))?.context.order ?? 0;
      return { n, order };
    });
    this.#sent = [
      this.#toAll(orders, () => ({ type: 'recording.pause' })),
      this.#toAll(orders, (order) => ({ type: 'media.paused', order: order + 1 })),
      this.#toAll(orders, () => ({ type: 'speech.started' })),
      orders.map(({ n }) => this.#one(callAt(n), request(n))),
      this.#toAll(orders, () => ({ type: 'recording.resume' })),
      this.#toAll(orders, (order) => ({ type: 'media.resumed', order: order + 2 })),
    ].flat();
  }

  run(): number {
    for (const { to, event } of this.#sent) this.#board.deliver(to, event);
    return this.#sent.length;
  }

  #toAll(
    of: readonly { readonly n: number; readonly order: number }[],
    event: (order: number) => object,
  ): Sent[] {
    return of.map(({ n, order }) => this.#one(recordingAt(n), event(order)));
  }

  #one(to: Address, event: object): Sent {
    this.#at += 10;
    return arrived({ to, event: { ...event, at: this.#at } });
  }
}

export const switchboard: Group = {
  says: 'What a delivery costs among few and many live recordings, each with its call.',
  run: ({ isQuick, onTurn }) => {
    const subjects = sizes[`${isQuick}`].map((size): Subject => {
      onTurn({ machines: size });
      const round = new Round(boardOf(size / 2), size / 2);
      const name = `${size.toLocaleString('en')} machines`;
      return { name, prepare: () => round.prepare(), run: () => round.run() };
    });
    const times = measured([subjects], isQuick ? hasty : patient, (turns) => onTurn({ turns }));
    const [fewest] = subjects as [Subject];
    return subjects.map(
      (one): Row => ({
        name: `a delivery among ${one.name}`,
        unit: 'ns per event',
        value: rounded(timeOf(times, one)),
        ratios:
          one === fewest ? {} : { [`among ${fewest.name}`]: rounded(ratioOf(times, fewest, one)) },
      }),
    );
  },
};
