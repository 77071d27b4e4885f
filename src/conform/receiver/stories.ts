/** Lives of recordings, as the model tells them: stories are played, and what is told is taken from them. */
import { randomUUID } from 'node:crypto';
import { play, readScenario, type Scenario } from '../../scenarios/index.ts';
import { accountSid } from '../../scenarios/playing/world.ts';
import { type HttpRequest, httpRequestFor, type Parameters } from '../../wire/index.ts';

/** Who was called, and had the call recorded. */
const begun = (body: string, answer = '200') => `
  - at: 0s
    request: POST Calls
    body:
      To: '+13125550142'
      From: '+13125550100'
      ApplicationSid: '1000000000000000001'
      Url: https://app.example/voice
      Record: true
      RecordingStatusCallback: https://app.example/recorded
      RecordingStatusCallbackEvent: in-progress completed absent
${body}    answer: ${answer}
  - { at: 2s, fact: call.rang, to: call-1 }
  - { at: 5s, fact: call.answered, to: call-1 }`;
const documents = `
documents:
  /voice: <Response><Pause length="600"/></Response>`;
const hungUp = (at: string) => `
  - { at: ${at}, fact: call.hungUp, to: call-1 }
`;
const asked = (at: string) => `
  - at: ${at}
    request: POST Calls/call-1/Recordings.json
    body:
      RecordingStatusCallback: https://app.example/recorded
      RecordingStatusCallbackEvent: in-progress completed absent
    answer: 200`;

/** What each story is of; the model says what comes of it. */
const texts = {
  completed: `says: A call is recorded to its end.${documents}\nsteps:${begun('')}${hungUp('47s')}`,
  absent: `says: The media server loses the file.
media: { file: lost }${documents}\nsteps:${begun('')}${hungUp('47s')}`,
  'absent-at-once': `says: The media server refuses to begin.
media: { start: refused }${documents}\nsteps:${begun('')}${hungUp('47s')}`,
  'without-url': `says: No link is to be told.${documents}
steps:${begun('      SendRecordingUrl: false\n')}${hungUp('47s')}`,
  short: `says: The caller hangs up before a second is over.${documents}
steps:${begun('')}${hungUp('5.3s')}`,
  three: `says: A call is recorded three times at once.${documents}
steps:${begun('')}${asked('10s')}${asked('20s')}${hungUp('47s')}`,
} as const;
/** The name of a story. */
export type StoryName = keyof typeof texts;

/** What is told of a recording. */
export interface ToldWord {
  /** The word: `in-progress`, `completed` or `absent`. */
  readonly word: string;
  readonly recordingSid: string;
  readonly parameters: Parameters;
}
/** One life: what is told of a recording, in order. */
export interface RecordingLife {
  readonly recordingSid: string;
  readonly told: readonly ToldWord[];
}

const played = new Map<string, readonly Parameters[]>();

/** What is told in a story of your own, or one of these. */
function parametersIn(story: StoryName | Scenario): readonly Parameters[] {
  const name = typeof story === 'string' ? story : `own ${story.name}`;
  const known = played.get(name);
  if (known !== undefined) return known;
  const scenario =
    typeof story === 'string'
      ? readScenario(`name: ${story}\n${texts[story]}expect: { recordings: {} }\n`, `${story}.yaml`)
      : story;
  const told = play(scenario)
    .world.happenings.flatMap(({ callbacks }) => callbacks)
    .map(({ parameters }) => parameters)
    .filter(({ RecordingStatus }) => RecordingStatus !== undefined);
  played.set(name, told);
  return told;
}

/**
 * The lives of a story's recordings, in the order in which they are told of first. Each time they have
 * sids that nobody has heard of. Links lead to `files`.
 */
export function recordingLives(
  story: StoryName | Scenario,
  account: string,
  files: string,
): RecordingLife[] {
  const fresh = new Map<string, string>([[accountSid, account]]);
  const renamed = (value: string | number) =>
    String(value).replace(/\b(?:recording|call|leg|conference)-\d+\b|^[\d-]{36}$/g, (sid) => {
      const known = fresh.get(sid) ?? randomUUID();
      fresh.set(sid, known);
      return known;
    });
  const told = parametersIn(story).map((parameters): ToldWord => {
    const anew = Object.fromEntries(
      Object.entries(parameters).map(([name, value]) => [name, renamed(value)]),
    );
    const { RecordingSid = '', RecordingStatus = '', RecordingUrl } = anew;
    const link = RecordingUrl ? { RecordingUrl: `${files}/${RecordingSid}.wav` } : {};
    const told = { ...anew, ...link };
    return { word: RecordingStatus, recordingSid: RecordingSid, parameters: told };
  });
  const sids = [...new Set(told.map((one) => one.recordingSid))];
  return sids.map((recordingSid) => ({
    recordingSid,
    told: told.filter((one) => one.recordingSid === recordingSid),
  }));
}

/** The request that tells it. */
export const requestOf = (
  { parameters }: Pick<ToldWord, 'parameters'>,
  url: string,
  method: 'POST' | 'GET' = 'POST',
): HttpRequest => httpRequestFor({ url, method, parameters });
