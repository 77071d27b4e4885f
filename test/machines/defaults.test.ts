/** What the model does where a request leaves it open, by what it orders: every default, and its source. */
import { expect, test } from 'vitest';
import type { AnyEvent, Effect, MachineName } from '../../machines/index.ts';
import { Switchboard } from '../../src/engine/index.ts';
import { type Said, say } from './stage.ts';

type Life = readonly (readonly [MachineName, string, Said])[];

/** A call C that is answered at 0, and what comes of what it and others are told, all at 0. */
function told(...messages: Life): Effect[] {
  const board = new Switchboard();
  const effects: Effect[] = [];
  const answered = [say('call.receive'), say('call.answered')].map(
    (said) => ['call', 'C', said] as const,
  );
  for (const [machine, sid, said] of [...answered, ...messages])
    effects.push(...board.deliver({ machine, sid }, { at: 0, ...said } as AnyEvent).effects);
  return effects;
}
const due = (effects: readonly Effect[], timer: string, sid: string) =>
  effects.flatMap((one) =>
    one.type === 'timer.set' && one.timer === timer && one.sid === sid ? [one.dueAt] : [],
  );

const recording = { sid: 'R' } as const;
const started = ['recording', 'R', say('media.started', { order: 1 })] as const;
const spoken = [
  ['recording', 'R', say('speech.started')],
  ['recording', 'R', say('speech.ended')],
] as const;
const legAnswers = ['dialLeg', 'L', say('call.answered')] as const;
const join = say('call.joinConference', { conferenceSid: 'F', stay: 'S', recording });
const add = say('conference.addParticipant', { legSid: 'L', stay: 'S', recording });
const addAnd = say('conference.addParticipant', {
  legSid: 'L',
  stay: 'S',
  conferenceRecording: recording,
});

/**
 * Every kind of recording, with what its request leaves out. Sources, in this order: facts 2.1, 2.2,
 * 2.3, 2.4, 2.5, 2.7, 2.6 and 2.6; where a path has no parameter, assumption A22.
 */
const kinds: readonly (readonly [
  kind: string,
  settings: string,
  maxLength: readonly number[],
  life: Life,
])[] = [
  [
    'Calls with Record',
    '1 both trim-silence mp3 silent',
    [],
    [
      ['call', 'D', say('call.dialOut', { recording })],
      ['call', 'D', say('call.answered')],
    ],
  ],
  [
    '<Record>',
    '2 both do-not-trim mp3 beep',
    [3_600_000],
    [['call', 'C', say('call.record', { recording })]],
  ],
  [
    '<Dial record>',
    '1 both do-not-trim mp3 silent',
    [],
    [['call', 'C', say('call.dial', { legs: ['L'], recording })], legAnswers],
  ],
  ['<Conference record>', '1 both do-not-trim mp3 beep', [], [['call', 'C', join]]],
  [
    'a request for a call',
    '2 both do-not-trim mp3 beep',
    [],
    [['call', 'C', say('call.startRecording', { recording })]],
  ],
  [
    '<Start><Recording>',
    '2 both do-not-trim mp3 silent',
    [],
    [['call', 'C', say('call.startBackgroundRecording', { recording })]],
  ],
  [
    'Participants with Record',
    '1 both trim-silence mp3 silent',
    [],
    [['conference', 'F', add], legAnswers],
  ],
  [
    'Participants with ConferenceRecord',
    '1 both trim-silence mp3 silent',
    [],
    [['conference', 'F', addAnd], legAnswers],
  ],
];
test.each(kinds)('%s records %s, and at most %j', (_, settings, maxLength, life) => {
  const effects = told(...life, started, ...spoken);
  const orders = effects.filter((one) => one.type === 'media.start');
  expect(
    orders.map(({ settings: { channels, track, trim, format, beep } }) =>
      [channels, track, trim, format, beep ? 'beep' : 'silent'].join(' '),
    ),
  ).toEqual([settings]);
  expect(due(effects, 'max-length', 'R')).toEqual(maxLength);
  // No silence ends it, on any path.
  expect(due(effects, 'silence', 'R')).toEqual([]);
});

/** Sources: OpenAPI (Timeout, TimeLimit), T-DIAL. */
test.each<readonly [string, string, Life]>([
  [
    'A call',
    'D',
    [
      ['call', 'D', say('call.dialOut')],
      ['call', 'D', say('call.answered')],
    ],
  ],
  ['A dialled leg', 'L', [['call', 'C', say('call.dial', { legs: ['L'] })], legAnswers]],
  ['A participant', 'L', [['conference', 'F', add], legAnswers]],
])('%s rings for 30 seconds and lasts four hours', (_, sid, life) => {
  const effects = told(...life);
  expect(due(effects, 'ring', sid)).toEqual([30_000]);
  expect(due(effects, 'time-limit', sid)).toEqual([14_400_000]);
});
test('a call that comes in lasts four hours', () => {
  expect(due(told(), 'time-limit', 'C')).toEqual([14_400_000]);
});

/** Source: T-REC. */
test.each(['1', '2', '3', '4', '5', '6', '7', '8', '9', '0', '*', '#'] as const)(
  'the key %s ends a <Record>',
  (digit) => {
    const life = [
      ['call', 'C', say('call.record', { recording })],
      started,
      ['call', 'C', say('digit.pressed', { digit })],
    ] as const;
    expect(told(...life).map(({ type }) => type)).toContain('media.stop');
  },
);

/** Source: T-CONF. */
test('a conference holds 250', () => {
  const board = new Switchboard();
  const verdicts = Array.from({ length: 251 }, (_, i) => {
    const event = {
      type: 'conference.addParticipant',
      at: 0,
      legSid: `L${i}`,
      stay: `S${i}`,
    } as const;
    return board.deliver({ machine: 'conference', sid: 'F' }, event).verdict;
  });
  expect(new Set(verdicts.slice(0, 250).map(({ verdict }) => verdict))).toEqual(
    new Set(['accepted']),
  );
  expect(verdicts[250]).toEqual({ verdict: 'refused', reason: 'conference-full' });
});
