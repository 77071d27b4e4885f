/** A store of which nobody sees a note that is not what it should be. */
import { BadFile, type Note, type Store } from '../../hosts/index.ts';
import { flawInNote } from './notes.ts';
import { shelfWithout } from './shelf-without.ts';

/** Raised with every change that an older release would misread; notes that say none are of 1. */
const notesVersion = 1;
const versionKey = 'version of notes';
const isVersion = ({ key }: Note) => key === versionKey;

/**
 * A store whose notes are what they should be: any other stays in it as it is, and nobody sees it.
 * `flaws` says what is wrong with those, a sentence each; `name` is what it calls the store. Of one
 * that gives pieces nothing is held.
 * @throws BadFile for notes of a newer version.
 */
export async function withCheckedNotes(of: Store, name: string) {
  try {
    const stored = of.shelf ? undefined : await of.load();
    const flaws: string[] = [];
    const hidden = new Set([versionKey]);
    let isMarked = false;
    for (const note of stored?.notes ?? of.shelf?.notes('') ?? []) {
      if (isVersion(note)) {
        checkVersion(name, note);
        isMarked = true;
        continue;
      }
      const flaw = flawInNote(note);
      if (!flaw) continue;
      const field = [note.key, ...flaw.path.slice(1)].join('.');
      flaws.push(`${name}: Nothing comes of the note "${field}": ${flaw.says}.`);
      hidden.add(note.key);
    }
    return { store: checking(of, { hidden, isMarked, stored }), flaws };
  } catch (error) {
    await of.close();
    throw error;
  }
}

function checkVersion(name: string, { value: version }: Note) {
  if (version === notesVersion) return;
  const says = `Its notes are of version ${version}, and this release knows ${notesVersion}.`;
  throw new BadFile(name, says);
}

interface Found {
  /** The keys of notes that nobody sees, until others are written in their place. */
  readonly hidden: Set<string>;
  /** Whether it says of which version its notes are. */
  readonly isMarked: boolean;
  /** What was loaded, for whoever loads first. */
  readonly stored: Awaited<ReturnType<Store['load']>> | undefined;
}

function checking(of: Store, { hidden, isMarked, stored }: Found): Store {
  let isSaid = isMarked;
  let first = stored;
  return {
    ...(of.shelf ? { shelf: shelfWithout(of.shelf, (key) => hidden.has(key)) } : {}),
    async load() {
      const loaded = first ?? (await of.load());
      first = undefined;
      return { ...loaded, notes: loaded.notes.filter(({ key }) => !hidden.has(key)) };
    },
    async commit(change) {
      const mark = isSaid ? [] : [{ key: versionKey, value: notesVersion }];
      await of.commit(isSaid ? change : { ...change, notes: [...mark, ...change.notes] });
      isSaid = true;
      if (hidden.size > 1) for (const { key } of change.notes) hidden.delete(key);
    },
    close: () => of.close(),
  };
}
