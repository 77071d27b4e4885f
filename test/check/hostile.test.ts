/** Logs that are broken, or made to break: each fault is told with its place, and costs nothing else. */
import { expect, test } from 'vitest';
import {
  type CheckSays,
  checkLogs,
  checkText,
  entriesOf,
  type LogForm,
  type LogRead,
} from '../../src/check/index.ts';

const at = '2026-01-05T09:00:00.000Z';
const told = (body: string, when: unknown = at) =>
  JSON.stringify({ at: when, received: { url: '/told', body } });
const good = told('CallSid=C&RecordingSid=R&RecordingStatus=in-progress');

async function read(lines: readonly string[], form?: LogForm) {
  const found: LogRead[] = [];
  const forms: LogForm[] = [];
  const source = { file: 'log', form, heard: (one: LogForm) => forms.push(one) };
  for await (const one of entriesOf(lines, source)) found.push(one);
  return { kinds: found.map((one) => `${one.place.line} ${one.kind}`), found, forms };
}
async function checked(lines: readonly string[]) {
  const found: CheckSays[] = [];
  for await (const one of checkLogs([{ file: 'log', lines }])) found.push(one);
  return found;
}

test('a mark of the order of bytes before the first line is no part of it', async () => {
  expect((await read([`\u{feff}${good}`, good])).kinds).toEqual(['1 heard', '2 heard']);
});

test('a first line that is cut off is told of with its place, and the others are read', async () => {
  const cut = good.slice(20);
  for (const form of ['ndjson', undefined] as const) {
    expect((await read(['', cut, good], form)).kinds).toEqual(['2 odd', '3 heard']);
  }
});

test('a document that is cut off is no log, and it is said where', async () => {
  const pretty = JSON.stringify({ log: { entries: [{ time: 1 }] } }, null, 2).split('\n');
  const broken = pretty.toSpliced(4, 0, '    }');
  await expect(read(broken, 'har')).rejects.toThrow(
    'log: it is neither lines of a known form nor JSON, which is broken at line 6, column 9',
  );
});

test('of a log in a form that is said is known what it never has', async () => {
  const { forms } = await read(['what a night'], 'access-log');
  expect(forms).toEqual(['access-log']);
});

test.each([
  ['beyond all dates', 1e300],
  ['so late that nothing can come after it', 8.64e15],
  ['so early that nothing can be before it', -8.64e15],
  ['a long text', 'x'.repeat(100_000)],
])('a time that is %s is none', async (_what, when) => {
  const { found } = await read([good, told('CallSid=C', when), good]);
  expect(found.map(({ kind }) => kind)).toEqual(['heard', 'odd', 'heard']);
  const [, odd] = found;
  expect(odd && 'says' in odd && odd.says).toMatch(/^at is .{1,70}; expected a date of ISO 8601/);
});

test('what is no base64, or no command of a machine, is told of with its place', async () => {
  const stream = (responseBody: string, requestDuration: unknown) =>
    JSON.stringify({
      specversion: '1.0',
      data: {
        timestamp: at,
        request: { url: 'https://app.example/told', parameters: { CallSid: 'C' } },
        response: { responseBody, requestDuration },
      },
    });
  const streams = await read([stream('%', 0), stream('', 1e300)]);
  expect(streams.found).toMatchObject([{ kind: 'odd' }, { kind: 'heard', at: Date.parse(at) }]);
  const step = (machine: string, event: object) =>
    JSON.stringify({ kind: 'step', at, machine, sid: 'x', isFirst: true, event });
  const steps = [
    step('lamp', { type: 'call.hangUp' }),
    step('recording', { type: 'call.hangUp' }),
    step('call', { type: 'call.dialOut', recording: 7 }),
    step('call', { type: 'call.hangUp' }),
  ];
  expect((await read(steps)).kinds).toEqual(['1 odd', '2 odd', '3 odd', '4 commanded']);
});

test('lists in lists, however deep, are told of and no more', async () => {
  const deep = `${'['.repeat(50_000)}${']'.repeat(50_000)}`;
  expect((await read([good, deep])).kinds).toEqual(['1 heard', '2 odd']);
});

async function countedOf(sid: string) {
  const asks = told(`CallSid=${sid}&CallStatus=ringing`);
  const ends = told(`CallSid=${sid}&CallStatus=completed&CallbackSource=call-progress-events`);
  const sent = {
    url: 'https://api.telnyx.com/v2/texml/Accounts/A/Calls',
    body: 'To=%2B1&From=%2B2&ApplicationSid=1&Texml=%3CResponse%2F%3E',
  };
  const answered = { status: 200, body: JSON.stringify({ sid }) };
  const begun = JSON.stringify({ at, sent, answered });
  return [(await checked([asks, ends])).at(-1), (await checked([begun, ends])).at(-1)];
}
test.each(['__proto__', 'constructor', 'toString'])('%s is a sid like any other', async (sid) => {
  expect(await countedOf(sid)).toEqual(await countedOf('C'));
});

test('nothing of a log is a command to the terminal', async () => {
  const of = 'CallSid=C&RecordingSid=R%1b%5b31m%0aX%e2%80%ae&RecordingStatus=';
  const [session] = await checked([told(`${of}absent`), told(`${of}completed`)]);
  const says = checkText(session as CheckSays, { paint: (_, text) => text, all: true });
  expect(says).toContain('R\u{fffd}[31m\u{fffd}X\u{fffd}');
  expect(says.replaceAll('\n', '')).not.toMatch(/\p{Cc}|\p{Cf}/u);
});

test('two calls that were given documents as text each have their own', async () => {
  const room =
    '<Response><Dial><Conference statusCallback="https://a.example/" statusCallbackEvent="start join">room</Conference></Dial></Response>';
  const timed = (seconds: number) => new Date(Date.parse(at) + seconds * 1_000).toISOString();
  const begun = (seconds: number, sid: string) => {
    const more = { ApplicationSid: '1', StatusCallback: 'https://a.example/', Texml: room };
    const body = new URLSearchParams({ To: '+13125550100', From: '+13125550101', ...more });
    const url = 'https://api.telnyx.com/v2/texml/Accounts/A/Calls';
    const answered = { status: 200, body: JSON.stringify({ sid }) };
    return JSON.stringify({ at: timed(seconds), sent: { url, body: body.toString() }, answered });
  };
  const answers = (seconds: number, sid: string) =>
    told(
      `CallSid=${sid}&CallStatus=in-progress&CallbackSource=call-progress-events`,
      timed(seconds),
    );
  const joins = (seconds: number, sid: string) =>
    told(
      `ConferenceSid=F&FriendlyName=room&StatusCallbackEvent=participant-join&CallSid=${sid}`,
      timed(seconds),
    );
  const log = [begun(0, 'C'), begun(1, 'D'), answers(4, 'C'), joins(5, 'C'), answers(6, 'D')];
  const says = await checked([...log, joins(7, 'D')]);
  expect(says.at(-1)).toMatchObject({ summary: { sessions: 1, explained: 1, explainedIf: 0 } });
});
