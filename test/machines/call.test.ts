/** A call resumes its document once after each verb, and drops what runs when it is redirected. */
import { describe, expect, test } from 'vitest';
import type { Snapshot } from '../../src/engine/index.ts';
import {
  admitted,
  dismissed,
  give,
  live,
  outcome,
  recordingEnded,
  request,
  type Said,
  say,
  tells,
} from './stage.ts';

const answered = [say('call.receive', {}), say('call.answered')];
const call = (...life: Said[]) => live('call', [...answered, ...life]).at(-1)?.snapshot;
const record = say('call.record', { recording: request, finishOnKey: '#', hasAction: true });
const key = (digit: '#' | '*' | '1') => say('digit.pressed', { digit });
const dial = say('call.dial', {
  legs: ['L', 'L2'],
  hangupOnStar: true,
  hasAction: true,
  recording: request,
});
const legAnswered = (legSid: string) => say('leg.answered', { legSid });
const legEnded = (legSid: string) =>
  say('leg.ended', { legSid, status: 'completed', durationMs: 9000 });
const joins = say('call.joinConference', { conferenceSid: 'F', stay: 'S', isNamed: true });
const redirect = say('call.redirect', { redirection: 'other instructions' });
const background = say('call.startBackgroundRecording', { recording: { sid: 'R9' } });

interface Case {
  readonly says: string;
  readonly before: Snapshot<'call'> | undefined;
  readonly event: Said;
  readonly comes: string;
  readonly tells: readonly string[];
}
const cases: readonly Case[] = [
  {
    says: 'a key of finishOnKey asks the recording to stop',
    before: call(record),
    event: key('#'),
    comes: 'stays',
    tells: ['recording.stopRequested to R'],
  },
  {
    says: 'another key does not',
    before: call(record),
    event: key('1'),
    comes: 'ignored',
    tells: [],
  },
  {
    says: 'a second key asks nothing more',
    before: call(record, key('#')),
    event: key('#'),
    comes: 'ignored',
    tells: [],
  },
  {
    says: 'with an empty finishOnKey no key ends a <Record>',
    before: call(say('call.record', { recording: request, finishOnKey: '' })),
    event: key('#'),
    comes: 'ignored',
    tells: [],
  },
  {
    says: 'the end of another recording does not end the <Record>',
    before: call(background, record),
    event: recordingEnded('R9', 'call-request'),
    comes: 'stays',
    tells: [],
  },
  {
    says: 'a <Record> without action goes on with the document',
    before: call(say('call.record', { recording: request })),
    event: recordingEnded('R'),
    comes: '→ executing',
    tells: ['instructions.resumed'],
  },
  {
    says: 'new instructions stop the <Record>, and nothing else',
    before: call(background, record),
    event: redirect,
    comes: '→ executing',
    tells: ['instructions.requested', 'recording.stopRequested to R'],
  },
  {
    says: 'the <Record> that was interrupted resumes nothing',
    before: call(record, redirect),
    event: recordingEnded('R'),
    comes: 'stays',
    tells: [],
  },
  {
    says: 'the same redirection twice fetches instructions once',
    before: call(record, redirect),
    event: redirect,
    comes: 'unchanged',
    tells: [],
  },
  {
    says: 'the first leg that answers is bridged and recorded, the others are released',
    before: call(dial),
    event: legAnswered('L2'),
    comes: '→ bridged',
    tells: ['network.bridge', 'leg.chosen to L2', 'leg.released to L', 'recording.requested to R'],
  },
  {
    says: 'from-ringing records before anybody answers',
    before: call(),
    event: { ...dial, recordFrom: 'ringing' },
    comes: '→ dialing',
    tells: ['leg.requested to L', 'leg.requested to L2', 'recording.requested to R'],
  },
  {
    says: 'a leg that answers after the first one changes nothing',
    before: call(dial, legAnswered('L2')),
    event: legAnswered('L'),
    comes: 'ignored',
    tells: [],
  },
  {
    says: 'the end of the winner ends the dial and its recording',
    before: call(dial, legAnswered('L')),
    event: legEnded('L'),
    comes: '→ executing',
    tells: ['instructions.requested', 'recording.stopRequested to R'],
  },
  {
    says: 'the end of the last leg ends the dial',
    before: call(dial, legEnded('L')),
    event: legEnded('L2'),
    comes: '→ executing',
    tells: ['instructions.requested'],
  },
  {
    says: '* releases the winner',
    before: call(dial, legAnswered('L')),
    event: key('*'),
    comes: 'stays',
    tells: ['leg.released to L'],
  },
  {
    says: 'new instructions release the legs and stop the recording of the dial',
    before: call(background, { ...dial, recordFrom: 'ringing' }),
    event: redirect,
    comes: '→ executing',
    tells: [
      'instructions.requested',
      'leg.released to L',
      'leg.released to L2',
      'recording.stopRequested to R',
    ],
  },
  {
    says: 'a leg of an earlier dial ends nothing',
    before: call(dial, redirect, say('call.dial', { legs: ['L3'] })),
    event: legEnded('L'),
    comes: 'ignored',
    tells: [],
  },
  {
    says: 'the end of the call releases the legs, and asks for nothing before they are over',
    before: call(dial),
    event: say('call.hungUp'),
    comes: '→ completed',
    tells: ['announces completed', 'leg.released to L', 'leg.released to L2'],
  },
  {
    says: 'the action of a <Dial> that the end of the call cut off is asked for after its last leg',
    before: call(dial, say('call.hungUp'), legEnded('L')),
    event: legEnded('L2'),
    comes: 'stays',
    tells: ['instructions.requested'],
  },
  {
    says: 'a <Dial> without action asks for nothing after the end of the call',
    before: call(say('call.dial', { legs: ['L'] }), say('call.hungUp')),
    event: legEnded('L'),
    comes: 'stays',
    tells: [],
  },
  {
    says: 'a <Dial> that is over asks for nothing when its call ends',
    before: call(dial, legAnswered('L'), legEnded('L'), say('call.hungUp')),
    event: legEnded('L'),
    comes: 'ignored',
    tells: [],
  },
  {
    says: 'a <Dial> that new instructions cut off asks for nothing when its call ends',
    before: call(dial, redirect, say('call.hungUp')),
    event: legEnded('L'),
    comes: 'ignored',
    tells: [],
  },
  {
    says: 'whoever is admitted is put into the conference',
    before: call(joins),
    event: admitted(),
    comes: 'stays',
    tells: ['network.join'],
  },
  {
    says: 'whoever was admitted to an earlier stay is not',
    before: call(joins),
    event: admitted('another stay'),
    comes: 'ignored',
    tells: [],
  },
  {
    says: 'new instructions leave the conference',
    before: call(joins, admitted()),
    event: redirect,
    comes: '→ executing',
    tells: ['network.leave', 'instructions.requested', 'participant.left to F'],
  },
  {
    says: 'the dismissal from an earlier stay changes nothing',
    before: call(joins, redirect, { ...joins, stay: 'S2' }),
    event: dismissed('removed'),
    comes: 'ignored',
    tells: [],
  },
  {
    says: 'the end of the conference ends the <Dial>',
    before: call(joins, admitted()),
    event: dismissed('ended-by-exit'),
    comes: '→ executing',
    tells: ['network.leave', 'instructions.resumed'],
  },
  {
    says: 'a named conference that was over before the join is joined anew',
    before: call(joins),
    event: dismissed('over-before-join'),
    comes: '→ executing',
    tells: ['instructions.resumed'],
  },
  {
    says: 'whoever is removed from the conference is hung up',
    before: call(joins, admitted()),
    event: dismissed('removed'),
    comes: '→ completed',
    tells: ['network.hangUp', 'announces completed'],
  },
];
test.each(cases)('$says', ({ before, event, comes, tells: expected }) => {
  const after = give('call', before, event);
  expect([outcome(before, after), ...tells(after)]).toEqual([comes, ...expected]);
});

describe('The action of a <Record> is asked for', () => {
  const asked = (...life: Said[]) =>
    live('call', [...answered, record, ...life])
      .flatMap(({ effects }) => effects)
      .flatMap((one) => (one.type === 'instructions.requested' ? [one] : []))
      .slice(1)
      .map(({ because, digit, durationMs, execute }) => ({ because, digit, durationMs, execute }));
  const because = 'record-ended';
  test.each([
    ['with the key that ended it', [key('#'), recordingEnded('R')], '#', true],
    ['without a key when no key ended it', [recordingEnded('R')], undefined, true],
    [
      'with the word hangup after a hang-up',
      [say('call.hungUp'), recordingEnded('R')],
      'hangup',
      false,
    ],
    ['once', [recordingEnded('R'), recordingEnded('R')], undefined, true],
    [
      'once after a hang-up',
      [say('call.hungUp'), recordingEnded('R'), recordingEnded('R')],
      'hangup',
      false,
    ],
  ] as const)('%s', (_, life, digit, execute) => {
    expect(asked(...life)).toEqual([{ because, digit, durationMs: 4200, execute }]);
  });
});

test.each([
  ['record', record, key('#')],
  ['dial', dial, say('call.redirect')],
  ['stay', joins, say('call.redirect')],
] as const)(
  'a call that has lost the %s that it is at says so, and makes up none',
  (verb, asks, news) => {
    const at = call(asks) as Snapshot<'call'>;
    const lost = { ...at, context: { ...at.context, [verb]: null } };
    expect(() => give('call', at, news)).not.toThrow();
    expect(() => give('call', lost, news)).toThrow('no such verb');
  },
);

describe('The action of a <Dial> is asked for once, and not executed, when', () => {
  const asked = (...life: Said[]) =>
    live('call', [...answered, ...life])
      .flatMap(({ effects }) => effects)
      .flatMap((one) => (one.type === 'instructions.requested' ? [one] : []))
      .slice(1)
      .map(({ because, dialStatus, legSid, execute }) => ({
        because,
        dialStatus,
        legSid,
        execute,
      }));
  const canceled = (legSid: string) =>
    say('leg.ended', { legSid, status: 'canceled', durationMs: 0 });
  const ends = [
    ['the caller hangs up', say('call.hungUp')],
    ['REST ends the call', say('call.hangUp')],
    ['the time of the call runs out', { ...say('timer.fired', { timer: 'time-limit' }), at: 1e15 }],
  ] as const;
  const dialEnded = { because: 'dial-ended', execute: false };
  test.each(ends)('%s while it rings', (_, end) => {
    expect(asked(dial, end, canceled('L'), canceled('L2'), canceled('L2'))).toEqual([
      { ...dialEnded, dialStatus: 'canceled', legSid: 'L2' },
    ]);
  });
  test.each(ends)('%s while it is connected', (_, end) => {
    const life = [dial, legAnswered('L2'), end, canceled('L'), legEnded('L2'), legEnded('L2')];
    expect(asked(...life)).toEqual([{ ...dialEnded, dialStatus: 'completed', legSid: 'L2' }]);
  });
  test.each([...ends, ['REST removes it', dismissed('removed')] as const])(
    '%s in a conference',
    (_, end) => {
      const stays = [{ ...joins, hasAction: true }, admitted(), end, dismissed('removed')];
      expect(asked(...stays)).toMatchObject([{ because: 'conference-left', execute: false }]);
    },
  );
});
