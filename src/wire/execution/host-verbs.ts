/** How the verbs begin that take their time without the call: prompts, keys, services. */
import type { Gather, TimedInstruction } from '../texml/document.ts';
import { heardMs } from './prompts.ts';
import type { ReadingChange } from './reading.ts';
import { isService, servedUntil } from './services.ts';

/** What a `<Gather>` waits for after the last key, if it does not say. Source: K2. */
const usualTimeoutMs = 5_000;
export const timeoutMsOf = ({ attributes }: Gather) =>
  attributes.timeout === undefined ? usualTimeoutMs : attributes.timeout * 1_000;

/** A verb has begun. */
export function begunAt(now: number, instruction: TimedInstruction): ReadingChange {
  if (isService(instruction)) return { state: 'serving', ...servedUntil(now, instruction) };
  const until = now + heardMs(instruction);
  if (instruction.verb !== 'Gather') return { state: 'waiting', until };
  return { state: 'gathering', until: until + timeoutMsOf(instruction), digits: '' };
}
