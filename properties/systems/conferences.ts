/** Systems of a conference: who comes, who goes, who is recorded, and who comes too late. */
import type { System } from '../generators/system.ts';
import { conference, control, exists, isAnswered, leg, redirect, verbOffer } from './offers.ts';

const join = (sid: string, stay: string, more: object = {}) =>
  verbOffer({ type: 'call.joinConference', conferenceSid: 'f', stay, ...more }, sid);
const caller = (sid: string) =>
  ({ to: { machine: 'call', sid }, event: { type: 'call.receive' } }) as const;
const remove = (callSid: string) =>
  ({
    to: conference,
    event: { type: 'conference.removeParticipant', callSid },
    when: exists(conference),
  }) as const;
const end = {
  to: conference,
  event: { type: 'conference.end' },
  when: exists(conference),
} as const;

export const conferences: readonly System[] = [
  {
    name: 'conference-verb',
    says:
      'One call joins a conference recorded from the start, is let in, dismissed, redirected or ' +
      'hung up in every order; REST ends the conference, and pauses its recording.',
    offers: [
      caller('c'),
      join('c', '1', { recording: { sid: 'r' }, hasAction: true }),
      redirect,
      end,
      ...control(['pause', 'stop']),
    ],
    network: ['call.answered', 'call.hungUp'],
    media: { files: ['audio', 'empty'] },
    time: 'free',
  },
  {
    name: 'two-participants',
    says:
      'Two calls join one conference, the first does not start it, the second ends it on leaving; ' +
      'there is room for two; both hang up at any time; no recording.',
    offers: [
      caller('c'),
      caller('d'),
      join('c', '1', { startOnEnter: false, maxParticipants: 2 }),
      join('d', '2', { endOnExit: true, hasAction: true }),
    ],
    network: ['call.answered', 'call.hungUp'],
    media: {},
    time: 'free',
  },
  {
    name: 're-recording',
    says:
      'Two calls join a conference and each asks for a recording from the start; the first ' +
      'recording fails or stops by itself, and the second asker may come before, while and after ' +
      'it ends; the clock goes from 0 to 1 and steps back once, and that of the recording is ahead.',
    offers: [
      caller('c'),
      { ...caller('d'), when: exists(conference) },
      join('c', '1', { recording: { sid: 'r' } }),
      join('d', '2', { recording: { sid: 's' } }),
    ],
    network: ['call.answered'],
    media: { stopsByItself: true, refuses: ['start'], files: ['never'] },
    time: 1,
    stepsBack: 1,
    ahead: { 'recording r': 1 },
  },
  {
    name: 'rejoining',
    says:
      'A call leaves a conference by a redirect and joins it again with a new stay, while REST ' +
      'ends the conference and a last message of the first stay is on its way; one message ' +
      'between the machines may arrive twice.',
    offers: [
      caller('c'),
      join('c', '1', { isNamed: true }),
      {
        ...join('c', '2', { isNamed: true }),
        when: (world) =>
          world.machines['call c']?.state === 'inProgress.executing' &&
          (world.spent['offer 1'] ?? 0) > 0,
      },
      redirect,
      end,
    ],
    network: ['call.answered', 'call.hungUp'],
    media: {},
    time: 'free',
    doubles: 1,
  },
  {
    name: 'participant-request',
    says:
      'REST dials one participant with Record and ConferenceRecord: two recordings of different ' +
      'scope; the participant is removed, hangs up, never answers, or the conference is ended.',
    offers: [
      {
        to: conference,
        event: {
          type: 'conference.addParticipant',
          legSid: 'a',
          stay: '1',
          recording: { sid: 'r' },
          conferenceRecording: { sid: 's' },
        },
      },
      {
        to: conference,
        event: { type: 'conference.removeParticipant', callSid: 'a' },
        when: exists(conference),
      },
      end,
    ],
    network: ['call.rang', 'call.answered', 'call.hungUp', 'call.busy'],
    media: {},
    time: 'free',
  },
  {
    name: 'full-conference',
    says:
      'A conference for two: a caller is in, REST dials one participant and tries another, records ' +
      'the first, and changes them to end the conference on leaving.',
    offers: [
      caller('c'),
      join('c', '1', { maxParticipants: 2 }),
      ...['a', 'b'].map((legSid) => ({
        to: conference,
        event: { type: 'conference.addParticipant', legSid, stay: legSid } as const,
        when: exists(conference),
      })),
      {
        to: conference,
        event: { type: 'conference.updateParticipant', callSid: 'a', endOnExit: true },
        when: exists(conference),
      },
      {
        to: leg('a'),
        event: { type: 'call.startRecording', recording: { sid: 'r' } },
        when: isAnswered(leg('a')),
      },
    ],
    network: ['call.answered', 'call.hungUp'],
    media: {},
    time: 'free',
  },
  {
    name: 'asked-again',
    says:
      'A call in a conference is asked to join it again, is redirected twice with one id, and is ' +
      'hung up by REST; one message between the machines may arrive twice.',
    offers: [
      caller('c'),
      join('c', '1', { recording: { sid: 'r' } }),
      { ...join('c', '1'), when: isAnswered({ machine: 'call', sid: 'c' }) },
      {
        to: { machine: 'call', sid: 'c' },
        event: { type: 'call.redirect', redirection: 'x' },
        when: isAnswered({ machine: 'call', sid: 'c' }),
        times: 2,
      },
      { to: { machine: 'call', sid: 'c' }, event: { type: 'call.hangUp' }, times: 1 },
    ],
    network: ['call.answered'],
    media: {},
    time: 'free',
    doubles: 1,
  },
  {
    name: 'recorded-participant',
    says:
      'REST dials one participant with Record, hangs that leg up, and asks about somebody who is ' +
      'not there; one message between the machines may arrive twice.',
    offers: [
      {
        to: conference,
        event: {
          type: 'conference.addParticipant',
          legSid: 'a',
          stay: '1',
          recording: { sid: 'r' },
        },
      },
      { to: leg('a'), event: { type: 'call.hangUp' }, when: exists(leg('a')) },
      {
        to: conference,
        event: { type: 'conference.updateParticipant', callSid: 'nobody' },
        when: exists(conference),
      },
    ],
    network: ['call.answered'],
    media: {},
    time: 'free',
    doubles: 1,
  },
  {
    name: 'waiting-room',
    says:
      'Two calls wait in a conference that neither of them starts, one of them to end it on ' +
      'leaving; REST dials a third, who may be busy, and removes either of the two.',
    offers: [
      caller('c'),
      caller('d'),
      join('c', '1', { startOnEnter: false, endOnExit: true }),
      join('d', '2', { startOnEnter: false }),
      {
        to: conference,
        event: { type: 'conference.addParticipant', legSid: 'a', stay: '3' },
        when: exists(conference),
      },
      remove('c'),
      remove('d'),
    ],
    network: ['call.answered', 'call.busy'],
    media: {},
    time: 'free',
  },
  {
    name: 'removed-while-waiting',
    says:
      'Two calls wait in a conference that neither of them starts; REST removes the one that ends ' +
      'it on leaving, and the other is sent out.',
    offers: [
      caller('c'),
      caller('d'),
      join('c', '1', { startOnEnter: false, endOnExit: true }),
      join('d', '2', { startOnEnter: false }),
      remove('c'),
    ],
    network: ['call.answered'],
    media: {},
    time: 'free',
  },
  {
    name: 'removed-while-running',
    says: 'Two calls are in a running conference; REST removes one of them, and the other stays.',
    offers: [caller('c'), caller('d'), join('c', '1'), join('d', '2'), remove('d')],
    network: ['call.answered', 'call.hungUp'],
    media: {},
    time: 'free',
  },
];
