/** What is told on a way, and cannot be what is seen later: the way is hardly the true one. */
import { slotOf } from '../../../machines/index.ts';
import type { Believed, Told } from '../../follow/ways/believed.ts';
import type { Puzzle } from './puzzle/puzzle.ts';

/** Callbacks of one word of one machine. */
interface OfWord {
  /** With a time of their own, by these. */
  readonly timed: { readonly saidAt: number; readonly place: number; readonly callSid?: string }[];
  /** By whom they are about: where the last of them is, and the last that says no time. */
  readonly last: Map<string | undefined, { place: number; untimed: number }>;
}

/** What is seen later, of each word; looked through once. */
export class SeenLater {
  readonly #skewMs: number;
  readonly #words = new Map<string, OfWord>();

  constructor({ observed, manner }: Puzzle) {
    this.#skewMs = manner.skewMs;
    for (const [place, { seen }] of observed.entries()) {
      if (seen.kind !== 'callback') continue;
      const { of, status, saidAt, callSid } = seen;
      const key = `${slotOf(of)} ${status}`;
      const word: OfWord = this.#words.get(key) ?? { timed: [], last: new Map() };
      this.#words.set(key, word);
      const last = word.last.get(callSid) ?? { place, untimed: -1 };
      word.last.set(callSid, { place, untimed: saidAt === undefined ? place : last.untimed });
      const whose = callSid === undefined ? {} : { callSid };
      if (saidAt !== undefined) word.timed.push({ saidAt, place, ...whose });
    }
    for (const { timed } of this.#words.values()) timed.sort((a, b) => a.saidAt - b.saidAt);
  }

  /** How much was told by a move that nothing seen later fits, though something of the kind is seen. */
  inVain(before: Believed, { told }: Believed, place: number): number {
    if (told === before.told) return 0;
    return told.filter((one) => !before.told.includes(one) && this.#isInVain(one, place)).length;
  }

  #isInVain({ of, status, callSid, at }: Told, place: number): boolean {
    const word = this.#words.get(`${slotOf(of)} ${status}`);
    if (!word) return false;
    // One that names no call may be about any.
    const all = [...new Set([callSid, undefined])].flatMap((whose) => word.last.get(whose) ?? []);
    if (all.every((last) => last.place < place)) return false;
    if (all.some(({ untimed }) => untimed >= place)) return false;
    const { timed } = word;
    const until = at[1] + this.#skewMs;
    for (let i = firstFrom(timed, at[0] - this.#skewMs); i < timed.length; i += 1) {
      const one = timed[i] as OfWord['timed'][number];
      if (one.saidAt > until) break;
      if (one.place >= place && (one.callSid ?? callSid) === callSid) return false;
    }
    return true;
  }
}

/** The first of them that is not before a time. */
function firstFrom(timed: OfWord['timed'], at: number): number {
  let [low, high] = [0, timed.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((timed[middle] as OfWord['timed'][number]).saidAt < at) low = middle + 1;
    else high = middle;
  }
  return low;
}
