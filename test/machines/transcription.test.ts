/** A transcription keeps its text from the word of the media server on until it is deleted. */
import { expect, test } from 'vitest';
import { live, type Said, say, ways } from './stage.ts';

const requested = ways.transcription.requested ?? [];
const completed = say('transcription.completed', { text: 'Hello.' });
const failed = say('transcription.failed');
const deleted = say('transcription.delete');

test.each<[string, readonly Said[], string | null, number | null]>([
  ['requested', [], null, null],
  ['completed', [completed], 'Hello.', 2000],
  ['failed', [failed], null, 2000],
  ['deleted', [completed, deleted], null, 2000],
])('once it is %s it knows its text, and when that was there', (state, life, text, endedAt) => {
  const { snapshot } = live('transcription', [...requested, ...life]).at(-1) ?? {};
  expect(snapshot).toMatchObject({ state, context: { text, endedAt } });
});
