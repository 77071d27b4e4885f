/** Systems in which several are alike: which of them is which makes no difference. */
import type { Offer, System } from '../generators/system.ts';
import { call, conference, control, exists, isAnswered, receive, verbOffer } from './offers.ts';

const joining = (sid: string, stay: string): Offer[] => [
  { to: { machine: 'call', sid }, event: { type: 'call.receive' } },
  verbOffer({ type: 'call.joinConference', conferenceSid: 'f', stay, hasAction: true }, sid),
];
const recorded = (sid: string): Offer => ({
  to: call,
  event: { type: 'call.startRecording', recording: { sid } },
  when: isAnswered(call),
});

export const alikes: readonly System[] = [
  {
    name: 'alike-callers',
    says:
      'Two calls join one conference in the same way, and hang up at any time; REST ends the ' +
      'conference. Which of the two is which makes no difference.',
    offers: [
      ...joining('c', 's1'),
      ...joining('d', 's2'),
      { to: conference, event: { type: 'conference.end' }, when: exists(conference) },
    ],
    network: ['call.answered', 'call.hungUp'],
    media: {},
    time: 'free',
    alike: [
      ['c', 's1'],
      ['d', 's2'],
    ],
  },
  {
    name: 'alike-recordings',
    says:
      'Two recordings by REST on one answered call, each of them stopped at any time. Which of the ' +
      'two is which makes no difference.',
    offers: [receive, ...['r', 's'].flatMap((sid) => [recorded(sid), ...control(['stop'], sid)])],
    network: ['call.answered'],
    media: { files: ['never'] },
    time: 'free',
    alike: [['r'], ['s']],
  },
  {
    name: 'alike-participants',
    says:
      'REST dials three participants into one conference in the same way; they answer in every ' +
      'order, are busy or hang up. Which of the three is which makes no difference.',
    offers: ['a', 'b', 'e'].map((legSid) => ({
      to: conference,
      event: { type: 'conference.addParticipant', legSid, stay: `s${legSid}` },
    })),
    network: ['call.answered', 'call.busy', 'call.hungUp'],
    media: {},
    time: 'free',
    alike: ['a', 'b', 'e'].map((legSid) => [legSid, `s${legSid}`]),
  },
];
