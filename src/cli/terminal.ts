/** What the commands write to. */
import { styleText } from 'node:util';
import type { Paint } from '../scenarios/index.ts';

/** Colours only where standard output is a terminal that wants them. */
export const paint: Paint = (format, text) => styleText(format, text, { stream: process.stdout });

export function write(text: string) {
  process.stdout.write(waiting.splice(0).join('') + text);
}
/** Writes what goes wrong, behind all that was written before. */
export function writeError(text: string) {
  if (waiting.length > 0) write('');
  process.stderr.write(text);
}

/** What waits for the end of this turn: a write for each line would be a good part of all work. */
const waiting: string[] = [];
/** Writes it soon, together with what else comes meanwhile; at the end of the process at the latest. */
export function writeSoon(text: string) {
  if (waiting.push(text) === 1) setImmediate(() => write(''));
}
process.once('exit', () => {
  if (waiting.length > 0) write('');
});
