/** Whatever the policy of an account, the server answers each request with the object it means. */
import { describe, expect, test } from 'vitest';
import { type Policy, policies, policySets } from '../../machines/index.ts';
import { route } from '../../src/wire/index.ts';
import { requestNames } from '../wire/named.ts';
import {
  ApplicationSid,
  aCall,
  account_sid,
  api,
  type Errors,
  From,
  handled,
  To,
} from './handled.ts';

const hourMs = 3_600_000;
/** Both sets, and each question answered otherwise than Telnyx does. */
const otherwise = Object.entries(policies).map(
  ([
    id,
    {
      options: { shape },
      telnyx,
    },
  ]): Policy => {
    const answers =
      shape.kind === 'choice' ? shape.of : [Number(telnyx) + (id.endsWith('-ms') ? hourMs : 1)];
    return { [id]: answers.find((answer) => answer !== telnyx) };
  },
);
const everyPolicy = [...policySets, ...otherwise];

/** What a policy changes in the story below. */
interface Changes {
  /** Whether a second request is answered with the recording of the first. */
  readonly isContent?: true;
  readonly absentDeleted?: string;
  readonly roomStopped?: string;
}
const usual = { absentDeleted: '204', roomStopped: '422 10027' };
const changes: Readonly<Record<string, Changes>> = {
  '"twilio"': { isContent: true, absentDeleted: '422 10027' },
  '{"second-request":"unchanged"}': { isContent: true },
  '{"absent-deletion":"refused"}': { absentDeleted: '422 10027' },
  '{"conference-recording-stop":"allowed"}': { roomStopped: '200' },
};

type Shown = { readonly sid: string; readonly call_sid: string; readonly conference_sid: string };

/** A server, and what was asked of it. */
async function served(policy: Policy) {
  const sandbox = await handled({ settings: { policy, media: { file: 'empty' } } });
  const meant = new Set<string>();
  const read = async (path: string) => {
    const { status, body } = await sandbox.ask<Shown>('GET', `${api}${path}`);
    expect([path, status]).toEqual([path, 200]);
    return body;
  };
  return {
    ...sandbox,
    meant,
    read,
    /** Asks; gives the answer in short, and what it shows. */
    async request(
      method: 'POST' | 'DELETE',
      path: string,
      form: Readonly<Record<string, string>> = {},
    ) {
      const whole = path.startsWith('/v2') ? path : `${api}${path}`;
      const found = route(method, whole.slice('/v2'.length));
      if (found) meant.add(found.operation);
      const sent = method === 'POST' ? { form } : {};
      const { status, body } = await sandbox.ask<Shown & Errors>(method, whole, sent);
      const said = body?.errors ? `${status} ${body.errors[0]?.code}` : `${status}`;
      return { said, shown: body };
    },
  };
}

describe('Under the policy', () => {
  test.each(everyPolicy.map((policy) => [JSON.stringify(policy), policy] as const))(
    '%s',
    async (name, policy) => {
      const { isContent, absentDeleted, roomStopped } = { ...usual, ...changes[name] };
      await using server = await served(policy);
      const { request, read, pass, meant } = server;
      const call = await aCall(server);
      const onCall = `/Calls/${call}`;

      const numbers = { To: '+12025550101', From: '+12025550199' };
      expect((await request('POST', '/v2/texml/calls/1', numbers)).said).toBe('200');
      const assisted = { ...numbers, AIAssistantId: 'a' };
      expect((await request('POST', '/v2/texml/ai_calls/1', assisted)).said).toBe('200');
      const first = await request('POST', `${onCall}/Recordings.json`);
      const second = await request('POST', `${onCall}/Recordings.json`);
      expect([first.said, second.said]).toEqual(['200', '200']);
      expect(second.shown.sid === first.shown.sid).toBe(isContent === true);
      for (const { shown } of [first, second])
        expect((await read(`/Recordings/${shown.sid}.json`)).sid).toBe(shown.sid);
      const { sid } = first.shown;
      await pass('5s');
      for (const Status of ['paused', 'paused', 'in-progress', 'stopped']) {
        const { said, shown } = await request('POST', `${onCall}/Recordings/${sid}.json`, {
          Status,
        });
        expect([Status, said, shown.sid]).toEqual([Status, '200', sid]);
        await pass('5s');
      }
      expect((await request('DELETE', `/Recordings/${sid}.json`)).said).toBe(absentDeleted);

      for (const [kind, form] of [
        ['Streams', { Url: 'wss://example.com' }],
        ['Siprec', {}],
      ] as const) {
        const { said, shown } = await request('POST', `${onCall}/${kind}.json`, form);
        const stop = await request('POST', `${onCall}/${kind}/${shown.sid}.json`, {
          Status: 'stopped',
        });
        expect([kind, said, stop.said, stop.shown.sid]).toEqual([kind, '200', '200', shown.sid]);
      }

      const room = await dialled(server);
      const leg = `/Conferences/${room.conference_sid}/Participants/${room.call_sid}`;
      expect((await request('POST', leg, { Muted: 'true' })).shown.call_sid).toBe(room.call_sid);
      const recorded = `/Conferences/${room.conference_sid}/Recordings.json`;
      const { recordings } = (await read(recorded)) as unknown as { recordings: Shown[] };
      const [of] = recordings;
      if (recordings.length !== 1 || !of) throw new Error('the room is not recorded');
      const stopped = { Status: 'stopped' };
      const stop = await request(
        'POST',
        `/Calls/${of.call_sid}/Recordings/${of.sid}.json`,
        stopped,
      );
      expect(stop.said).toBe(roomStopped);
      expect((await request('DELETE', leg)).said).toBe('204');
      expect((await request('DELETE', leg)).said).toBe('404 10005');
      const completed = { Status: 'completed' };
      const end = await request('POST', `/Conferences/${room.conference_sid}`, completed);
      expect([end.said, end.shown.sid]).toEqual(['200', room.conference_sid]);
      expect((await request('POST', leg, { Muted: 'true' })).said).toBe('404 10005');
      expect((await request('DELETE', '/Transcriptions/none.json')).said).toBe('404 10005');
      const over = await request('POST', onCall, completed);
      expect([over.said, over.shown.sid]).toEqual(['200', call]);

      expect([...meant, 'initiateCall'].sort()).toEqual([...requestNames].sort());
      const { rows, machines } = server.worlds.find(account_sid)?.host ?? { rows: new Map() };
      const unmade = [...rows].filter(([made, row]) => !machines?.find(row.machine, made));
      expect(unmade).toEqual([]);
    },
  );
});

/** Two are dialled into a room, which is recorded for the first. */
async function dialled({
  request,
  read,
  pass,
}: Awaited<ReturnType<typeof served>>): Promise<Shown> {
  const form = { To, From, ApplicationSid };
  const first = await request('POST', '/Conferences/room/Participants', {
    ...form,
    ConferenceRecord: 'true',
  });
  const second = await request('POST', '/Conferences/room/Participants', form);
  for (const { said, shown } of [first, second]) {
    expect(said).toBe('200');
    const { conference_sid, call_sid } = shown;
    const path = `/Conferences/${conference_sid}/Participants/${call_sid}.json`;
    expect((await read(path)).call_sid).toBe(call_sid);
  }
  expect(second.shown.conference_sid).toBe(first.shown.conference_sid);
  await pass('5s');
  return first.shown;
}
