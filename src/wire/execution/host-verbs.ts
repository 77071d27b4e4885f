/** The verbs that take their time without the call: prompts, pauses, and keys that are gathered. */
import type { TimedInstruction } from '../texml/document.ts';
import { heardMs } from './prompts.ts';
import { gatherOf, type ReadingChange, type ReadingIn } from './reading.ts';

type Gathering = ReadingIn<'gathering'>;
type Gather = ReturnType<typeof gatherOf>;

/** What a `<Gather>` waits for after the last key, if it does not say. Source: K2. */
const usualTimeoutMs = 5_000;
const timeoutOf = ({ attributes }: Gather) =>
  attributes.timeout === undefined ? usualTimeoutMs : attributes.timeout * 1_000;

/** A verb has begun. */
export function begunAt(now: number, instruction: TimedInstruction): ReadingChange {
  const until = now + heardMs(instruction);
  if (instruction.verb !== 'Gather') return { state: 'waiting', until };
  return { state: 'gathering', until: until + timeoutOf(instruction), digits: '' };
}

/** Another key, and whether it was the last. Keys count while a prompt is heard, too. */
export function withKey(reading: Gathering, digit: string, now: number) {
  const { digits } = reading;
  const gather = gatherOf(reading);
  const { finishOnKey = '#', numDigits, maxDigits } = gather.attributes;
  if (finishOnKey.includes(digit)) return { digits, isLast: true } as const;
  const all = digits + digit;
  const isLast = all.length === (numDigits ?? maxDigits);
  return { digits: all, until: now + timeoutOf(gather), isLast } as const;
}

/** Where the keys go; undefined if there are too few, or nobody wants them. */
export function actionOf(reading: Gathering) {
  const { digits, url } = reading;
  const { action, minDigits = 1 } = gatherOf(reading).attributes;
  if (action === undefined || digits.length < minDigits) return undefined;
  return { url: URL.parse(action, url)?.href ?? action, method: 'POST' } as const;
}
