/** What an instruction needs to know of the call that runs it, and of the world around. */
import { isDeepStrictEqual } from 'node:util';
import { surroundingsOf as foundIn, type Surroundings } from '../../wire/index.ts';
import type { Stage } from '../stage/stage.ts';

export interface WorldSurroundings extends Surroundings {
  /** Asked later: whether what was looked up of the call and of conferences is still so. */
  readonly isStill: () => boolean;
}

export function surroundingsIn(
  { directory, mint }: Stage,
  callSid: string,
  documentUrl: string | undefined,
): WorldSurroundings {
  const around = foundIn(directory, { callSid, mint, documentUrl });
  const found = new Map<string, string | undefined>();
  return {
    ...around,
    conferenceSidOf(name) {
      const sid = around.conferenceSidOf(name);
      found.set(name, sid);
      return sid;
    },
    isStill: () =>
      isDeepStrictEqual(directory.line(callSid), around.row) &&
      [...found].every(([name, sid]) => around.conferenceSidOf(name) === sid),
  };
}
