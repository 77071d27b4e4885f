/** How long it takes until a verb has been heard, by the document alone. */
import { expect, test } from 'vitest';
import { heardMs } from '../../src/wire/execution/prompts.ts';
import type { TimedInstruction } from '../../src/wire/texml/document.ts';
import { readTexml } from '../../src/wire/texml/texml.ts';

test.each([
  ['<Pause/>', 1_000],
  ['<Pause length="3"/>', 3_000],
  ['<Say>thirty characters make seconds</Say>', 2_000],
  ['<Say loop="2">Hi</Say>', 1_000],
  ['<Play loop="3">music.mp3</Play>', 3_000],
  ['<Gather><Say>Hi</Say><Pause/></Gather>', 1_500],
  ['<Leave/>', 0],
])('%s is heard for %d ms', (verb, ms) => {
  const [instruction] = readTexml(`<Response>${verb}</Response>`).instructions;
  expect(heardMs(instruction as TimedInstruction)).toBe(ms);
});
