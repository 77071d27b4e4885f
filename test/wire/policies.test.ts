/** Under every policy, at every moment, a request is answered with the object that it means. */
import { describe, expect, test } from 'vitest';
import { type Policy, policies, policySets } from '../../machines/index.ts';
import type { Shape } from '../../machines/words/shape.ts';

import type { ReadName, Reply, RequestName } from '../../src/wire/index.ts';
import { expectSame } from '../house/same.ts';
import { moments, requests } from './moments.ts';
import { Customer, SharedHost } from './shared.ts';

/** Each named set, and each answer to each question; of a figure the least and two more. */
const answers = (shape: Shape, telnyx: string | number): readonly unknown[] => {
  if (shape.kind === 'choice') return shape.of;
  return shape.kind === 'whole'
    ? [...new Set([shape.least, telnyx, Number(telnyx) + 1])]
    : [telnyx];
};
const everyPolicy: readonly Policy[] = [
  ...policySets,
  ...Object.entries(policies).flatMap(([id, { options, telnyx }]) =>
    answers(options.shape, telnyx).map((answer): Policy => ({ [id]: answer })),
  ),
];

const nameOf = (policy: Policy) => JSON.stringify(policy);

function at(moment: string, policy: Policy): Customer {
  const customer = new Customer(new SharedHost(), 'a', policy);
  for (const [i, deed] of (moments[moment] ?? []).entries()) customer.do(deed, (i + 1) * 1_000);
  return customer;
}
const now = 60_000;

/** What an answer says, in short: `200 a-recording-1`, `422 90034`. */
function said(reply: Reply): string {
  const { status } = reply;
  if (status === 200 || status === 204) return `${status} ${sidIn(reply.body)}`.trim();
  return `${status} ${reply.body.errors[0]?.code}`;
}
/** The sid of what a body shows. */
function sidIn(body: object = {}): string {
  const { sid, call_sid } = body as { readonly sid?: string; readonly call_sid?: string };
  return sid ?? call_sid ?? '';
}

interface Asking {
  readonly moment: string;
  readonly request: (typeof requests)[number];
}
/** Everything that can be asked at every moment. */
const everything: readonly Asking[] = Object.keys(moments).flatMap((moment) =>
  requests.map((request) => ({ moment, request })),
);
/** Asks each in the same world, as it is at its moment; gives what it was before, and is then. */
function* asked(policy: Policy) {
  const worlds = new Map(Object.keys(moments).map((moment) => [moment, at(moment, policy)]));
  for (const { moment, request } of everything) {
    const before = worlds.get(moment) as Customer;
    const customer = before.fork();
    const [name, operation, body, where] = request;
    const { answer, told } = customer.ask(operation, where, body, now);
    yield { what: `${name}, ${moment}`, name, moment, operation, before, customer, answer, told };
  }
}

/** How what an answer shows is read. */
const readOf: Readonly<Partial<Record<RequestName, ReadName>>> = {
  initiateCall: 'fetchCall',
  updateCall: 'fetchCall',
  startRecording: 'fetchRecording',
  updateRecording: 'fetchRecording',
  updateConference: 'fetchConference',
  dialParticipant: 'fetchParticipant',
  updateParticipant: 'fetchParticipant',
};
/** The same object, read. */
function readAgain(customer: Customer, operation: RequestName, body: object): Reply | undefined {
  const sid = sidIn(body);
  const { conference_sid = sid } = body as { readonly conference_sid?: string };
  const path = {
    call_sid: sid,
    recording_sid: sid,
    conference_sid,
    call_sid_or_participant_label: sid,
  };
  const read = readOf[operation];
  return read && customer.read(read, path);
}

/** New rows of what neither is there nor is waited for by anything that is. */
function leftBehind({ holdings: { machines, rows } }: Customer, before: Customer): string[] {
  const old = new Map(before.holdings.rows);
  const added = rows.map(([sid]) => sid).filter((sid) => !old.has(sid));
  if (added.length === 0) return [];
  const known = JSON.stringify([machines, [...old]]);
  return added.filter((sid) => !known.includes(`"${sid}"`));
}

/** What every request was answered, in short, by policy: each policy is asked once, for both tests. */
const known = new Map<string, ReadonlyMap<string, string>>();
function answersUnder(policy: Policy): ReadonlyMap<string, string> {
  const found = known.get(nameOf(policy));
  if (found) return found;
  const all = new Map<string, string>();
  for (const { what, answer } of asked(policy)) all.set(what, said(answer));
  known.set(nameOf(policy), all);
  return all;
}

describe('Under the policy', () => {
  test.each(everyPolicy.map((policy) => [nameOf(policy), policy] as const))(
    '%s an answer shows what is there, and what is not accepted changes nothing',
    (name, policy) => {
      const all = new Map<string, string>();
      for (const { what, answer, told, operation, before, customer } of asked(policy)) {
        all.set(what, said(answer));
        const isError = answer.status >= 400;
        const isMeant = told ? told.verdict.verdict !== 'refused' : !isError;
        expectSame(isError, !isMeant, what);
        if (!isError && answer.body) {
          const reading = readAgain(customer, operation, answer.body);
          if (reading?.status !== 200) throw new Error(`${what}: it cannot be read`);
          expectSame(sidIn(reading.body), sidIn(answer.body), what);
        }
        if (told ? told.verdict.verdict !== 'accepted' : isError)
          expectSame(customer.holdings, before.holdings, what);
        expectSame(leftBehind(customer, before), [], what);
      }
      known.set(name, all);
    },
  );
});

/** The answers that a policy changes, by request and answer: at which moments. */
function changed(policy: Policy): Record<string, string> {
  const usual = answersUnder('telnyx');
  const answers = answersUnder(policy);
  const moments: Record<string, string> = {};
  for (const { moment, request } of everything) {
    const [name] = request;
    const what = `${name}, ${moment}`;
    const answer = answers.get(what);
    if (answer === usual.get(what)) continue;
    const key = `${name}: ${answer}`;
    moments[key] = moments[key] === undefined ? moment : `${moments[key]}; ${moment}`;
  }
  return moments;
}

/** What REST starts on a line that is recorded by request; the same one, if it is content with it. */
const contentWithOne = {
  'record it: 200 a-recording-1':
    'by request and in the background; starting; capturing; pausing; paused; resuming; stopping',
  'record it: 200 a-recording-2': 'by request after the background',
  'record the leg: 200 a-recording-1': 'leg recorded',
};
const absentStays = { 'delete: 422 10027': 'absent; absent, call over' };
/** The conference of one caller has not started, so that nothing records it. */
const alone = 'in a room; room capturing; room paused; room over, stopping';
const startsWithTwo = {
  'paused: 404 10005': alone,
  'in-progress: 404 10005': alone,
  'stopped: 404 10005': alone,
  'delete: 404 10005': alone,
};
/** Where nothing waits for the answer of the media server. */
const early = (...more: string[]) => ({
  'in-progress: 422 10027': 'pausing',
  'paused: 422 10027': 'resuming',
  'paused: 422 90020': [
    ...['in <Record>', 'in <Dial>', 'in the background', 'by request and in the background'],
    ...['by request after the background', 'starting', ...more],
  ].join('; '),
});
const changes: readonly (readonly [Policy, object])[] = [
  ['twilio', { ...contentWithOne, ...absentStays, ...startsWithTwo, ...early() }],
  [{ 'early-update': 'refused' }, early('in a room')],
  [{ 'second-request': 'unchanged' }, contentWithOne],
  [{ 'absent-deletion': 'refused' }, absentStays],
  [{ 'conference-quorum': 2 }, startsWithTwo],
  [{ 'conference-recording-stop': 'allowed' }, { 'stopped: 200 a-recording-1': alone }],
];
describe('A policy changes these answers, and no others:', () => {
  const table = new Map(changes.map(([policy, answers]) => [nameOf(policy), answers]));
  test.each(everyPolicy.map((policy) => [nameOf(policy), policy] as const))(
    '%s',
    (name, policy) => {
      expect(changed(policy)).toEqual(table.get(name) ?? {});
    },
  );
});

test('of two requests that are asked at once, the second is answered with what the first made', () => {
  const customer = at('call answered', 'twilio');
  const path = { call_sid: 'a-call-1' };
  const [first, second] = [1, 2].map(() => customer.heard('startRecording', path, {}));
  if (!first || !second || 'status' in first || 'status' in second) throw new Error('refused');
  customer.taken(first.asked, now);
  const told = customer.taken(second.asked, now);
  if (!told) throw new Error('nothing was asked');
  expect(said(second.answer(told.verdict))).toBe('200 a-recording-1');
});

test('a recording that ends while its second request is answered is shown all the same', () => {
  const customer = at('capturing', 'twilio');
  const heard = customer.heard('startRecording', { call_sid: 'a-call-1' }, {});
  if ('status' in heard) throw new Error('refused');
  const told = customer.taken(heard.asked, now);
  if (!told) throw new Error('nothing was asked');
  customer.do({ hears: { type: 'media.stopped' }, machine: 'recording', figure: 1 }, now);
  expect(said(heard.answer(told.verdict))).toBe('200 a-recording-1');
});
