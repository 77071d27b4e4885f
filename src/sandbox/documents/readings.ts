/**
 * The readings of all calls of a world, kept with it. A document, and what a call was given, have
 * notes of their own that are written once; a verb writes the short one that says where it stands.
 */
import { randomUUID } from 'node:crypto';
import type { Host, Note } from '../../hosts/index.ts';
import type { Instruction, InstructionSource, Parameters, Reading } from '../../wire/index.ts';

const standingPrefix = 'document ';
const standingKey = (callSid: string) => standingPrefix + callSid;
const instructionsKey = (callSid: string) => `instructions ${callSid}`;
const givenKey = (callSid: string) => `given ${callSid}`;
const vainKey = (callSid: string) => `vain ${callSid}`;

/** What a call was given beside its application, as long as it is not over. */
export const givenIn = ({ notes }: Pick<Host, 'notes'>, callSid: string) =>
  notes.get(givenKey(callSid)) as InstructionSource | undefined;

/** What is said by a request that nobody executes: by the key of what it comes from. */
interface SaidInVain {
  readonly key: string;
  readonly parameters: Parameters;
}

/** A reading as it is kept: with a turn, another one after each change. */
export type KeptReading = Reading & { readonly turn: string };
/** As it was kept before: with the rest of its document, and with what it was given. */
type OfBefore = Omit<KeptReading, 'instructions' | 'place'> & {
  readonly cursor: { readonly left: readonly Instruction[] };
  readonly current?: Instruction;
};

const noInstructions: Reading['instructions'] = [];

export class Readings {
  readonly #host: Pick<Host, 'notes' | 'keep'>;

  constructor(host: Pick<Host, 'notes' | 'keep'>) {
    this.#host = host;
  }

  of(callSid: string): KeptReading | undefined {
    const { notes } = this.#host;
    const kept = notes.get(standingKey(callSid)) as KeptReading | OfBefore | undefined;
    if (!kept) return undefined;
    if ('cursor' in kept) return asNow(kept);
    const instructions = notes.get(instructionsKey(callSid)) as Reading['instructions'] | undefined;
    const given = notes.get(givenKey(callSid)) as InstructionSource | undefined;
    return { ...kept, instructions: instructions ?? noInstructions, ...(given ? { given } : {}) };
  }

  /** The calls that have readings. */
  get calls(): string[] {
    const standing = this.#host.notes.from(standingPrefix);
    return Array.from(standing, ({ key }) => key.slice(standingPrefix.length));
  }

  /** Asked later: whether it has not been changed meanwhile. */
  isStill(callSid: string, reading: KeptReading | undefined): () => boolean {
    return () => this.of(callSid)?.turn === reading?.turn;
  }

  /** What is to be kept of a reading; undefined: nothing is to be known of it any more. */
  notesOf(callSid: string, reading: Reading | undefined): Note[] {
    if (!reading) {
      const keys = [standingKey, instructionsKey, givenKey, vainKey];
      return keys.map((keyOf) => ({ key: keyOf(callSid), value: undefined }));
    }
    const { instructions, given, ...standing } = reading;
    const kept = this.#host.notes;
    const notes: Note[] = [
      { key: standingKey(callSid), value: { ...standing, turn: randomUUID() } },
    ];
    const before = kept.get(instructionsKey(callSid));
    if (instructions !== before && (before || instructions.length > 0)) {
      notes.push({ key: instructionsKey(callSid), value: instructions });
    }
    if (given !== kept.get(givenKey(callSid))) {
      notes.push({ key: givenKey(callSid), value: given });
    }
    return notes;
  }
  /** Keeps what a reading has become, unless it became something else meanwhile. */
  keep(callSid: string, before: KeptReading | undefined, after: Reading | undefined) {
    const isStill = this.isStill(callSid, before);
    return this.#host.keep({ notes: this.notesOf(callSid, after), isStill, untilKept: true });
  }
  /**
   * A request that nobody executes, as it was said first: that is kept before it is sent, until its
   * reading is forgotten. The same key is the same request.
   */
  async firstSaid<A extends { readonly parameters: Parameters }>(
    callSid: string,
    key: string,
    asked: A,
  ): Promise<A> {
    const kept = this.#host.notes.get(vainKey(callSid)) as SaidInVain | undefined;
    if (kept?.key === key) return { ...asked, parameters: kept.parameters };
    const value: SaidInVain = { key, parameters: asked.parameters };
    await this.#host.keep({ notes: [{ key: vainKey(callSid), value }], untilKept: true });
    return asked;
  }
  /** Nothing is to be known of it any more. */
  forget(callSid: string): Promise<void> {
    return this.#host.keep({ notes: this.notesOf(callSid, undefined), untilKept: true });
  }
}

/** It stood behind the current instruction, if there was one, and before all that were left. */
function asNow({ cursor, current, ...standing }: OfBefore): KeptReading {
  const run = current ? [current] : [];
  return { ...standing, instructions: [...run, ...cursor.left], place: run.length } as KeptReading;
}
