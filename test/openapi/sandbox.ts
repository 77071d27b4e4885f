/** A sandbox in a process of its own as a target, with calls, conferences and recordings in all states. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { seeded } from '../bench/measure.ts';
import { sandbox } from '../load/server.ts';
import { ApplicationSid, creations, From, To } from '../sandbox/creation.ts';
import { type Asking, account_sid, asking } from '../sandbox/served.ts';
import type { Target } from './fuzzing.ts';
import type { Place } from './requests.ts';

/** After so many requests the state is taken away and brought back, and all begins anew. */
const renewedAfter = 400;
/** After so many requests time passes. */
const movedAfter = 10;
const documents = [
  '<Response><Pause length="100"/></Response>',
  '<Response><Record maxLength="30" playBeep="false"/></Response>',
  '<Response><Dial record="record-from-answer"><Number>+12025550101</Number></Dial></Response>',
  '<Response><Dial><Conference record="record-from-start">room</Conference></Dial></Response>',
  '<Response><Start><Recording/></Start><Gather numDigits="1"/></Response>',
  '<Response><Say>Hello</Say><Hangup/></Response>',
  '<Response><Dial',
  '',
];

/** Few: an account is made by whoever names it rightly. */
const wrongAccounts = ['another', '', '.', '..', 'a/b', 'ä', '%', ' ', '\u0000', 'a'.repeat(65)];

/** Starts one; it is stopped at the end. */
export async function sandboxTarget(seed: number) {
  const pick = seeded(seed);
  const oneOf = <T>(list: readonly T[]) => list[pick(list.length)] as T;
  const customer = createServer((request, response) => {
    request.resume();
    response.setHeader('content-type', 'text/xml');
    response.end(oneOf(documents));
  });
  await new Promise<void>((resolve) => customer.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(customer.address() as AddressInfo).port}/`;
  const server = await sandbox('--memory').catch((error) => {
    customer.close();
    throw error;
  });
  const asked = asking(server.url);
  let places: readonly Place[] = [];
  const target: Target = {
    url: server.url,
    headers: [['authorization', 'Bearer any']],
    needed: ['To', 'From', 'ApplicationSid'],
    hints: hintsWith(url),
    wrongParts: (part) => (part === 'account_sid' ? wrongAccounts : undefined),
    there: (parts) => places.filter((one) => parts.every((part) => part in one)),
    tend: async (requests) => {
      if (requests % renewedAfter === 0) {
        if (requests > 0) await carriedOver(asked);
        await peopled(asked, url);
      } else if (requests % movedAfter === 0) await asked.pass(oneOf(['1s', '3s', '15s', '100ms']));
      else return;
      places = await placesIn(asked);
    },
  };
  return {
    target,
    /** It still answers, and its state can be taken away and brought back. */
    isWell: () => carriedOver(asked),
    printed: server.printed,
    [Symbol.asyncDispose]: async () => {
      await server.stop();
      customer.closeAllConnections();
      customer.close();
    },
  };
}

const hintsWith = (url: string) => {
  const hinted: Readonly<Record<string, readonly string[]>> = {
    To: ['+12025550101', '+12025550100', '+12025550103', '+12025550111', To, 'sip:a@b.example'],
    From: [From],
    ApplicationSid: [ApplicationSid, 'other'],
    Texml: documents,
    Status: ['completed', 'completed', 'canceled'],
    PageToken: ['1', 'none'],
  };
  // Nothing is sent to another machine.
  const isUrl = (name: string) => /(url|callback)$/i.test(name);
  return (name: string) => (isUrl(name) ? [url, 'http://127.0.0.1:9/'] : hinted[name]);
};

/** Begins anew: all six ways in which a recording begins, in several states, and time stands still. */
async function peopled(asked: Asking, url: string) {
  await asked.control('POST', '/reset');
  await asked.freeze();
  await asked.control('PUT', '/settings', { callbacks: { attempts: 1, timeout: '1s' } });
  for (const update of ['paused', 'stopped', undefined] as const) {
    for (const { begin } of Object.values(creations)) await begin(asked, url);
    await asked.pass('5s');
    if (update === undefined) continue;
    for (const { sid = '', call_sid = '' } of await asked.listed()) {
      const said = { account_sid, call_sid, Status: update };
      await asked.calls.recordings.recordingSidJson(sid, said).catch(() => undefined);
    }
  }
}

interface Machine {
  readonly machine: string;
  readonly sid: string;
  readonly callSid?: string;
  readonly conferenceSid?: string;
}
/** All that can be asked about, and the same recording by its call as by its conference. */
async function placesIn(asked: Asking): Promise<Place[]> {
  const lists = await asked.control<Readonly<Record<string, readonly Machine[]>>>(
    'GET',
    '/machines',
  );
  const all = Object.values(lists).flat();
  const places = all.map(({ machine, sid, callSid: call_sid = '', conferenceSid }) => {
    if (machine === 'recording') {
      const conference = conferenceSid === undefined ? {} : { conference_sid: conferenceSid };
      return { account_sid, recording_sid: sid, call_sid, ...conference };
    }
    return { account_sid, [machine === 'conference' ? 'conference_sid' : 'call_sid']: sid };
  });
  for (const conference_sid of ['room', ...sidsOf(all)]) {
    const said = { account_sid };
    const { participants = [] } = await asked.conferences.participants
      .retrieveParticipants(conference_sid, said)
      .catch(() => ({ participants: [] }));
    for (const { call_sid: call_sid_or_participant_label = '' } of participants)
      places.push({ account_sid, conference_sid, call_sid_or_participant_label });
  }
  return places;
}
const sidsOf = (all: readonly Machine[]) =>
  all.flatMap(({ machine, sid }) => (machine === 'conference' ? [sid] : []));

/** Takes the state away, brings it back, and finds everything as it was. */
async function carriedOver(asked: Asking) {
  const before = await listed(asked);
  const dump = await asked.control('GET', '/dump');
  await asked.control('PUT', '/dump', dump);
  const after = await listed(asked);
  if (JSON.stringify(before) === JSON.stringify(after)) return;
  throw new Error('The state that was taken away and brought back is another one.');
}
async function listed({ client, listed: recordings }: Asking) {
  const { accounts } = client.texml;
  const { calls = [] } = await accounts.calls.retrieveCalls(account_sid, { PageSize: 1_000 });
  const { conferences = [] } = await accounts.conferences.retrieveConferences(account_sid);
  return { calls, conferences, recordings: await recordings() };
}
