/** `serve`, as whoever embeds the model uses it: a switchboard, rows beside it, and nothing else. */
import { describe, expect, test } from 'vitest';
import type { AnyEvent, Effect, MachineName, Verdict } from '../../machines/index.ts';
import { Switchboard } from '../../src/engine/index.ts';
import {
  type Asked,
  directoryOf,
  type InstructionSource,
  type Mint,
  type NewRow,
  type Reply,
  type RestHost,
  type Row,
  readTexml,
  serve,
  surroundingsOf,
  translate,
} from '../../src/wire/index.ts';

const accountSid = 'me';
const accepted: Verdict = { verdict: 'accepted' };

/** All that an embedder needs to answer requests; one event a second. */
class Embedded {
  readonly machines = new Switchboard();
  readonly rows = new Map<string, Row>();
  readonly documents = new Map<string, InstructionSource>();
  readonly directory = directoryOf(this, accountSid);
  readonly effects: Effect[] = [];
  #at = 0;
  #made = 0;

  readonly mint: Mint = (what) => `${what}-${++this.#made}`;
  readonly mediaUrl = (sid: string) => `https://files.example/${sid}`;
  readonly take = ({ to, command, rows, instructions }: Asked): Verdict => {
    if (!command) return this.#keep(rows);
    const { verdict } = this.deliver(to.machine, to.sid, command);
    if (verdict.verdict !== 'accepted') return verdict;
    if (instructions) this.documents.set(to.sid, instructions);
    return this.#keep(rows);
  };

  /** Gives a machine an event now. */
  deliver(machine: MachineName, sid: string, event: object) {
    this.#at += 1_000;
    const told = this.machines.deliver({ machine, sid }, { ...event, at: this.#at } as AnyEvent);
    this.effects.push(...told.effects);
    return told;
  }
  /** Asks; the paths are those below the account. */
  ask(method: string, path: string, body: object = {}): Reply {
    return serve({ method, path: `/texml/Accounts/${accountSid}${path}`, body }, this);
  }
  /** Runs the first verb of the document that a call was given. */
  run(callSid: string) {
    const [verb] = readTexml(this.documents.get(callSid)?.texml ?? '').instructions;
    const { mint, directory } = this;
    const around = surroundingsOf(directory, { callSid, mint, documentUrl: undefined });
    const asked = verb && translate(verb, around);
    if (!asked || 'host' in asked) throw new Error('nothing to run');
    this.take({ ...asked, warnings: [] });
  }
  #keep(rows: readonly NewRow[]): Verdict {
    for (const { sid, row } of rows) this.rows.set(sid, row);
    return accepted;
  }
}

const numbers = { To: '+15550001', From: '+15550000', ApplicationSid: 'app' };
type Said = Readonly<Record<string, string>>;
/** The body of a success. */
function shown(reply: Reply): Said {
  if (reply.status !== 200) throw new Error(`status ${reply.status}`);
  return reply.body as Said;
}
function called(host: Embedded, more: object = {}): string {
  const { call_sid = '' } = shown(host.ask('POST', '/Calls', { ...numbers, ...more }));
  host.deliver('call', call_sid, { type: 'call.answered' });
  return call_sid;
}
const running = (verb: string) => (host: Embedded) => {
  host.run(called(host, { Texml: `<Response>${verb}</Response>` }));
  for (const { sid } of host.machines.all('dialLeg'))
    host.deliver('dialLeg', sid, { type: 'call.answered' });
};

describe('A switchboard and rows are enough to answer the requests of the creation path', () => {
  const paths: readonly (readonly [string, string, (host: Embedded) => unknown])[] = [
    ['outbound-call', 'OutboundAPI', (host) => called(host, { Record: true })],
    ['record-verb', 'RecordVerb', running('<Record/>')],
    ['dial-verb', 'DialVerb', running('<Dial record="record-from-answer">+15550002</Dial>')],
    [
      'conference-verb',
      'Conference',
      running('<Dial><Conference record="record-from-start">room</Conference></Dial>'),
    ],
    [
      'call-request',
      'StartCallRecordingAPI',
      (host) => host.ask('POST', `/Calls/${called(host)}/Recordings.json`),
    ],
    [
      'participant-request',
      'StartConferenceRecordingAPI OutboundAPI',
      (host) => {
        const said = { ...numbers, Record: true, ConferenceRecord: true };
        const { call_sid = '' } = shown(host.ask('POST', '/Conferences/room/Participants', said));
        host.deliver('dialLeg', call_sid, { type: 'call.answered' });
      },
    ],
  ];
  test.each(paths)('%s: %s', (_, sources, begin) => {
    const host = new Embedded();
    begin(host);
    const { recordings } = shown(host.ask('GET', '/Recordings.json')) as unknown as {
      recordings: Said[];
    };
    expect(recordings.map(({ source }) => source).sort()).toEqual(sources.split(' ').sort());
    for (const { sid = '', call_sid } of recordings) {
      host.deliver('recording', sid, { type: 'media.started', order: 1 });
      const paused = host.ask('POST', `/Calls/${call_sid}/Recordings/${sid}.json`, {
        Status: 'paused',
      });
      expect(paused).toMatchObject({ status: 200, body: { sid }, warnings: [], sid });
      expect(host.effects.at(-1)).toMatchObject({ sid });
      expect(shown(host.ask('GET', `/Recordings/${sid}.json`))).toMatchObject({ sid });
    }
  });
});

describe('What is not in order', () => {
  const host: RestHost<Verdict> = Object.assign(new Embedded(), {
    take: () => {
      throw new Error('it was taken');
    },
  });
  const asked = (method: string, path: string, body?: unknown) =>
    serve({ method, path: `/texml/Accounts/${path}`, body }, host);

  test.each([
    ['POST', 'me/Nothing', 404, '10005'],
    ['POST', 'me/Calls/%E0', 404, '10005'],
    ['GET', 'me/Calls/nobody', 404, '10005'],
    ['POST', 'me/Calls/nobody', 404, '10005'],
    ['POST', 'other/Calls', 404, '10005'],
    ['PUT', 'me/Calls', 405, '10015'],
    ['POST', 'me/Calls', 422, '10004'],
    ['GET', 'me/Calls?', 404, '10005'],
  ])('%s %s is answered %i %s, and nothing is taken', (method, path, status, code) => {
    const reply = asked(method, path, {});
    const { errors } = reply.body as { errors: { code: string }[] };
    expect([reply.status, reply.warnings]).toEqual([status, []]);
    expect([...new Set(errors.map((one) => one.code))]).toEqual([code]);
  });
  test('names the methods that there are', () => {
    expect(asked('PUT', 'me/Calls')).toMatchObject({ allow: ['GET', 'POST'] });
    expect(asked('HEAD', 'me/Conferences/a/Participants/b')).not.toHaveProperty('allow');
    expect(asked('PATCH', 'me/Recordings/a.json')).toMatchObject({ allow: ['GET', 'DELETE'] });
  });
  test('names every wrong parameter, of a body or a query', () => {
    const pointers = (reply: Reply) =>
      (reply.body as { errors: { source: { pointer: string } }[] }).errors.map(
        ({ source }) => source.pointer,
      );
    expect(pointers(asked('POST', 'me/Calls', { To: 5, From: '+15550000' }))).toEqual([
      '/To',
      '/ApplicationSid',
    ]);
    const path = '/texml/Accounts/me/Calls';
    expect(pointers(serve({ method: 'GET', path, query: '?Page=x&PageSize=y' }, host))).toEqual([
      '/Page',
      '/PageSize',
    ]);
  });
});

test('what a host has kept no row of is not found, though its machine took the request', () => {
  const host = new Embedded();
  const path = `/texml/Accounts/me/Calls/${called(host)}/Recordings.json`;
  const { take } = host;
  const forgetful = (asked: Asked) => take({ ...asked, rows: [] });
  const reply = serve({ method: 'POST', path }, Object.assign(host, { take: forgetful }));
  expect(reply).toMatchObject({ status: 404, body: { errors: [{ code: '10005' }] } });
});

test('what was said in vain is told with the answer, of a request and of a read', () => {
  const host = new Embedded();
  const said = { ...numbers, record: 'true', Url: 'https://app.example', Texml: '<Response/>' };
  expect(host.ask('POST', '/Calls', said).warnings.map(({ parameter }) => parameter)).toEqual([
    'record',
    'Url',
  ]);
  const read = { method: 'GET', path: '/texml/Accounts/me/Calls', query: 'to=1' };
  expect(serve(read, host).warnings).toMatchObject([{ parameter: 'to' }]);
});

test('a host that takes its time is promised the answers of one that does not', async () => {
  const atOnce = new Embedded();
  const embedded = new Embedded();
  const { directory, mint, mediaUrl, take } = embedded;
  const later: RestHost<Promise<Verdict>> = {
    directory,
    mint,
    mediaUrl,
    take: (asked) => Promise.resolve().then(() => take(asked)),
  };
  const requests = [
    ['POST', '/Calls', numbers],
    ['POST', '/Calls/call-1/Recordings.json', {}],
    ['POST', '/Conferences/room/Participants', numbers],
    ['POST', '/Conferences/room', { Status: 'completed' }],
    ['POST', '/Conferences/room/Participants', { To: 'nobody' }],
    ['GET', '/Calls', undefined],
    ['DELETE', '/Recordings/nothing.json', undefined],
  ] as const;
  for (const [method, path, body] of requests) {
    const request = { method, path: `/texml/Accounts/me${path}`, body };
    expect(await serve(request, later)).toEqual(serve(request, atOnce));
  }
  expect([...embedded.rows]).toEqual([...atOnce.rows]);
  expect(embedded.rows.size).toBe(3);
});

test('a request whose path has come to mean something else is understood anew', async () => {
  const { directory, mint, mediaUrl, take, rows, machines } = new Embedded();
  const seen: [string, boolean][] = [];
  const dial = {
    method: 'POST',
    path: '/texml/Accounts/me/Conferences/room/Participants',
    body: numbers,
  };
  const host: RestHost<Promise<Verdict>> = {
    directory,
    mint,
    mediaUrl,
    take: (asked, isStill) => {
      // Meanwhile somebody else is dialled into a room of this name.
      if (seen.length === 0) serve(dial, { directory, mint, mediaUrl, take });
      seen.push([asked.to.sid, isStill()]);
      return Promise.resolve(isStill() ? take(asked) : { verdict: 'ignored' });
    },
  };
  const reply = await serve(dial, host);
  const [room, ...others] = machines.all('conference');
  expect(others).toEqual([]);
  expect(reply).toMatchObject({ status: 200, sid: room?.sid, body: { conference_sid: room?.sid } });
  expect(seen).toEqual([
    [expect.not.stringMatching(`^${room?.sid}$`), false],
    [room?.sid, true],
  ]);
  expect(room?.context.arriving).toHaveLength(2);
  expect(rows.size).toBe(3);
});

test('a leg that is not answered, or is over, refuses a document in the words of a call', () => {
  const host = new Embedded();
  const call = shown(host.ask('POST', '/Calls', numbers)).call_sid ?? '';
  const leg = shown(host.ask('POST', '/Conferences/room/Participants', numbers)).call_sid ?? '';
  const refused = (sid: string) => {
    const { status, body } = host.ask('POST', `/Calls/${sid}`, { Texml: '<Response/>' });
    return { status, body };
  };
  const both = (type: string) => {
    host.deliver('call', call, { type });
    host.deliver('dialLeg', leg, { type });
  };
  for (const type of ['call.rang', 'call.failed']) {
    both(type);
    expect(refused(call)).toMatchObject({ status: 422 });
    expect(refused(leg), type).toEqual(refused(call));
  }
});
