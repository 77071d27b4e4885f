/** Systems in which two name the same sid or stay: what is of one is not of the other. */
import type { System } from '../generators/system.ts';
import {
  call,
  conference,
  executes,
  exists,
  hangUp,
  isAnswered,
  leg,
  receive,
  redirect,
  verbOffer,
} from './offers.ts';

const d = { machine: 'call', sid: 'd' } as const;
const other = { to: d, event: { type: 'call.receive' } } as const;

export const strangers: readonly System[] = [
  {
    name: 'same-recording',
    says:
      'A call is recorded by REST, and another runs a <Record> with an action under the same sid, ' +
      'and presses a key; whoever comes first has it, and both hang up at any time; the clock goes ' +
      'from 0 to 1.',
    offers: [
      receive,
      other,
      {
        to: call,
        event: { type: 'call.startRecording', recording: { sid: 'r' } },
        when: isAnswered(call),
      },
      verbOffer({ type: 'call.record', recording: { sid: 'r' }, hasAction: true }, 'd'),
      { to: d, event: { type: 'digit.pressed', digit: '#' }, when: isAnswered(d) },
    ],
    network: ['call.answered', 'call.hungUp'],
    media: { files: ['never'] },
    time: 1,
  },
  {
    name: 'same-recording-again',
    says:
      'A call runs a <Start><Recording>, a <Record> and a <Dial>, all under one sid, and is ' +
      'redirected; the clock goes from 0 to 1, and that of the recording is ahead.',
    offers: [
      receive,
      verbOffer({ type: 'call.startBackgroundRecording', recording: { sid: 'r' } }),
      verbOffer({ type: 'call.record', recording: { sid: 'r' }, hasAction: true }),
      verbOffer({ type: 'call.dial', legs: ['a'], recording: { sid: 'r' }, recordFrom: 'ringing' }),
      redirect,
    ],
    network: ['call.answered'],
    media: { files: ['never'] },
    time: 1,
    ahead: { 'recording r': 1 },
  },
  {
    name: 'same-leg',
    says:
      'Two calls dial the same leg, and the second one another leg besides; whoever comes first ' +
      'has it; the legs answer or are busy, and the first call is hung up.',
    offers: [
      receive,
      other,
      verbOffer({ type: 'call.dial', legs: ['a'], hasAction: true }),
      verbOffer({ type: 'call.dial', legs: ['a', 'b'], hasAction: true }, 'd'),
      { ...hangUp, when: isAnswered(call) },
    ],
    network: ['call.answered', 'call.busy'],
    media: {},
    time: 0,
  },
  {
    name: 'dialled-twice',
    says:
      'A call dials a leg, which REST dials into a conference too; the conference is asked for it ' +
      'again, also once it is in and another was asked for; the clock goes from 0 to 1 and steps ' +
      'back once.',
    offers: [
      receive,
      verbOffer({ type: 'call.dial', legs: ['a'] }),
      {
        to: conference,
        event: { type: 'conference.addParticipant', legSid: 'a', stay: '1' },
        times: 2,
      },
      {
        to: conference,
        event: { type: 'conference.addParticipant', legSid: 'b', stay: '2' },
        when: exists(conference),
      },
    ],
    network: ['call.answered'],
    media: {},
    time: 1,
    stepsBack: 1,
  },
  {
    name: 'same-stay',
    says:
      'Two calls join one conference under the same id of a stay, and both hang up at any time; ' +
      'REST removes one of them.',
    offers: [
      receive,
      other,
      verbOffer({ type: 'call.joinConference', conferenceSid: 'f', stay: '1', hasAction: true }),
      verbOffer(
        { type: 'call.joinConference', conferenceSid: 'f', stay: '1', hasAction: true },
        'd',
      ),
      {
        to: conference,
        event: { type: 'conference.removeParticipant', callSid: 'c' },
        when: exists(conference),
      },
    ],
    network: ['call.answered', 'call.hungUp'],
    media: {},
    time: 'free',
  },
  {
    name: 'same-sid',
    says:
      'A call dials a leg that has its own sid, and REST records both; the leg may be busy, and ' +
      'the call is hung up; the clock goes from 0 to 1 and steps back once.',
    offers: [
      receive,
      verbOffer({ type: 'call.dial', legs: ['c'] }),
      ...[call, leg('c')].map((to, i) => ({
        to,
        event: { type: 'call.startRecording', recording: { sid: `r${i}` } } as const,
        when: isAnswered(to),
      })),
      { ...hangUp, when: executes() },
    ],
    network: ['call.answered', 'call.busy'],
    media: { files: ['never'] },
    time: 1,
    stepsBack: 1,
  },
];
