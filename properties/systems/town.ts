/** One large system for random walks: everything that exploration has, all at once. */
import { networkFacts, type Offer, type System } from '../generators/system.ts';
import { find } from '../generators/world.ts';
import { control, executes, exists, isAnswered } from './offers.ts';

const calls = ['c', 'd'];
const recordings = ['r1', 'r2', 'r3', 'r4'];
const transcriptions = ['t1', 't2'];
const recorded = (i: number) => ({
  recording: {
    sid: recordings[i % recordings.length] as string,
    maxLengthMs: i % 2 === 0 ? 3_000 : 0,
    silenceMs: i % 3 === 0 ? 1_000 : 0,
  },
});

const transcribed = (i: number) => ({
  recording: {
    ...recorded(i).recording,
    transcription: { sid: transcriptions[i] as string, language: 'en-US', engine: 'A' } as const,
  },
});

/** What one call may be asked; sids repeat on purpose, so that repeats and clashes happen. */
const ofCall = (sid: string, i: number): Offer[] => {
  const to = { machine: 'call', sid } as const;
  const some = (event: Offer['event'], times = 2): Offer => ({ to, event, times });
  const verb = (event: Offer['event']): Offer => ({ to, event, times: 2, when: executes(sid) });
  /** A document has nothing to ask now, and asks all the same. */
  const anyway = (event: Offer['event']): Offer => ({
    ...some(event, 1),
    says: 'asked anyway',
    when: (world) => !executes(sid)(world),
  });
  return [
    anyway({ type: 'call.record', ...recorded(i) }),
    anyway({ type: 'call.dial', legs: [`${sid}1`, `${sid}2`] }),
    anyway({ type: 'call.joinConference', conferenceSid: 'f', stay: `${sid}1` }),
    anyway({ type: 'call.startBackgroundRecording', ...recorded(i + 1) }),
    anyway({ type: 'call.redirect' }),
    some(i === 0 ? { type: 'call.receive' } : { type: 'call.dialOut', ...recorded(0) }),
    some({ type: 'call.startRecording', ...recorded(i + 1) }),
    verb({ type: 'call.record', ...transcribed(i), hasAction: true }),
    verb({ type: 'call.record', ...recorded(i + 2), finishOnKey: '1' }),
    verb({ type: 'call.startBackgroundRecording', ...recorded(i + 1) }),
    verb({ type: 'call.dial', legs: [`${sid}1`, `${sid}2`], ...recorded(i + 2), hasAction: true }),
    verb({ type: 'call.dial', legs: [`${sid}3`], ...recorded(i + 3), recordFrom: 'ringing' }),
    verb({ type: 'call.dial', legs: [`${sid}4`], hangupOnStar: true }),
    verb({
      type: 'call.joinConference',
      conferenceSid: 'f',
      stay: `${sid}1`,
      ...recorded(i + 1),
      isNamed: i === 0,
      startOnEnter: i === 1,
    }),
    verb({
      type: 'call.joinConference',
      conferenceSid: i === 0 ? 'g' : 'f',
      stay: `${sid}2`,
      endOnExit: i === 0,
      maxParticipants: 2,
      hasAction: true,
    }),
    { ...some({ type: 'call.redirect', redirection: 'x' }), when: exists(to) },
    { ...some({ type: 'call.redirect' }), when: exists(to) },
    { ...some({ type: 'call.hangUp' }, 1), when: exists(to) },
    { ...some({ type: 'digit.pressed', digit: '*' }, 2), when: isAnswered(to) },
    { ...some({ type: 'digit.pressed', digit: '1' }, 2), when: isAnswered(to) },
  ];
};

const ofConference = (sid: string): Offer[] => {
  const to = { machine: 'conference', sid } as const;
  return [
    {
      to,
      times: 2,
      event: {
        type: 'conference.addParticipant',
        legSid: `${sid}1`,
        stay: `${sid}1`,
        recording: { sid: 'r3' },
        conferenceRecording: { sid: 'r4' },
        maxParticipants: 3,
      },
    },
    {
      to,
      event: { type: 'conference.addParticipant', legSid: `${sid}2`, stay: `${sid}2` },
      times: 2,
    },
    {
      to,
      event: { type: 'conference.updateParticipant', callSid: `${sid}1`, endOnExit: true },
      when: exists(to),
    },
    { to, event: { type: 'conference.removeParticipant', callSid: `${sid}1` }, when: exists(to) },
    { to, event: { type: 'conference.removeParticipant', callSid: 'c' }, when: exists(to) },
    { to, event: { type: 'conference.end' }, when: exists(to) },
  ];
};

/** REST on one recording: where it makes sense, and anywhere. */
const ofRecording = (sid: string): Offer[] => {
  const to = { machine: 'recording', sid } as const;
  const now = (verb: 'pause' | 'resume' | 'stop' | 'delete', ...states: string[]): Offer => ({
    to,
    event: { type: `recording.${verb}` },
    times: 3,
    says: `asked in ${states.join(' or ')}`,
    when: (world) => states.includes(find(world, 'recording', sid)?.state ?? ''),
  });
  const anyway = control(['pause', 'resume', 'stop', 'delete'], sid, 2).map((offer) => ({
    ...offer,
    says: 'asked anyway',
  }));
  return [
    now('pause', 'inProgress'),
    now('pause', 'paused'),
    now('resume', 'paused'),
    now('resume', 'pausing', 'inProgress'),
    { ...now('stop', 'pausing', 'paused', 'resuming'), times: 1 },
    { ...now('delete', 'completed', 'absent'), times: 1 },
    ...anyway,
  ];
};

const legs = calls.flatMap((sid) => [`${sid}1`, `${sid}2`, `${sid}3`, `${sid}4`]);

/** A large system for random walks: too large to be explored. */
export const town: System = {
  name: 'town',
  says:
    'Two calls, six legs, two conferences, four recordings and two transcriptions; everything ' +
    'may happen.',
  offers: [
    ...calls.flatMap(ofCall),
    ...['f', 'g'].flatMap(ofConference),
    ...recordings.flatMap(ofRecording),
    ...transcriptions.map((sid): Offer => {
      const to = { machine: 'transcription', sid } as const;
      return { to, event: { type: 'transcription.delete' }, times: 2, when: exists(to) };
    }),
    ...['f1', ...legs.slice(0, 3)].map(
      (sid): Offer => ({
        to: { machine: 'dialLeg', sid },
        event: { type: 'call.redirect', redirection: 'x' },
        when: exists({ machine: 'dialLeg', sid }),
      }),
    ),
    ...legs.slice(0, 3).flatMap((sid): Offer[] => [
      {
        to: { machine: 'dialLeg', sid },
        event: { type: 'call.startRecording', ...recorded(1) },
        when: exists({ machine: 'dialLeg', sid }),
      },
      {
        to: { machine: 'dialLeg', sid },
        event: { type: 'call.hangUp' },
        when: exists({ machine: 'dialLeg', sid }),
      },
    ]),
  ],
  network: networkFacts,
  media: {
    refuses: ['start', 'pause', 'resume', 'stop'],
    loses: ['start', 'pause', 'resume', 'stop'],
    reorders: true,
    stopsByItself: true,
    filesEarly: true,
    files: ['audio', 'empty', 'lost'],
    texts: ['said', 'none'],
    speech: 6,
  },
  time: Number.MAX_SAFE_INTEGER,
  doubles: 3,
  repeats: 4,
  strayTimers: 2,
};
