/** What a world forgets with a machine: all that is noted of it. */
import { expect, test } from 'vitest';
import { forgotten } from '../../src/sandbox/state/forgotten.ts';
import { noteKinds } from '../../src/sandbox/state/notes.ts';

/** These are of no machine, or go by themselves. */
const others = ['clock', 'settings', 'plan', 'happened', 'exchange'];

test('every note that is kept of a machine goes with it', () => {
  const words = forgotten.notesOf?.('RE1').map((key) => key.split(' RE1')[0]);
  const kinds = Object.keys(noteKinds).filter((kind) => !others.includes(kind));
  expect([...new Set(words)].toSorted()).toEqual(kinds.toSorted());
});
