/** What an instruction needs to know of the call that runs it, and of the world around. */
import { surroundingsOf as foundIn, type Surroundings } from '../wire/index.ts';
import type { Stage } from './stage.ts';

export const surroundingsOf = (
  { directory, mint }: Stage,
  callSid: string,
  documentUrl: string | undefined,
): Surroundings => foundIn(directory, { callSid, mint, documentUrl });
