/** Chaos by the dice: which callbacks come late and which come twice, the same for the same seed. */
import { createHash } from 'node:crypto';

export interface Chaos {
  readonly seed: number;
  /** The share of callbacks that come late, from 0 to 1, and how late they can be. */
  readonly late: number;
  readonly lateByMs: number;
  /** The share of callbacks that come twice, from 0 to 1. */
  readonly twice: number;
}
export interface Fate {
  /** 0: it is sent when it is due. */
  readonly lateMs: number;
  /** How long after the first a second one is sent; undefined: there is none. */
  readonly twiceAfterMs: number | undefined;
}

/** What becomes of a callback; its key is the same whenever it is asked for. */
export function chaosFor(chaos: Chaos | undefined, key: string): Fate {
  if (!chaos) return { lateMs: 0, twiceAfterMs: undefined };
  const dice = createHash('sha256').update(`${chaos.seed} ${key}`).digest();
  const roll = (nth: number) => dice.readUInt32BE(nth * 4) / 2 ** 32;
  const delay = (nth: number) => 1 + Math.floor(roll(nth) * chaos.lateByMs);
  return {
    lateMs: roll(0) < chaos.late ? delay(1) : 0,
    twiceAfterMs: roll(2) < chaos.twice ? delay(3) : undefined,
  };
}
