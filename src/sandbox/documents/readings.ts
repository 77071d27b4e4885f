/**
 * The readings of all calls of a world, kept with it. A document, and what a call was given, have
 * notes of their own that are written once; a verb writes the short one that says where it stands.
 */
import { randomUUID } from 'node:crypto';
import type { Host, Note } from '../../hosts/index.ts';
import type { Instruction, InstructionSource } from '../../wire/index.ts';
import { changed, type Reading, type ReadingChange, unread } from './reading.ts';

const standingPrefix = 'document ';
const standingKey = (callSid: string) => standingPrefix + callSid;
const instructionsKey = (callSid: string) => `instructions ${callSid}`;
const givenKey = (callSid: string) => `given ${callSid}`;

/** A reading as it was kept before: with the rest of its document, and with what it was given. */
type OfBefore = Omit<Reading, 'instructions' | 'place'> & {
  readonly cursor: { readonly left: readonly Instruction[] };
  readonly current?: Instruction;
};

export class Readings {
  readonly #host: Pick<Host, 'notes' | 'keep'>;

  constructor(host: Pick<Host, 'notes' | 'keep'>) {
    this.#host = host;
  }

  of(callSid: string): Reading | undefined {
    const { notes } = this.#host;
    const kept = notes.get(standingKey(callSid)) as Reading | OfBefore | undefined;
    if (!kept) return undefined;
    if ('cursor' in kept) return asNow(kept);
    const instructions = notes.get(instructionsKey(callSid)) as Reading['instructions'] | undefined;
    const given = notes.get(givenKey(callSid)) as InstructionSource | undefined;
    return {
      ...kept,
      instructions: instructions ?? unread.instructions,
      ...(given ? { given } : {}),
    };
  }

  /** The calls that have readings. */
  get calls(): string[] {
    return [...this.#host.notes.keys()]
      .filter((key) => key.startsWith(standingPrefix))
      .map((key) => key.slice(standingPrefix.length));
  }

  /** Asked later: whether it has not been changed meanwhile. */
  isStill(callSid: string, { turn }: Reading): () => boolean {
    return () => (this.of(callSid) ?? unread).turn === turn;
  }

  /** What is to be kept of a change. */
  notesOf(callSid: string, reading: Reading, change: ReadingChange): Note[] {
    const after = changed(reading, change, randomUUID());
    const { instructions, given, ...standing } = after;
    const kept = this.#host.notes;
    const notes: Note[] = [{ key: standingKey(callSid), value: standing }];
    if (instructions !== (kept.get(instructionsKey(callSid)) ?? unread.instructions)) {
      notes.push({ key: instructionsKey(callSid), value: instructions });
    }
    if ('given' in change || given !== kept.get(givenKey(callSid))) {
      notes.push({ key: givenKey(callSid), value: given });
    }
    return notes;
  }
  /** Keeps a change, unless there was another meanwhile. */
  keep(callSid: string, reading: Reading, change: ReadingChange): Promise<void> {
    const notes = this.notesOf(callSid, reading, change);
    return this.#host.keep({ notes, isStill: this.isStill(callSid, reading), untilKept: true });
  }

  /** What is to be kept when nothing is to be known of it any more. */
  forgetting(callSid: string): Note[] {
    const keys = [standingKey(callSid), instructionsKey(callSid), givenKey(callSid)];
    return keys.map((key) => ({ key, value: undefined }));
  }
  forget(callSid: string): Promise<void> {
    return this.#host.keep({ notes: this.forgetting(callSid), untilKept: true });
  }
}

/** It stood behind the current instruction, if there was one, and before all that were left. */
function asNow({ cursor, current, ...standing }: OfBefore): Reading {
  const run = current ? [current] : [];
  return { ...standing, instructions: [...run, ...cursor.left], place: run.length } as Reading;
}
