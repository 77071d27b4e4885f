/** What an instruction needs to know of the call that runs it, and of the world around. */
import type { Surroundings } from '../wire/index.ts';
import type { Stage } from './stage.ts';

export function surroundingsOf(
  { accountSid, directory, mint }: Stage,
  callSid: string,
  documentUrl: string | undefined,
): Surroundings {
  const row = directory.line(callSid);
  return {
    callSid,
    accountSid,
    connectionId: row?.connectionId ?? '',
    from: row?.from ?? '',
    mint,
    conferenceSidOf: (name) => directory.conference(accountSid, name)?.sid,
    ...(documentUrl === undefined ? {} : { documentUrl }),
  };
}
