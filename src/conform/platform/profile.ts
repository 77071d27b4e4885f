/** What a platform may lack, by path and verb: its profile says so, and it is said aloud. */

import { listedIn, ProfileError } from '../running/expected.ts';

/** Each part, and what it is. */
export const platformParts = {
  'call-request': 'POST Calls with Record',
  start: 'POST Calls/{call_sid}/Recordings.json',
  'record-verb': '<Record>',
  dial: '<Dial record>',
  conference: '<Dial><Conference record>',
  'start-verb': '<Start><Recording>',
  participant: 'POST Conferences/{conference_sid}/Participants with Record',
  pause: 'POST Calls/{call_sid}/Recordings/{recording_sid}.json with Status=paused',
  resume: 'the same with Status=in-progress',
  stop: 'the same with Status=stopped',
  delete: 'DELETE Recordings/{recording_sid}.json',
  fetch: 'GET Recordings/{recording_sid}.json',
  'fetch-call': 'GET Calls/{call_sid}',
  list: 'GET Calls/{call_sid}/Recordings.json',
  'list-account': 'GET Recordings.json',
  'list-conference': 'GET Conferences/{conference_sid}/Recordings.json',
  'hang-up': 'POST Calls/{call_sid} with Status=completed',
  'told-by-get': 'RecordingStatusCallbackMethod=GET',
  files: 'the file that media_url leads to',
  'public-key': 'a signature of callbacks, and the public key that it is verified with',
  'far-end-answer': 'a far end that rings until it is told to answer',
  'far-end-busy': 'a far end that is busy',
  'far-end-hang-up': 'a far end that hangs up, told to or by itself',
  'far-end-press': 'a far end that presses keys, told to or by itself',
  'far-end-speak': 'a far end that speaks when it is told to',
} as const;
/** One of them. */
export type PlatformPart = keyof typeof platformParts;
/** Their names. */
export const platformPartNames = Object.keys(platformParts) as readonly PlatformPart[];

/**
 * Reads a profile: what the platform does not have, a part on a line, and behind it what you like. Empty
 * lines and those that begin with `#` are left out.
 * @throws ProfileError that names the line of what is no part, or is there twice.
 */
export function readProfile(text: string, file: string): ReadonlySet<PlatformPart> {
  const known = new Set<string>(platformPartNames);
  const unknown = (id: string) =>
    `${id} is no part of a platform; expected one of ${platformPartNames.join(', ')}`;
  return listedIn(text, file, {
    known,
    unknown,
    failure: ProfileError,
  }) as ReadonlySet<PlatformPart>;
}
