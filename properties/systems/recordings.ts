/** Systems of one call: its recordings by every path that needs no leg, and what ends them. */
import { networkFacts, type System } from '../generators/system.ts';
import {
  call,
  control,
  dialOut,
  hangUp,
  isAnswered,
  receive,
  redirect,
  verbOffer,
} from './offers.ts';

const recordVerb = { type: 'call.record', recording: { sid: 'r' }, hasAction: true } as const;

export const recordings: readonly System[] = [
  {
    name: 'outbound-call',
    says:
      'One outbound call with Record=true. The network rings, answers, fails in every way; the ' +
      'media server may refuse or fail; REST may stop or delete; timers fire at any time.',
    offers: [dialOut('r'), hangUp, ...control(['stop', 'delete'])],
    network: networkFacts,
    media: { refuses: ['start'], files: ['audio', 'empty', 'lost'] },
    time: 'free',
  },
  {
    name: 'record-verb',
    says:
      'An inbound call runs one <Record> with an action; a key, a redirect and a hang-up race, by ' +
      'REST and by the network; messages between call and recording interleave.',
    offers: [
      receive,
      verbOffer(recordVerb),
      { to: call, event: { type: 'digit.pressed', digit: '#' }, when: isAnswered(call) },
      redirect,
      hangUp,
    ],
    network: ['call.answered', 'call.hungUp'],
    media: { files: ['audio', 'lost'], reorders: true },
    time: 'free',
  },
  {
    name: 'pause-and-resume',
    says:
      'One recording by REST on an answered call, paused and resumed twice, stopped once; the ' +
      'media server answers in any order, may refuse, repeat, and lose the stop; deadlines fire at ' +
      'any time.',
    offers: [
      receive,
      {
        to: call,
        event: { type: 'call.startRecording', recording: { sid: 'r' } },
        when: isAnswered(call),
      },
      ...control(['pause', 'resume'], 'r', 2),
      ...control(['stop']),
    ],
    network: ['call.answered', 'call.hungUp'],
    media: { refuses: ['pause', 'resume', 'stop'], loses: ['stop'], reorders: true },
    time: 'free',
    repeats: 1,
  },
  {
    name: 'limits',
    says:
      'An inbound call runs a <Record> with a maximum length of 2 and a silence timeout of 1; ' +
      'speech begins and ends twice, one pause and one resume; the clock goes from 0 to 4 in ' +
      'steps of 1, timers may be late and one may be early.',
    offers: [
      {
        to: call,
        event: {
          type: 'call.receive',
          policy: { 'start-deadline-ms': 1, 'answer-deadline-ms': 1, 'finish-deadline-ms': 1 },
        },
      },
      verbOffer({ type: 'call.record', recording: { sid: 'r', maxLengthMs: 2, silenceMs: 1 } }),
      ...control(['pause', 'resume']),
    ],
    network: ['call.answered'],
    media: { speech: 4, reorders: true },
    time: 4,
    strayTimers: 1,
  },
  {
    name: 'skipped-pauses',
    says:
      'The same <Record> where pauses are not part of the file and last 1 at most; nobody speaks; ' +
      'one pause, one resume and one stop by REST, which the answers of the media server may ' +
      'cross; the clock goes from 0 to 4 in steps of 1, timers may be late and one may be early.',
    offers: [
      {
        to: call,
        event: {
          type: 'call.receive',
          policy: {
            ...{ 'start-deadline-ms': 1, 'answer-deadline-ms': 1, 'finish-deadline-ms': 1 },
            ...{ 'paused-time': 'skipped', 'longest-pause-ms': 1 },
          },
        },
      },
      verbOffer({ type: 'call.record', recording: { sid: 'r', maxLengthMs: 2 } }),
      ...control(['pause', 'resume', 'stop']),
    ],
    network: ['call.answered'],
    media: { refuses: ['pause', 'resume'], reorders: true },
    time: 4,
    strayTimers: 1,
  },
  {
    name: 'two-recordings',
    says:
      'Two recordings by REST on one outbound call, the first stopped, the second deleted at any ' +
      'time; the media server may stop by itself.',
    offers: [
      dialOut(),
      ...['r', 's'].map((sid) => ({
        to: call,
        event: { type: 'call.startRecording', recording: { sid } } as const,
        when: isAnswered(call),
      })),
      ...control(['stop'], 'r'),
      ...control(['delete'], 's'),
    ],
    network: ['call.answered', 'call.hungUp'],
    media: { stopsByItself: true },
    time: 'free',
  },
  {
    name: 'late-files',
    says:
      'A <Start><Recording> whose file comes early, late, twice, or never; it is deleted as soon ' +
      'as it may be. Facts may come again at any later time, starts may come after the end.',
    offers: [
      receive,
      verbOffer({ type: 'call.startBackgroundRecording', recording: { sid: 'r' } }),
      ...control(['delete'], 'r', 2),
    ],
    network: ['call.answered', 'call.hungUp'],
    media: {
      refuses: ['start'],
      reorders: true,
      filesEarly: true,
      files: ['audio', 'empty', 'lost', 'never'],
    },
    time: 'free',
    repeats: 2,
  },
];
