/**
 * The vendor's client is the judge of names: every method about calls, conferences, participants and
 * recordings is sent every parameter that its types have, and none is lost in silence.
 */
import { isDeepStrictEqual } from 'node:util';
import Telnyx from 'telnyx';
import { expect, test } from 'vitest';
import * as wire from '../../src/wire/index.ts';
import { fourDays } from './reader.ts';
import { type SdkMethod, type SdkParameter, sdkMethods } from './sdk.ts';

/**
 * Methods that are about something else than calls, conferences, participants and recordings. No
 * path of the OpenAPI that the model goes by has them; they answer 404 with the sentence that says so.
 */
const elsewhere: readonly (readonly [of: RegExp, says: RegExp])[] = [
  // Nobody is fetched out of a queue here: a <Dial><Queue> reaches nobody, an <Enqueue> waits.
  [/^accounts\.queues\.\w+$/, /^There are no queues here/],
  // For services that documents name, such as a transcription by somebody's own key: none is used.
  [/^secrets$/, /^There are no secrets here/],
];
const sentenceOf = ({ name }: SdkMethod) => elsewhere.find(([of]) => of.test(name))?.[1];
const all = sdkMethods();
const methods = all.filter((one) => !sentenceOf(one));

type Said = Readonly<Record<string, unknown>>;
/** What one request came to: what is asked, or what a read answers. */
interface Came {
  readonly status: number;
  readonly outcome: unknown;
  /** The parameters that an error or a warning names. */
  readonly named: readonly string[];
}

const sids: Said = {
  account_sid: 'account-0',
  accountSid: 'account-0',
  connectionID: 'app-0',
  call_sid: 'call-0',
  callSid: 'call-0',
  conference_sid: 'conference-0',
  conferenceSid: 'conference-0',
  callSidOrParticipantLabel: 'leg-0',
  recordingSid: 'recording-0',
  recordingTranscriptionSid: 'transcription-0',
  streamingSid: 'stream-0',
  siprecSid: 'siprec-0',
  queueSid: 'queue-0',
};
const reader = fourDays().readerOf('account-0');
/** Every line is listened in on. */
const taps: readonly wire.Tap[] = [
  { sid: 'stream-0', kind: 'stream' },
  { sid: 'siprec-0', kind: 'siprec' },
];
const directory: wire.Reader = {
  ...reader,
  line(sid) {
    const row = reader.line(sid);
    return row && { ...row, taps };
  },
};
/** Only what is under way can be listened in on. */
const isOfTap = (name: string) => /\.(streams|siprec)/.test(name);

/** What the wire makes of a request; sids are counted anew in each. */
function understood(method: string, url: URL, body: unknown): Came {
  let minted = 0;
  const mint = (what: string) => `${what}-new-${++minted}`;
  const { pathname: path, search: query } = url;
  const heard = wire.prepare({ method, path, query, body }, { directory, mint, mediaUrl: String });
  if ('asked' in heard) {
    const { warnings, ...outcome } = heard.asked;
    return { status: 200, outcome, named: warnings.map(({ parameter }) => parameter) };
  }
  const { status, body: outcome, warnings } = heard;
  const errors = status === 422 ? heard.body.errors : [];
  const pointers = errors.map(({ source }) => source?.pointer.slice(1) ?? '');
  return { status, outcome, named: [...pointers, ...warnings.map(({ parameter }) => parameter)] };
}

/** The client, whose requests reach the wire; it has the last that came. */
function connected() {
  const came: Came[] = [];
  const client = new Telnyx({
    apiKey: 'key',
    baseURL: 'http://localhost:1',
    maxRetries: 0,
    fetch: (url, { method = '', body } = {}) => {
      came.push(understood(method, new URL(String(url)), decoded(body)));
      return Promise.resolve(Response.json({}));
    },
  });
  return { client, came };
}
function decoded(body: unknown): unknown {
  if (typeof body !== 'string') return undefined;
  if (body.startsWith('{')) return JSON.parse(body);
  const pairs = new URLSearchParams(body);
  return Object.fromEntries(pairs);
}
const { client, came } = connected();

/** Sends what is said by a method, as a customer would. */
async function send({ name, sids: needed, isWrapped }: SdkMethod, said: Said): Promise<Came> {
  const path = name.split('.');
  const last = path.pop() ?? '';
  const of = path.reduce<object>((at, step) => at[step as never], client.texml);
  const method = of[last as never] as (...all: unknown[]) => PromiseLike<unknown>;
  const parts = Object.fromEntries(
    ['account_sid', 'call_sid', 'conference_sid'].map((one) => [one, sids[one]]),
  );
  const live = isOfTap(name) ? { call_sid: 'call-1', callSid: 'call-1' } : {};
  const given = isWrapped ? { ...parts, body: said } : { ...said, ...live };
  const known: Said = { ...sids, ...live };
  await method.call(of, ...needed.map((sid) => known[sid] ?? `no ${sid}`), given);
  return came.at(-1) as Came;
}

/** What may be said of text, whatever it is for: something of it will fit. */
const texts = [
  ...['+12025550123', 'https://example.com/a', 'completed', 'start', '2024-01-16'],
  ...['<Response><Hangup/></Response>', 'MTcwNTM5Nzg4MDAwMCBjYWxsLTA', 'wss://example.com/a'],
];
function samplesOf({ type }: SdkParameter): readonly unknown[] {
  const words = [...type.matchAll(/'([^']+)'/g)].map(([, word]) => word);
  if (words.length > 0) return words;
  if (type === 'boolean' || type === 'true | false') return [true, false];
  if (type === 'number') return [1, 5, 40, 600, 5_000, 0.5];
  if (type === 'Array<string>') return [['https://example.com/a']];
  if (type.startsWith('Array<')) return [[{ name: 'X-A', value: 'b' }]];
  return type.startsWith('{') ? [{ name: 'Anna' }] : texts;
}
/** What the client calls otherwise than the wire. */
const wireName = (name: string) => (name === 'timeout_seconds' ? 'Timeout' : name);
const isPart = ({ name }: SdkParameter) => name in sids;
/** What requests cannot do without, though the types may not say so. */
const needed: Said = {
  To: '+12025550101',
  From: '+12025550199',
  ApplicationSid: 'app-0',
  AIAssistantId: 'assistant-0',
  Texml: '<Response/>',
  Url: 'https://example.com/',
};
const alwaysNeeded = ['To', 'From', 'ApplicationSid'];
/** What a parameter is refused without; the error names that. */
const companions: Readonly<Record<string, Said>> = { Coaching: { CallSidToCoach: 'call-0' } };
function leastOf({ name }: SdkMethod, parameters: readonly SdkParameter[]): Said {
  const least = parameters
    .filter((one) => isPart(one) || one.isNeeded || alwaysNeeded.includes(one.name))
    .filter(() => !name.startsWith('accounts.calls.retrieveCalls'))
    .map((one) => [one.name, sids[one.name] ?? needed[one.name]]);
  const status = name.endsWith('recordingSidJson') ? { Status: 'paused' } : {};
  return { ...Object.fromEntries(least), ...status };
}

/** A list says where it is, which shows that a filter was understood and not that it filters. */
const shownIn = ({ outcome }: Came): unknown =>
  JSON.parse(
    JSON.stringify(outcome ?? null, (key, value) => (/uri$/.test(key) ? undefined : value)),
  );

/** Says one thing after another for a parameter, and gives what was lost or refused in silence. */
async function lostBy(method: SdkMethod, least: Said, parameter: SdkParameter): Promise<string[]> {
  const { name } = parameter;
  const before = await send(method, least);
  const flaws: string[] = [];
  let isSeen = false;
  for (const value of samplesOf(parameter).filter((one) => one !== least[name])) {
    const after = await send(method, { ...least, [name]: value });
    const isNamed = after.named.includes(wireName(name));
    if (after.status !== 200 && !isNamed)
      flaws.push(`${name}=${JSON.stringify(value)} is ${after.status}`);
    const isChanged = !isDeepStrictEqual(shownIn(after), shownIn(before));
    if (after.status === 200) isSeen ||= isNamed || isChanged;
  }
  return isSeen ? flaws : [...flaws, `${name} is lost`];
}

const named = (are: (one: SdkMethod) => boolean) =>
  methods.filter(are).map((one) => [one.name, one] as const);

test.each(named(() => true))(
  '%s is served, and what it takes has an effect or is named',
  async (_name, method) => {
    for (const parameters of method.takes) {
      const least = leastOf(method, parameters);
      expect(await send(method, least)).toMatchObject({ status: 200 });
      for (const parameter of parameters.filter((one) => !isPart(one))) {
        const beside = companions[parameter.name] ?? {};
        expect(await lostBy(method, { ...least, ...beside }, parameter)).toEqual([]);
      }
    }
  },
);

test.each(all.flatMap((one) => (sentenceOf(one) ? [[one.name, one] as const] : [])))(
  '%s is not here, which is said',
  async (_name, method) => {
    expect(await send(method, { account_sid: 'account-0' })).toMatchObject({
      status: 404,
      outcome: { errors: [{ detail: expect.stringMatching(sentenceOf(method) as RegExp) }] },
    });
  },
);

test('nothing else is left out', () => {
  const left = all.flatMap((one) => (sentenceOf(one) ? [one.name] : []));
  const queues = ['create', 'delete', 'retrieve', 'update', 'list'].map(
    (name) => `accounts.queues.${name}`,
  );
  expect(left.toSorted()).toEqual([...queues, 'secrets'].toSorted());
});

test('a parameter that is lost, or refused without a name, would be noticed', async () => {
  const method = methods.find(({ name }) => name === 'calls.create');
  if (!method) throw new Error('the client begins no call');
  const least = leastOf(method, method.takes[0] ?? []);
  const saying = (name: string, word: string) =>
    lostBy(method, least, { name, type: `'${word}'`, isNeeded: false });
  // What is said is what is so anyway, and an error that is about another parameter.
  expect(await saying('MachineDetection', 'Disable')).toEqual(['MachineDetection is lost']);
  expect(await saying('MachineDetection', 'Enable')).toEqual([]);
  const { From: _, ...less } = least;
  const refused = lostBy(method, less, { name: 'To', type: "'+12025550123'", isNeeded: true });
  expect(await refused).toEqual(['To="+12025550123" is 422', 'To is lost']);
});

test('the types are read whole', () => {
  const parameters = methods.flatMap(({ takes }) => takes.flat()).filter((one) => !isPart(one));
  expect({ methods: methods.length, parameters: parameters.length }).toEqual({
    methods: 29,
    parameters: 340,
  });
});
