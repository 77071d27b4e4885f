/** Systems of a call that dials: legs that answer at once, lose, and record. */
import type { System } from '../generators/system.ts';
import { call, hangUp, isAnswered, receive, redirect, verbOffer } from './offers.ts';

export const dials: readonly System[] = [
  {
    name: 'dial-two-legs',
    says:
      'An inbound call dials two legs that answer, are busy and hang up in every order, without a ' +
      'recording; the caller hangs up or is redirected at any time; answers may cross a hang-up.',
    offers: [
      receive,
      verbOffer({ type: 'call.dial', legs: ['a', 'b'], hangupOnStar: true, hasAction: true }),
      { to: call, event: { type: 'digit.pressed', digit: '*' }, when: isAnswered(call) },
      redirect,
    ],
    network: ['call.answered', 'call.hungUp', 'call.busy'],
    media: {},
    time: 'free',
  },
  {
    name: 'dial-from-answer',
    says:
      'An inbound call dials one leg and records from the answer; the leg, the caller and a ' +
      'redirect end it in every order; messages between call, leg and recording interleave.',
    offers: [
      receive,
      verbOffer({ type: 'call.dial', legs: ['a'], recording: { sid: 'r' }, recordFrom: 'answer' }),
      redirect,
      hangUp,
    ],
    network: ['call.answered', 'call.hungUp', 'call.rang', 'call.unanswered'],
    media: {},
    time: 'free',
  },
  {
    name: 'dial-from-ringing',
    says:
      'An inbound call dials one leg and records from ringing; nobody may answer; the file may be ' +
      'empty; one message between the machines may arrive twice.',
    offers: [
      receive,
      verbOffer({ type: 'call.dial', legs: ['a'], recording: { sid: 'r' }, recordFrom: 'ringing' }),
      redirect,
    ],
    network: ['call.answered', 'call.hungUp', 'call.unanswered', 'call.failed'],
    media: { files: ['audio', 'empty'] },
    time: 'free',
    doubles: 1,
  },
  {
    name: 'dial-twice',
    says:
      'A call dials one leg and, once that is over or redirected away, another; signals of the ' +
      'first dial may arrive during the second.',
    offers: [
      receive,
      verbOffer({ type: 'call.dial', legs: ['a'], hasAction: true }),
      {
        ...verbOffer({ type: 'call.dial', legs: ['b'] }),
        when: (world) =>
          world.machines['call c']?.state === 'inProgress.executing' &&
          (world.spent['offer 1'] ?? 0) > 0,
      },
      redirect,
      { to: call, event: { type: 'digit.pressed', digit: '*' }, when: isAnswered(call) },
    ],
    network: ['call.answered', 'call.hungUp', 'call.failed'],
    media: {},
    time: 'free',
  },
];
