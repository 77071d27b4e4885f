/** The reading of TeXML by itself: pure, plain data, and an answer to all news in every state. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type Reading,
  type ReadingAsk,
  type ReadingContext,
  type ReadingNews,
  type ReadingState,
  readingTable,
  readOn,
} from '../../src/wire/index.ts';

const origin = 'https://app.example';
const call = { CallSid: 'call-1' };
const at = (now: number, application: ReadingContext['application'] = undefined) => ({
  now,
  call,
  ...(application ? { application } : {}),
});
const detecting = (now: number) => ({ ...at(now), isDetectionAwaited: true });
const found = { answeredBy: 'machine_start', durationMs: 3_000 } as const;
const url = `${origin}/a`;
const texml = (inside: string) => `<Response>${inside}</Response>`;
const asked = (more: object = {}) =>
  ({ type: 'requested', because: 'answered', execute: true, parameters: call, ...more }) as const;
const pointed = (source: object = { url }) =>
  ({ type: 'pointed', because: 'answered', source }) as const;
const time = { type: 'time' } as const;

/** What a reading comes to by news, all at one moment, and what the last of them asks. */
function heard(all: readonly ReadingNews[], context: ReadingContext = at(0), from?: Reading) {
  let asks: readonly ReadingAsk[] = [];
  let reading = from;
  for (const news of all) ({ reading, asks } = readOn(reading, news, context));
  return { reading, asks };
}
const reads = (inside: string): ReadingNews[] => [
  pointed(),
  asked(),
  { type: 'fetched', text: texml(inside), url },
];

/** A reading in each state. */
const samples: Readonly<Record<ReadingState | 'none', Reading | undefined>> = {
  none: undefined,
  awaiting: heard([pointed()]).reading,
  detecting: heard([pointed(), asked()], detecting(0)).reading,
  fetching: heard([pointed(), asked()]).reading,
  ready: heard(reads('<Pause/>')).reading,
  waiting: heard([...reads('<Pause/><Hangup/>'), time]).reading,
  gathering: heard([...reads('<Gather action="/keys" numDigits="2"/>'), time]).reading,
  serving: heard([...reads('<Pay action="/paid"/>'), time]).reading,
  blocked: heard([...reads('<Record action="/over"/>'), time]).reading,
};
const states = Object.keys(samples) as (keyof typeof samples)[];
/** One of each kind of news. */
const news: readonly ReadingNews[] = [
  pointed(),
  asked(),
  { type: 'resumed', again: false },
  { type: 'fetched', text: texml('<Hangup/>'), url },
  { type: 'failed', says: 'No.' },
  { type: 'pressed', digit: '1', id: 'key-1' },
  { type: 'served', id: 'service-1' },
  time,
  { type: 'broken', says: 'a bug' },
  { type: 'ended' },
];

describe('Every state answers all news', () => {
  test('and the table knows no other state and no other news', () => {
    expect(Object.keys(readingTable).sort()).toEqual(states.toSorted());
    for (const state of states) {
      expect(samples[state]?.state ?? 'none').toBe(state);
      expect(Object.keys(readingTable[state]).sort()).toEqual(news.map(({ type }) => type).sort());
    }
  });

  const cells = states.flatMap((state) => news.map((one) => [state, one.type, one] as const));
  test.each(cells)('%s: %s', (state, type, one) => {
    const before = samples[state];
    const frozen = JSON.stringify(before);
    const after = readOn(before, one, at(0));
    expect(JSON.stringify(before)).toBe(frozen);
    const answer = readingTable[state][type];
    if (typeof answer !== 'string') {
      expect(answer.ignored).toMatch(/^[A-Z].*\.$/);
      expect(after).toEqual({ reading: before, asks: [] });
      expect(after.reading).toBe(before);
    } else {
      // A deed changes where the call stands, asks for something, or does so in another case.
      const [idle] = [after.reading === before && after.asks.length === 0];
      const mayBeIdle = ['blocked ended', 'serving time', 'detecting time'].includes(
        `${state} ${type}`,
      );
      expect([state, type, idle]).toEqual([state, type, mayBeIdle]);
    }
  });
});

describe('A reading', () => {
  test('asks for the document that the call was given, and gives verbs one at a time', () => {
    const { asks, reading } = heard([pointed(), asked(), time]);
    const fetch = { type: 'fetch', url, method: 'POST', about: 'answered', attempt: 1 };
    expect(asks).toEqual([{ ...fetch, parameters: call }]);
    const came = { type: 'fetched', text: texml('<Pause length="2"/><Record/>'), url } as const;
    const waiting = heard([came, time], at(100), reading).reading;
    expect(readOn(waiting, time, at(2_099)).asks).toEqual([{ type: 'wait', until: 2_100 }]);
    const { asks: then, reading: blocked } = readOn(waiting, time, at(2_100));
    expect(then).toMatchObject([
      { type: 'run', instruction: { verb: 'Record' }, documentUrl: url },
    ]);
    expect(readOn(blocked, time, at(9_000))).toEqual({ reading: blocked, asks: [] });
    const over = heard([{ type: 'resumed', again: false }, time], at(9_000), blocked);
    expect(over).toEqual({ reading: undefined, asks: [{ type: 'hangUp' }] });
  });

  test('goes to the application where the call was given nothing, and to its fallback', () => {
    const application = { voice_url: url, voice_fallback_url: `${origin}/else` } as const;
    const first = heard(
      [{ type: 'pointed', because: 'answered' }, asked(), time],
      at(0, application),
    );
    expect(first.asks).toMatchObject([{ url, attempt: 1 }]);
    const failed = readOn(first.reading, { type: 'failed', says: 'No.' }, at(0));
    expect(failed.asks).toEqual([{ type: 'warn', says: 'No.' }]);
    const second = readOn(failed.reading, time, at(0));
    expect(second.asks).toMatchObject([{ url: `${origin}/else`, attempt: 2 }]);
    const broken = { type: 'fetched', text: '<Response><Say>', url: `${origin}/else` } as const;
    const nothing = heard([broken, time], at(0), second.reading);
    expect(nothing).toEqual({ reading: undefined, asks: [{ type: 'hangUp' }] });
  });

  test('waits for its first document until it is found out who has answered, and says so', () => {
    const waiting = samples.detecting;
    expect(readOn(waiting, time, detecting(2_999))).toEqual({ reading: waiting, asks: [] });
    const context = { ...detecting(3_000), found };
    const said = { ...call, AnsweredBy: 'machine_start', MachineDetectionDuration: '3000' };
    const asks = [{ type: 'fetch', url, method: 'POST', about: 'answered', attempt: 1 }];
    const after = heard([time, time], context, waiting);
    expect(after.asks).toMatchObject(asks.map((one) => ({ ...one, parameters: said })));
    // It was known before the call asked; and a document that follows does not wait.
    expect(heard([pointed(), asked(), time], context).asks).toEqual(after.asks);
    const elsewhere = { type: 'pointed', because: 'redirected', source: { url } } as const;
    const redirected = heard(
      [elsewhere, asked({ because: 'redirected' }), time],
      detecting(1),
      waiting,
    );
    expect(redirected.asks).toMatchObject([{ about: 'redirected', parameters: call }]);
    expect(redirected.asks).not.toMatchObject([{ parameters: { AnsweredBy: 'machine_start' } }]);
  });

  test('says where a document is broken, and what has no effect', () => {
    const came = (text: string) => ({ type: 'fetched', text, url, file: 'a.xml' }) as const;
    const fetching = samples.fetching;
    const says = (text: string) => readOn(fetching, came(text), at(0)).asks;
    expect(says('<Response>\n<Say></Response>')).toMatchObject([
      { type: 'warn', says: expect.stringMatching(/^a\.xml:2:/) },
    ]);
    expect(says(texml('<Nonsense/>'))).toMatchObject([
      { type: 'warn', says: expect.stringMatching(/^a\.xml:1:\d+: <Nonsense> /) },
    ]);
  });

  test('hears nothing of an effect that was taken up, and of a key that counts already', () => {
    const { reading } = heard([pointed(), asked({ key: 'effect-1' })]);
    expect(readOn(reading, asked({ key: 'effect-1' }), at(0)).reading).toBe(reading);
    expect(readOn(reading, asked({ key: 'effect-2' }), at(0)).reading).not.toBe(reading);
    const key = { type: 'pressed', digit: '1', id: 'key-1' } as const;
    const { reading: one } = readOn(samples.gathering, key, at(0));
    expect(readOn(one, key, at(0)).reading).toBe(one);
    expect(one).toMatchObject({ digits: '1' });
  });

  test('takes keys where they go, with what is said of the call', () => {
    const key = (digit: string, id: string) => ({ type: 'pressed', digit, id }) as const;
    const { asks } = heard([key('1', 'a'), key('2', 'b'), time], at(0), samples.gathering);
    const fetch = { type: 'fetch', url: `${origin}/keys`, method: 'POST', about: 'gathered' };
    expect(asks).toEqual([{ ...fetch, parameters: { ...call, Digits: '12' }, attempt: 1 }]);
  });

  test('tells the action after the end of the call, in vain, and knows nothing any more', () => {
    const ended = readOn(samples.blocked, { type: 'ended' }, at(0)).reading;
    const vain = asked({ because: 'record-ended', execute: false });
    expect(readOn(ended, vain, at(0))).toEqual({
      reading: undefined,
      asks: [
        {
          type: 'tell',
          url: `${origin}/over`,
          method: 'POST',
          about: 'record-ended',
          parameters: call,
          attempts: 2,
        },
      ],
    });
  });

  test('ends a call that runs in circles, and none that takes its time', () => {
    const runs = (stepMs: number) => {
      let reading = heard([pointed(), asked()]).reading;
      for (let i = 0; i < 150 && reading; i += 1) {
        const came = { type: 'fetched', text: texml('<Redirect>a</Redirect>'), url } as const;
        const context = at(i * stepMs);
        const again = asked({ because: 'redirected' });
        const { asks, reading: after } = heard([came, time], context, reading);
        if (asks.some(({ type }) => type === 'hangUp')) return [i, asks[0]];
        reading = heard([again], context, after).reading;
      }
      return 'goes on';
    };
    const says = 'More than 100 instructions within a second: the call is ended.';
    expect(runs(0)).toEqual([100, { type: 'warn', says }]);
    expect(runs(20)).toBe('goes on');
  });
});

const anyNews = fc.oneof(
  fc.constantFrom(...news),
  fc.constantFrom<ReadingNews>(
    time,
    { type: 'pointed', because: 'redirected', source: { texml: texml('<Play loop="0">a</Play>') } },
    asked({ because: 'redirected' }),
    asked({ because: 'record-ended', execute: false }),
    { type: 'resumed', again: true },
    { type: 'pressed', digit: '#', id: 'key-2' },
    { type: 'pressed', digit: '2', id: 'key-3' },
    { type: 'served', id: 'service-2', parameters: { Result: 'success' } },
    { type: 'fetched', text: texml('<Redirect/>'), url },
    {
      type: 'fetched',
      url,
      text: texml(
        '<Gather numDigits="2" action="b"><Say>Hi</Say></Gather><Start><Recording/></Start><Record/>',
      ),
    },
    {
      type: 'fetched',
      url,
      text: texml('<Enqueue maxWaitTimeSecs="2"/><Refer action="b"><Sip>sip:a@b</Sip></Refer>'),
    },
    { type: 'fetched', text: texml('<Pause/><Pause/>'), url },
  ),
);
test('a reading that was kept as text at any moment goes on as if it had not been', () => {
  const anyDetection = fc.constantFrom({}, { isDetectionAwaited: true }, { found });
  const walk = fc.array(fc.tuple(anyNews, fc.nat(3_000), anyDetection), {
    minLength: 1,
    maxLength: 40,
  });
  const reached = new Set<string>();
  fc.assert(
    fc.property(walk, (all) => {
      let now = 0;
      let reading: Reading | undefined;
      let kept: string | undefined;
      for (const [one, afterMs, detection] of all) {
        now += afterMs;
        const context = { ...at(now, { voice_url: url }), ...detection };
        const again = readOn(kept === undefined ? undefined : JSON.parse(kept), one, context);
        const step = readOn(reading, JSON.parse(JSON.stringify(one)), context);
        expect(again).toStrictEqual(step);
        ({ reading } = step);
        kept = reading && JSON.stringify(reading);
        if (reading) expect(JSON.parse(kept as string)).toStrictEqual(reading);
        reached.add(reading?.state ?? 'none');
      }
    }),
    { numRuns: 2_000, seed: 20_261_128 },
  );
  expect([...reached].sort()).toEqual(states.toSorted());
});

test('a <Dial> that reaches nobody gives the call no command: its action is asked, with its status', () => {
  const { asks } = heard([...reads('<Dial action="b"/>'), time, time]);
  const parameters = { ...call, DialCallStatus: 'failed' };
  expect(asks).toMatchObject([
    { type: 'fetch', url: `${origin}/b`, method: 'POST', about: 'dial-ended', parameters },
  ]);
  const { asks: next } = heard([...reads('<Dial><Queue>q</Queue></Dial><Record/>'), time, time]);
  expect(next).toMatchObject([{ type: 'run', instruction: { verb: 'Record' } }]);
});

const paid = { PaymentMethod: 'credit-card', PaymentConnector: 'Default' };
test.each<[string, object, object]>([
  ['<AIGather action="b"/>', {}, { Status: 'valid' }],
  ['<Enqueue action="b">q</Enqueue>', {}, { QueueResult: 'leave', QueueSid: 'q', QueueTime: '0' }],
  ['<Pay action="b"/>', {}, { ...paid, PayResult: 'success', Result: 'success' }],
  [
    '<Pay action="b"/>',
    { parameters: { Result: 'too-many-failed-attempts' } },
    { ...paid, PayResult: 'failed', Result: 'too-many-failed-attempts' },
  ],
  ['<Refer action="b"/>', {}, { ReferCallStatus: 'failed', Timestamp: '1970-01-01T00:00:00Z' }],
])('the action of %s hears of its end %j how it went: %j', (verb, end, told) => {
  const { asks } = heard([...reads(verb), time, { type: 'served', id: 'service-1', ...end }, time]);
  expect(asks).toEqual([
    expect.objectContaining({ type: 'fetch', parameters: { ...call, ...told } }),
  ]);
});

test('a call that was given no document yet has run nothing of it', () => {
  expect(samples.awaiting).toMatchObject({ instructions: [], place: 0 });
});

test('what was noticed comes with what is said of it', () => {
  const [warn] = heard(reads('<Record maxLength="x"/>')).asks;
  expect(warn).toMatchObject({
    type: 'warn',
    says: expect.stringMatching(/\/a:1:19: <Record maxLength="x"> is not/),
    noticed: { rule: 'value-not-allowed', element: 'Record', attribute: 'maxLength', line: 1 },
  });
});
