/** The numbers of what is told of a call, leg or conference: kept before it is told. */
import type { Host, Note } from '../../hosts/index.ts';
import type { LatestCallback, LatestCallbacks, NumberedKind } from '../../wire/index.ts';

/** The note of announcements is the oldest, and has the name that it had when there was no other. */
const keysOf = (sid: string): Readonly<Record<NumberedKind, string>> => ({
  announced: `sequence ${sid}`,
  heard: `sequence ${sid} heard`,
  requested: `sequence ${sid} requested`,
});

/** Something that has a number, or does without. */
interface Numbered {
  /** As the latest of its kind; the same object where it is known already. */
  readonly latest: LatestCallback | undefined;
}

export interface NumberedIn {
  readonly sid: string;
  readonly kind: NumberedKind;
  /** False: whoever asks is told what the store throws, and asks again. */
  readonly untilKept?: boolean;
}

/**
 * Has something numbered, and keeps its number, with notes of its own, before it gives it; whoever
 * comes in between has it numbered anew. Undefined where there is nothing to tell.
 */
export async function numbered<T extends Numbered>(
  host: Pick<Host, 'notes' | 'keep'>,
  { sid, kind, untilKept = true }: NumberedIn,
  tell: (latest: LatestCallbacks) => T | undefined,
  notesOf: (told: T) => readonly Note[] = () => [],
): Promise<(T & { readonly isNew: boolean }) | undefined> {
  const keys = keysOf(sid);
  for (;;) {
    const before = latestIn(host, keys);
    const told = tell(before);
    if (!told || told.latest === before[kind]) return told && { ...told, isNew: false };
    let isKept = false;
    await host.keep({
      notes: [{ key: keys[kind], value: told.latest }, ...notesOf(told)],
      isStill: () => {
        isKept = isSame(before, latestIn(host, keys));
        return isKept;
      },
      untilKept,
    });
    if (isKept) return { ...told, isNew: true };
  }
}

const kinds = ['announced', 'heard', 'requested'] as const satisfies readonly NumberedKind[];

function latestIn(
  { notes }: Pick<Host, 'notes'>,
  keys: Readonly<Record<NumberedKind, string>>,
): LatestCallbacks {
  const found = kinds.map((kind) => [kind, notes.get(keys[kind])] as const);
  return Object.fromEntries(found.filter(([, latest]) => latest !== undefined));
}
const isSame = (one: LatestCallbacks, other: LatestCallbacks) =>
  kinds.every((kind) => one[kind]?.number === other[kind]?.number);
