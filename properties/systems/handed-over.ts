/** Systems of lines that begin as dialled legs, are given new TeXML, and go on as calls. */
import type { System } from '../generators/system.ts';
import { call, conference, exists, isAnswered, leg, receive, verbOffer } from './offers.ts';

/** REST gives a leg new TeXML, before it is answered or after. */
const newDocument = (sid: string) =>
  ({ to: leg(sid), event: { type: 'call.redirect' }, when: exists(leg(sid)) }) as const;
const recorded = { recording: { sid: 'r' } };
const ofLine = (sid: string) => ({ machine: 'call', sid }) as const;

export const newTexml: readonly System[] = [
  {
    name: 'redirected-participant',
    says:
      'REST dials one participant with Record and gives it new TeXML at any time, so that it is ' +
      'redirected out of its conference, and may hang up.',
    offers: [
      {
        to: conference,
        event: { type: 'conference.addParticipant', legSid: 'a', stay: '1', ...recorded },
      },
      newDocument('a'),
    ],
    network: ['call.answered', 'call.hungUp'],
    media: { files: ['never'] },
    time: 'free',
  },
  {
    name: 'redirected-leg',
    says:
      'An inbound call dials one leg, whose line may be redirected and is hung up by REST; the ' +
      'caller and the far end hang up in every order; one message between the machines may arrive ' +
      'twice.',
    offers: [
      receive,
      verbOffer({ type: 'call.dial', legs: ['a'], hasAction: true }),
      newDocument('a'),
      { to: ofLine('a'), event: { type: 'call.hangUp' }, when: isAnswered(ofLine('a')) },
    ],
    network: ['call.answered', 'call.hungUp'],
    media: {},
    time: 'free',
    doubles: 1,
  },
  {
    name: 'taken-line',
    says:
      'Two calls: one dials a leg that has the sid of the other; the line of that leg may be ' +
      'redirected, and is hung up, as no call can take it over.',
    offers: [
      receive,
      { to: ofLine('a'), event: { type: 'call.receive' } },
      verbOffer({ type: 'call.dial', legs: ['a'] }),
      newDocument('a'),
    ],
    network: ['call.answered', 'call.hungUp'],
    media: {},
    time: 'free',
  },
  {
    name: 'redirected-unrecorded',
    says:
      'A call is recorded, and REST dials one participant with Record under the same sid, who is ' +
      'redirected: whoever asks second has no recording.',
    offers: [
      receive,
      {
        to: call,
        event: { type: 'call.startRecording', ...recorded },
        when: isAnswered(call),
      },
      {
        to: conference,
        event: { type: 'conference.addParticipant', legSid: 'a', stay: '1', ...recorded },
        when: exists({ machine: 'recording', sid: 'r' }),
      },
      newDocument('a'),
    ],
    network: ['call.answered'],
    media: { files: ['never'] },
    time: 'free',
  },
];
