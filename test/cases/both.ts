/** A call that runs documents: played as a scenario, and lived through in a sandbox over HTTP. */
import { Hono } from 'hono';
import { listen } from '../../src/sandbox/index.ts';
import { check } from '../../src/scenarios/expect.ts';
import { play, readScenario } from '../../src/scenarios/index.ts';
import { httpRequestFor, recordingStatus } from '../../src/wire/index.ts';
import { running } from '../applications/running.ts';

export interface Story {
  /** By path and query; the call begins with that of /a, or `begin`. */
  readonly documents: Readonly<Record<string, string>>;
  readonly begin?: string;
  /** What the caller does, so many seconds after the answer: a key, or `hang up`. */
  readonly caller: readonly (readonly [seconds: number, does: string])[];
  /** What the media server does otherwise. */
  readonly media?: object;
  readonly strict?: boolean;
}
/** What came of it. */
export interface Outcome {
  /** All requests for documents, in order: `POST /next Digits=5`. */
  readonly requests: readonly string[];
  /** All callbacks, likewise: `POST /told in-progress`. */
  readonly callbacks: readonly string[];
  /** Source, status and duration of every recording, oldest first. */
  readonly recordings: readonly string[];
  readonly status: string | undefined;
  /** What was warned of, with its place in the documents. */
  readonly warnings: readonly string[];
  /** Everything that was said in requests and callbacks, without sids and times. */
  readonly said: readonly object[];
}
type Form = Readonly<Record<string, string>>;
interface Message {
  readonly method: string;
  readonly url: string;
  readonly said: Form;
}

const from = '+12025550177';
const to = '+12025550100';
/** The time that a sandbox takes to answer a call. */
const answerMs = 50;

/** What a story asks to see of a message. */
const telling = ['RecordingStatus', 'Digits', 'DialCallStatus', 'RecordingDuration'] as const;

function outcomeOf(
  messages: readonly Message[],
  {
    root,
    ...more
  }: { readonly root: string } & Pick<Outcome, 'recordings' | 'status' | 'warnings'>,
): Outcome {
  const told = messages.map(({ method, url, said }) => ({
    isCallback: 'RecordingStatus' in said,
    says: [
      `${method} ${url.replace(root, '')}`,
      ...telling.flatMap((name) => (said[name] === undefined ? [] : `${name}=${said[name]}`)),
    ].join(' '),
    said: Object.fromEntries(Object.entries(said).map(([name, text]) => [name, bare(name, text)])),
  }));
  const those = (isCallback: boolean) => told.filter((one) => one.isCallback === isCallback);
  return {
    ...more,
    requests: those(false).map(({ says }) => says),
    callbacks: those(true).map(({ says }) => says),
    warnings: more.warnings.map((one) => one.replaceAll(root, '')),
    said: [...those(false), ...those(true)].map(({ said }) => said),
  };
}
/** What each host makes in its own way: sids, links and times. */
const bare = (name: string, text: string) =>
  /Sid|Url|ConnectionId|Timestamp|At$/.test(name) ? name : text;

/** The story as a scenario, which is played. */
export function played({ documents, begin = '/a', caller, media, strict }: Story): Outcome {
  const steps = [
    { at: '0s', inbound: { url: begin, from, to } },
    { at: `${answerMs}ms`, fact: 'call.answered', to: 'call-1' },
    ...caller.map(([seconds, does]) => ({
      at: `${answerMs + seconds * 1_000}ms`,
      to: 'call-1',
      ...(does === 'hang up'
        ? { fact: 'call.hungUp' }
        : { fact: 'digit.pressed', with: { digit: does } }),
    })),
  ];
  const scenario = { name: 'case', says: 'A case.', documents, steps, media, strict };
  const text = JSON.stringify({ ...scenario, expect: { recordings: {} } });
  const { world } = play(readScenario(text, 'case.yaml'));
  const requests = world.runner.requests.map((one) => messageOf(one));
  const callbacks = world.happenings.flatMap((one) => one.callbacks.map(messageOf));
  return outcomeOf([...requests, ...callbacks], {
    root: 'https://app.example',
    status: world.board.find('call', 'call-1')?.state.split('.')[0],
    recordings: [...world.board.all('recording')].map((one) => {
      const { source, durationSeconds } = one.context;
      return `${source} ${recordingStatus(one).resource} ${durationSeconds ?? 0}`;
    }),
    warnings: world.warnings,
  });
}
function messageOf(asked: Parameters<typeof httpRequestFor>[0]): Message {
  const { method, url, body } = httpRequestFor(asked);
  return { method, url, said: Object.fromEntries(new URLSearchParams(body)) };
}

/** A scenario file, played: what is not as it expects. */
export const unexpected = (text: string) => check(play(readScenario(text, 'case.yaml')));

/** A sandbox that stories are lived through in, each in an account of its own. */
export async function sandboxed() {
  const sandbox = await listen({ port: 0, state: 'memory' });
  let count = 0;
  return {
    close: sandbox.close,
    async lived({ documents, begin = '/a', caller, media, strict }: Story): Promise<Outcome> {
      count += 1;
      const messages: Message[] = [];
      const app = new Hono().all('*', async (c) => {
        const { pathname, search } = new URL(c.req.url);
        const said = Object.fromEntries(new URLSearchParams(await c.req.text()));
        messages.push({ method: c.req.method, url: pathname + search, said });
        const text = documents[pathname + search] ?? documents[pathname];
        return c.body(text ?? '', 'RecordingStatus' in said || text !== undefined ? 200 : 404);
      });
      const deeds = caller.map(([seconds, does]) =>
        does === 'hang up' ? `${seconds}s hang up` : `${seconds}s press ${does}`,
      );
      const one = await running(sandbox, `account-${count}`, () => ({ app }), {
        numbers: [to],
        farEnds: { [from]: deeds.join(', ') },
        more: (url) => ({ voice_url: `${url}${begin}` }),
        settings: { ...(media && { media }), ...(strict && { strict }) },
      });
      const sid = await one.call(from, to, '10m');
      const recordings = await one.recordings();
      const outcome = outcomeOf(messages, {
        root: one.url,
        status: await one.statusOf(sid),
        recordings: recordings.map(
          ({ source, status, duration }) => `${source} ${status} ${duration ?? 0}`,
        ),
        warnings: await one.warnings(),
      });
      await one.close();
      return outcome;
    },
  };
}
