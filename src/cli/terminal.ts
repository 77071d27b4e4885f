/** What the commands write to. */
import { styleText } from 'node:util';
import type { Paint } from '../scenarios/index.ts';

/** Colours only where standard output is a terminal that wants them. */
export const paint: Paint = (format, text) => styleText(format, text, { stream: process.stdout });

export function write(text: string) {
  process.stdout.write(text);
}
