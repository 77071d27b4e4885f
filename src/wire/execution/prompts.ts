/** How long what a caller hears takes: a host that speaks and plays nothing goes by this. */
import type { TimedInstruction } from '../texml/document.ts';

/** How fast a text is spoken, in characters, and the shortest utterance. */
const charactersASecond = 15;
const shortestMs = 500;
/** A file is not fetched, so nobody knows how long it is. */
const playedMs = 1_000;

/** What is repeated 0 times goes on for ever: no call lasts longer than a day. */
const foreverMs = 86_400_000;
const repeated = (onceMs: number, loop = 1) => (loop === 0 ? foreverMs : onceMs * loop);

/** Milliseconds from its beginning to its end; of what waits only what is heard before. */
export function heardMs(instruction: TimedInstruction): number {
  switch (instruction.verb) {
    case 'Pause':
      return (instruction.attributes.length ?? 1) * 1_000;
    case 'Say': {
      const once = Math.ceil((instruction.text.length / charactersASecond) * 1_000);
      return repeated(Math.max(shortestMs, once), instruction.attributes.loop);
    }
    case 'Play':
      return repeated(playedMs, instruction.attributes.loop);
    case 'Gather':
      return instruction.prompts.reduce((sum, one) => sum + heardMs(one), 0);
    default:
      return 0;
  }
}
