/** A platform on paper: it answers and tells at once, as a check expects it, and one thing otherwise. */
import { Trace } from '../../src/conform/checks/trace.ts';
import type { Corner, InboxAnswer, InboxRequest } from '../../src/conform/platform/inbox.ts';
import { PlatformWorld } from '../../src/conform/platform/world.ts';

type Fields = Readonly<Record<string, string>>;

/** What is otherwise. */
export interface Otherwise {
  /** Answers a request such as `GET Recordings/R.json`; undefined: as always. All that was asked is there. */
  readonly answers?: (asked: string, before: readonly string[]) => object | undefined;
  /** What is told instead. */
  readonly tells?: (said: Fields) => readonly Fields[];
}

const recording = {
  ...{ sid: 'R', account_sid: 'me', call_sid: 'C', channels: 1, conference_sid: null },
  ...{ date_created: '2026-01-05', date_updated: '2026-01-05', duration: null, error_code: null },
  ...{ source: 'StartCallRecordingAPI', uri: '/R' },
};
/** That a call is over. */
export const ended = (status: string) => ({
  CallStatus: status,
  CallbackSource: 'call-progress-events',
});
const refused = (status: number) =>
  Response.json({ errors: [{ detail: 'It is not there.' }] }, { status });

/** A world of a check, with a platform of one call C and its recording R, and what came of them. */
export function onPaper({ answers, tells }: Otherwise = {}) {
  const asked: string[] = [];
  const taken: number[] = [];
  let now = 0;
  let hear: (arrived: InboxRequest) => InboxAnswer = () => ({ status: 404 });
  let [is, words, isOver]: [string, string, boolean] = ['', '', false];

  const tell = (name: string, fields: Fields): InboxAnswer =>
    (tells ? tells(fields) : [fields]).reduce<InboxAnswer>((_, said) => sent(name, said), {
      status: 200,
    });
  const sent = (name: string, said: Fields): InboxAnswer => {
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const body = new URLSearchParams({ CallSid: 'C', ...said }).toString();
    const answer = hear({ method: 'POST', name, url: `http://kit.test/${name}`, headers, body });
    taken.push(answer.status);
    // What is not taken comes again.
    return answer.status === 500 ? sent(name, said) : answer;
  };
  const tellRecording = (status: string, more: Fields = {}) => {
    is = status;
    if (!words.includes(status)) return;
    const of = { AccountSid: 'me', ConnectionId: 'app', RecordingChannels: '1' };
    const source = { RecordingSource: 'StartCallRecordingAPI' };
    tell('told', { RecordingSid: 'R', RecordingStatus: status, ...of, ...source, ...more });
  };
  const begin = (subscribed: string) => {
    words = subscribed;
    tellRecording('in-progress');
  };
  const complete = () => {
    if (is !== '' && is !== 'completed') tellRecording('completed', { RecordingDuration: '2' });
  };
  const end = () => {
    complete();
    if (!isOver) tell('told', ended('completed'));
    isOver = true;
  };
  const shown = () => Response.json({ ...recording, status: is });

  const deeds: Readonly<Record<string, (form: URLSearchParams) => Response>> = {
    'POST Calls': () => {
      const document = tell('voice', { CallStatus: 'in-progress' }).body ?? '';
      if (document.includes('<Record ')) begin('in-progress completed absent');
      return Response.json({ call_sid: 'C' });
    },
    'POST Calls/C': () => {
      end();
      return Response.json({});
    },
    'POST Calls/C/Recordings.json': (form) => {
      begin(form.get('RecordingStatusCallbackEvent') ?? 'completed');
      return Response.json(recording);
    },
    'POST Calls/C/Recordings/R.json': (form) => {
      if (form.get('Status') === 'stopped') complete();
      else is = form.get('Status') ?? is;
      return Response.json(recording);
    },
    'GET Calls/C/Recordings.json': () =>
      Response.json({ recordings: is === '' ? [] : [{ sid: 'R' }] }),
    'GET Recordings/R.json': () => (is === '' ? refused(404) : shown()),
    'DELETE Recordings/R.json': () => {
      const isThere = is !== '';
      is = '';
      return isThere ? new Response(null, { status: 204 }) : refused(404);
    },
  };
  const app = async (request: Request) => {
    const path = new URL(request.url).pathname.replace('/texml/Accounts/me/', '');
    const line = `${request.method} ${path}`;
    asked.push(line);
    const other = answers?.(line, asked);
    if (other) return other instanceof Response ? other : Response.json(other);
    return deeds[line]?.(new URLSearchParams(await request.text())) ?? refused(404);
  };

  const corner = (answer: (arrived: InboxRequest) => InboxAnswer): Corner => {
    hear = answer;
    return { url: (name) => `http://kit.test/${name}`, close: () => undefined };
  };
  const speak = () => {
    complete();
    // Without another document a call is over.
    if (tell('action', { RecordingUrl: 'http://kit.test/R' }).body === undefined) end();
  };
  const pass = (ms: number) => {
    now += ms;
    return Promise.resolve();
  };
  const tested = {
    way: { base: 'http://platform.test', apiKey: 'kit', app, patienceMs: 5_000 },
    ...{ account: 'me', application: 'app', from: '+1' },
    farEnd: { number: () => '+2', speak },
    time: { now: () => now, pass, stepMs: 500, isMoved: true },
    limits: { answerMs: 1_000, takesMs: 1_000, endMs: 1_000, settleMs: 0, skewMs: 1_000 },
    ...{ inbox: { corner }, lacks: new Set(), seed: 1, runs: 1, failed: new Map() },
  };
  const world = new PlatformWorld(tested as never, new Trace());
  const judged: string[] = [];
  // Whether a log can be so is for the check of logs to say.
  world.judge = async () => void judged.push(asked.at(-1) ?? '');
  return { world, asked, taken, judged, tell };
}
