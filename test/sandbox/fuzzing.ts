/** Requests that nobody should send, and what must hold of every answer. */
import fc from 'fast-check';
import { commands, facts, signals } from '../../machines/index.ts';
import { createSandbox, type Sandbox } from '../../src/sandbox/index.ts';
import { operations, type RequestName } from '../../src/wire/index.ts';
import { parameters } from '../../src/wire/rest/parameters.ts';
import { withoutPast } from './handled.ts';
import { encoded, isError, word } from './strange.ts';

const fuzzAccount = 'fuzz';
const origin = 'http://127.0.0.1:4010';

/** A request as it is sent; the sids of what is there are put in by number. */
export interface Fuzz {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
}

/** A sid that is there (`{n}`), or something else. */
const sid = fc.oneof(
  fc.nat(9).map((n) => `{${n}}`),
  word.map(encoded),
);
const account = fc.oneof(
  { weight: 8, arbitrary: fc.constant(fuzzAccount) },
  { weight: 1, arbitrary: fc.constantFrom('other', '.', '..', '%2e%2e', 'a/b', 'a'.repeat(65)) },
  { weight: 1, arbitrary: word.map(encoded) },
);

/** What a request can be right with; others are added to it, or put in the place of one. */
const right: Readonly<Record<RequestName, Readonly<Record<string, string>>>> = {
  initiateCall: { To: '+12025550101', From: '+12025550199', ApplicationSid: '1', Record: 'true' },
  initiateAICall: { To: '+12025550101', From: '+12025550199', AIAssistantId: 'a' },
  createCall: { To: '+12025550101', From: '+12025550199', Record: 'true' },
  updateCall: { Texml: '<Response><Record/></Response>' },
  startRecording: { PlayBeep: 'false', RecordingChannels: 'dual' },
  updateRecording: { Status: 'paused' },
  deleteRecording: {},
  deleteTranscription: {},
  startStream: { Url: 'wss://example.com/', Name: 'a' },
  updateStream: { Status: 'stopped' },
  startSiprec: { ConnectorName: 'a', Track: 'inbound_track' },
  updateSiprec: { Status: 'stopped' },
  updateConference: {},
  dialParticipant: { To: '+12025550101', From: '+12025550199', ApplicationSid: '1' },
  updateParticipant: { Muted: 'true' },
  removeParticipant: {},
};
const names = Object.values(parameters).flatMap((schema) => Object.keys(schema.shape));
const wrongs = fc.array(fc.tuple(fc.constantFrom(...new Set(names), 'x'), word), { maxLength: 2 });

type Meant = Pick<Fuzz, 'method' | 'path'> & { readonly body?: Readonly<Record<string, string>> };
const all = Object.entries(operations).map(([name, { method, base, path }]) => {
  return { method, base, path, body: right[name as RequestName] ?? {} };
});
/** A request that the API knows, about what is there or not, with something wrong in its body. */
const known: fc.Arbitrary<Meant> = fc
  .tuple(account, fc.constantFrom(...all), fc.tuple(sid, sid), wrongs)
  .map(([who, { method, base, path, body }, sids, wrong]) => {
    const left = [...sids];
    const filled = path.replace(/\{\w+\}/g, () => left.shift() ?? '');
    const said = { ...body, ...Object.fromEntries(wrong) };
    const above = base.replace('{account_sid}', who);
    return { method, path: `/v2${above}${filled}`, body: said };
  });
const places = [
  '',
  '/machines',
  '/machines/recording/{0}',
  '/machines/call/{1}',
  '/calls',
  '/events',
  '/keys',
  '/voice',
  '/clock',
  '/clock/advance',
  '/settings',
  '/timeline',
  '/nowhere',
];
const controlPath = fc
  .tuple(account, fc.constantFrom(...places))
  .map(([who, place]) => `/sandbox/accounts/${who}${place}`);
const otherPath = fc.oneof(
  fc.constantFrom(
    '/',
    '/sandbox',
    '/page/',
    '/page/../../package.json',
    '/page/%2e%2e%2fcli.ts',
    '/v2',
    '/v2/texml/',
  ),
  fc.tuple(account, sid).map(([who, one]) => `/media/${who}/${one}.mp3`),
  fc.tuple(word, word).map(([a, b]) => `/sandbox/pictures/${encoded(a)}/${encoded(b)}`),
  fc.constantFrom(
    '/sandbox/pictures/recording/paused',
    '/sandbox/pictures/recording/nowhere?open=x',
  ),
  word.map((one) => `/${encoded(one)}`),
);
const query = fc.oneof(
  { weight: 5, arbitrary: fc.constant('') },
  {
    weight: 1,
    arbitrary: fc
      .array(
        fc.tuple(
          fc.constantFrom(
            'Page',
            'PageSize',
            'PageToken',
            'DateCreated',
            'DateCreated>',
            'Status',
            'x',
          ),
          word,
        ),
        { maxLength: 3 },
      )
      .map(
        (pairs) => `?${pairs.map(([key, value]) => `${encoded(key)}=${encoded(value)}`).join('&')}`,
      ),
  },
);

const pairs = fc.array(fc.tuple(fc.constantFrom(...new Set(names), 'x'), word), { maxLength: 6 });
const formType = 'application/x-www-form-urlencoded';
const formOf = (said: Readonly<Record<string, string>>) =>
  new URLSearchParams(
    Object.entries(said).map(([key, value]): [string, string] => [key, value.toWellFormed()]),
  ).toString();
const form = pairs.map((said) => formOf(Object.fromEntries(said)));
const eventTypes = [
  ...Object.keys(commands),
  ...Object.keys(facts),
  ...Object.keys(signals),
  'xstate.init',
];
const json = fc.oneof(
  pairs.map((said) => JSON.stringify(Object.fromEntries(said))),
  fc.json({ maxDepth: 3 }),
  fc
    .record({
      machine: fc.constantFrom('call', 'recording', 'conference', 'dialLeg', 'none'),
      sid: fc.constantFrom('{0}', '{1}', 'nobody'),
      event: fc.record({ type: fc.constantFrom(...eventTypes), order: fc.integer(), digit: word }),
    })
    .map((said) => JSON.stringify(said)),
  fc.constantFrom(
    '{',
    '[]',
    'null',
    '"',
    '{"a":1,"a":2}',
    '{"by":"10s"}',
    '{"ms":-1}',
    '{"frozen":1}',
  ),
);
const content = fc.oneof(
  form.map((body) => ({ type: formType, body })),
  json.map((body) => ({ type: 'application/json', body })),
  fc
    .tuple(
      fc.constantFrom('', 'text/plain', 'multipart/form-data', 'application/json; charset=x'),
      word,
    )
    .map(([type, body]) => ({ type, body })),
);
const authorization = fc.oneof(
  { weight: 8, arbitrary: fc.constant('Bearer any') },
  { weight: 1, arbitrary: fc.constantFrom('', 'Bearer', 'Basic YTpi', 'Bearer  ', 'bearer x y') },
);

/** Now and then; otherwise nothing. */
const seldom = <T>(...values: T[]) =>
  fc.oneof(
    { weight: 15, arbitrary: fc.constant(undefined) },
    { weight: 1, arbitrary: fc.constantFrom(...values) },
  );
const methods = fc.constantFrom('GET', 'POST', 'POST', 'DELETE', 'PUT', 'PATCH', 'OPTIONS', 'HEAD');
const meant: fc.Arbitrary<Meant> = fc.oneof(
  { weight: 6, arbitrary: known },
  { weight: 3, arbitrary: fc.record({ method: methods, path: controlPath }) },
  { weight: 1, arbitrary: fc.record({ method: methods, path: otherPath }) },
);

export const fuzzes: fc.Arbitrary<Fuzz> = fc
  .record({
    meant,
    query,
    authorization,
    content,
    otherMethod: seldom('GET', 'POST', 'PUT', 'DELETE', 'HEAD', 'TRACE2'),
    otherContent: seldom(true),
    origin: seldom('https://evil.example', 'null'),
    host: seldom('evil.example'),
  })
  .map(({ meant: { method: usual, path, body }, ...rest }) => {
    const method = rest.otherMethod ?? usual;
    const hasBody = method !== 'GET' && method !== 'HEAD';
    const said = body && !rest.otherContent ? { type: formType, body: formOf(body) } : rest.content;
    return {
      method,
      path: path + rest.query,
      headers: {
        ...(rest.authorization === '' ? {} : { authorization: rest.authorization }),
        ...(hasBody && said.type !== '' ? { 'content-type': said.type } : {}),
        ...(rest.origin === undefined ? {} : { origin: rest.origin }),
        host: rest.host ?? '127.0.0.1:4010',
      },
      body: hasBody ? said.body : undefined,
    };
  });

/** What an answer may be. 5xx is none, but for a full house. */
const documented = new Set([
  200, 201, 204, 206, 304, 400, 401, 403, 404, 405, 413, 415, 416, 421, 422, 503,
]);

/** An answer: its status, and what is wrong with it, if anything. */
export interface Judged {
  readonly status: number;
  readonly flaw: string | undefined;
}
/** Sends a request, and judges the answer. */
export async function judged(
  sandbox: Sandbox,
  fuzz: Fuzz,
  sids: readonly string[],
): Promise<Judged> {
  const filled = (text: string) =>
    text.replace(/\{(\d)\}/g, (_, n) => encodeURIComponent(sids[Number(n)] ?? 'nobody'));
  const before = await held(sandbox);
  const { method, path, headers, body } = fuzz;
  const request = new Request(`${origin}${filled(path)}`, {
    method,
    headers,
    ...(body === undefined ? {} : { body: filled(body) }),
  });
  const response = await sandbox.fetch(request);
  const { status } = response;
  const isStream = response.headers.get('content-type')?.startsWith('text/event-stream');
  if (isStream) await response.body?.cancel();
  const text = isStream ? '' : await response.text();
  const flaw = flawIn(fuzz, status, text);
  if (flaw || status < 400) return { status, flaw };
  const isSame = (await held(sandbox)) === before;
  return { status, flaw: isSame ? undefined : `answered ${status}, and something changed` };
}

function flawIn({ method, path }: Fuzz, status: number, text: string): string | undefined {
  const start = text.slice(0, 200);
  if (!documented.has(status)) return `answered ${status}: ${start}`;
  if (/\n\s+at .*\.[jt]s:\d+/.test(text) || /PRIVATE KEY/.test(text))
    return `shows its inside: ${text}`;
  if (status < 400 || method === 'HEAD' || isError(text)) return undefined;
  return `${path} answered ${status} without an error that says why: ${start}`;
}

/** All that is kept of all accounts. */
async function held({ worlds }: Sandbox): Promise<string> {
  // What was accepted before may still be under way.
  for (const one of worlds.accounts) await worlds.find(one)?.settled();
  return JSON.stringify(
    await Promise.all(worlds.accounts.map(async (one) => withoutPast(await worlds.dump(one)))),
  );
}

/** A sandbox whose time stands still, with a call, a conference and their recordings in it. */
export async function fuzzed() {
  const sandbox = await createSandbox({ state: 'memory' });
  const world = await sandbox.worlds.open(fuzzAccount);
  const room =
    '<Response><Dial><Conference record="record-from-start">room</Conference></Dial></Response>';
  const inbound = { from: '+12025550199', to: '+12025550100' };
  await world.receive({ ...inbound, instructions: { texml: room } });
  await world.receive({ ...inbound, instructions: { texml: '<Response><Record/></Response>' } });
  await world.receive({ ...inbound, instructions: { texml: '<Response/>' } });
  await world.freeze();
  await world.advance(5_000);
  const { machines } = world.host;
  const sids = (['recording', 'call', 'conference', 'dialLeg'] as const).flatMap((machine) =>
    [...machines.all(machine)].map(({ sid: one }) => one),
  );
  return { sandbox, sids };
}
