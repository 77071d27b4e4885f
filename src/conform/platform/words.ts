/** What is said and done, shortly, for reproductions. */
import type { Received } from '../../wire/index.ts';

/** What the platform says, in a line. */
export function saidWords(said: Received): string {
  switch (said.kind) {
    case 'recording': {
      const { recordingSid, status, durationMs, source } = said;
      const length = durationMs === undefined ? '' : `, ${durationMs / 1_000} s`;
      const from = source === undefined ? '' : `, ${source}`;
      return `${status} of the recording ${recordingSid}${length}${from}`;
    }
    case 'call':
      return `${said.status} of the call ${said.callSid}`;
    case 'conference':
      return `${said.event} of the conference ${said.conferenceSid}`;
    case 'instructions':
    case 'gather':
      return `asks for the document of the call ${said.callSid}`;
    case 'action':
      return `asks for the action of the call ${said.callSid}, ${said.because}`;
    default:
      return 'callSid' in said && said.callSid !== undefined
        ? `${said.kind} of the call ${said.callSid}`
        : said.kind;
  }
}

/** So much time, in words. */
export const spanWords = (ms: number): string => `${ms / 1_000} s pass`;
