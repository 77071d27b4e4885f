/** A call answers every command, fact and signal as the model says, in every state. */
import { describe, expect, test } from 'vitest';
import type { TimerName } from '../../machines/index.ts';
import { cellsOf } from './grid.ts';
import {
  admitted,
  dismissed,
  give,
  inState,
  live,
  outcome,
  recordingEnded,
  type Said,
  say,
  tells,
  ways,
} from './stage.ts';

const other = { sid: 'R2' };
const commands: Readonly<Record<string, Said>> = {
  record: say('call.record', { recording: other }),
  dial: say('call.dial', { legs: ['L3'] }),
  join: say('call.joinConference', { conferenceSid: 'F', stay: 'S2' }),
  background: say('call.startBackgroundRecording', { recording: other }),
  start: say('call.startRecording', { recording: other }),
  redirect: say('call.redirect', {}),
  'hang up': say('call.hangUp'),
  'dial out': say('call.dialOut', {}),
};
const before = 'call-not-answered';
const verbs = `
                record      dial       join            background
  none          not-found   not-found  not-found       not-found
  queued        ${before}   ${before}  ${before}       ${before}
  initiated     ${before}   ${before}  ${before}       ${before}
  ringing       ${before}   ${before}  ${before}       ${before}
  executing     → recording  → dialing  → inConference  stays
  recording     call-busy   call-busy  call-busy       call-busy
  dialing       call-busy   call-busy  call-busy       call-busy
  bridged       call-busy   call-busy  call-busy       call-busy
  inConference  call-busy   call-busy  call-busy       call-busy
  completed     call-ended  call-ended  call-ended     call-ended
  busy          call-ended  call-ended  call-ended     call-ended
  noAnswer      call-ended  call-ended  call-ended     call-ended
  canceled      call-ended  call-ended  call-ended     call-ended
  failed        call-ended  call-ended  call-ended     call-ended
`;
const requests = `
                start       redirect     hang up      dial out
  none          not-found   not-found    not-found    → queued
  queued        ${before}   ${before}    → canceled   unchanged
  initiated     ${before}   ${before}    → canceled   unchanged
  ringing       ${before}   ${before}    → canceled   unchanged
  executing     stays       stays        → completed  unchanged
  recording     stays       → executing  → completed  unchanged
  dialing       stays       → executing  → completed  unchanged
  bridged       stays       → executing  → completed  unchanged
  inConference  stays       → executing  → completed  unchanged
  completed     call-ended  call-ended   call-ended   unchanged
  busy          call-ended  call-ended   call-ended   unchanged
  noAnswer      call-ended  call-ended   call-ended   unchanged
  canceled      call-ended  call-ended   call-ended   unchanged
  failed        call-ended  call-ended   call-ended   unchanged
`;
describe('Every state answers every command:', () => {
  const cells = [...cellsOf(verbs), ...cellsOf(requests)];
  test.each(cells)('$row, $column: $cell', ({ row, column, cell }) => {
    const call = inState('call', row);
    const after = give('call', call, commands[column] as Said);
    expect(outcome(call, after)).toBe(cell);
    if (cell.startsWith('→') || cell === 'stays') return;
    expect(after.snapshot).toBe(call);
    expect([...after.effects, ...after.signals]).toEqual([]);
  });
});

const network: Readonly<Record<string, Said>> = {
  initiated: say('call.initiated'),
  rang: say('call.rang'),
  answered: say('call.answered'),
  busy: say('call.busy'),
  unanswered: say('call.unanswered'),
  failed: say('call.failed'),
  'hung up': say('call.hungUp'),
};
const facts = `
                initiated    rang       answered     busy     unanswered  failed    hung up
  none          ignored      ignored    stays        ignored  ignored     ignored   ignored
  queued        → initiated  → ringing  → executing  → busy   → noAnswer  → failed  → failed
  initiated     ignored      → ringing  → executing  → busy   → noAnswer  → failed  → failed
  ringing       ignored      ignored    → executing  → busy   → noAnswer  → failed  → failed
  executing     ignored      ignored    ignored      ignored  ignored     ignored   → completed
  recording     ignored      ignored    ignored      ignored  ignored     ignored   → completed
  dialing       ignored      ignored    ignored      ignored  ignored     ignored   → completed
  bridged       ignored      ignored    ignored      ignored  ignored     ignored   → completed
  inConference  ignored      ignored    ignored      ignored  ignored     ignored   → completed
  completed     ignored      ignored    ignored      ignored  ignored     ignored   ignored
  busy          ignored      ignored    stays        ignored  ignored     ignored   ignored
  noAnswer      ignored      ignored    stays        ignored  ignored     ignored   ignored
  canceled      ignored      ignored    stays        ignored  ignored     ignored   ignored
  failed        ignored      ignored    stays        ignored  ignored     ignored   ignored
`;
describe('Every state answers the network:', () => {
  test.each(cellsOf(facts))('$row, $column: $cell', ({ row, column, cell }) => {
    const call = inState('call', row);
    const after = give('call', call, network[column] as Said);
    expect(outcome(call, after)).toBe(cell);
    // A stray: a line that is answered when nobody wants it any more is hung up.
    if (cell === 'stays') expect(tells(after)).toEqual(['network.hangUp']);
  });

  test('an inbound caller who hangs up before the answer cancels the call', () => {
    const ringing = live('call', [say('call.receive', {})]).at(-1)?.snapshot;
    expect(outcome(ringing, give('call', ringing, say('call.hungUp')))).toBe('→ canceled');
  });
});

const news: Readonly<Record<string, Said>> = {
  'R ended': recordingEnded('R'),
  'R declined': say('recording.declined', { recordingSid: 'R', path: 'record-verb' }),
  'L rang': say('leg.rang', { legSid: 'L' }),
  'L answered': say('leg.answered', { legSid: 'L' }),
  'L ended': say('leg.ended', { legSid: 'L', status: 'busy', durationMs: 0 }),
  admitted: admitted(),
  dismissed: dismissed('ended-by-exit'),
  '#': say('digit.pressed', { digit: '#' }),
  '*': say('digit.pressed', { digit: '*' }),
};
const ofOthers = `
                R ended      R declined   L rang   L answered  L ended      admitted  dismissed
  none          ignored      ignored      ignored  ignored     ignored      ignored   ignored
  queued        ignored      ignored      ignored  ignored     ignored      ignored   ignored
  initiated     ignored      ignored      ignored  ignored     ignored      ignored   ignored
  ringing       ignored      ignored      ignored  ignored     ignored      ignored   ignored
  executing     ignored      ignored      ignored  ignored     ignored      ignored   ignored
  recording     → executing  → executing  ignored  ignored     ignored      ignored   ignored
  dialing       ignored      ignored      ignored  → bridged   stays        ignored   ignored
  bridged       ignored      ignored      ignored  ignored     → executing  ignored   ignored
  inConference  ignored      ignored      ignored  ignored     ignored      stays     → executing
  completed     ignored      ignored      ignored  ignored     ignored      ignored   ignored
  canceled      ignored      ignored      ignored  ignored     ignored      ignored   ignored
`;
const keys = `
                #        *
  none          ignored  ignored
  queued        ignored  ignored
  initiated     ignored  ignored
  ringing       ignored  ignored
  executing     ignored  ignored
  recording     stays    stays
  dialing       ignored  ignored
  bridged       ignored  stays
  inConference  ignored  ignored
  completed     ignored  ignored
  canceled      ignored  ignored
`;
describe('Every state answers recordings, legs, conferences and keys:', () => {
  test.each([...cellsOf(ofOthers), ...cellsOf(keys)])(
    '$row, $column: $cell',
    ({ row, column, cell }) => {
      const call = inState('call', row);
      expect(outcome(call, give('call', call, news[column] as Said))).toBe(cell);
    },
  );
});

describe('A line that is handed over', () => {
  const line = {
    ...{ createdAt: 1_000, answeredAt: 2_000, timeLimitMs: 60_000, lastRequest: 'Q' },
    recordings: [
      { sid: 'P', kind: 'participant-request/leg' },
      { sid: 'Q', kind: 'call-request/request' },
    ],
  } as const;
  const taken = (policy: 'telnyx' | 'twilio' = 'telnyx') =>
    live('call', [say('line.handedOver', { ...line, policy, at: 30_000 })]).at(-1);

  test('is a call at once, which asks for its document; nothing is announced twice', () => {
    const birth = taken('twilio');
    expect(birth?.snapshot?.state).toBe('inProgress.executing');
    expect(birth && tells(birth)).toEqual(['instructions.requested']);
    expect(birth?.effects).toMatchObject([
      { type: 'timer.set', timer: 'time-limit', dueAt: 62_000 },
      { type: 'instructions.requested', because: 'redirected', execute: true },
    ]);
    expect(birth?.snapshot?.context).toMatchObject({
      ...{ createdAt: 1_000, answeredAt: 2_000, updatedAt: 30_000, takenOverAt: 30_000 },
      ...{ direction: 'outbound', policy: 'twilio', lastRequest: 'Q' },
    });
  });

  test('tells its own recordings when it is over, and the leg that it was', () => {
    const call = give('call', taken()?.snapshot, say('call.startRecording', { recording: other }));
    const { signals } = give('call', call.snapshot, say('call.hungUp'));
    const host = { machine: 'call', sid: 'C' };
    expect(signals).toMatchObject([
      { to: { sid: 'R2' }, event: { type: 'host.ended', host, reason: 'call-ended' } },
      { to: { machine: 'dialLeg', sid: 'C' }, event: { type: 'line.ended' } },
    ]);
  });

  test.each(Object.keys(ways.call).filter((path) => path !== 'none'))(
    'is declined where there is a call already: %s',
    (path) => {
      const call = inState('call', path.slice(path.lastIndexOf('.') + 1));
      const after = give('call', call, say('line.handedOver', line));
      expect(after.snapshot).toBe(call);
      expect(after.signals).toMatchObject([
        { to: { machine: 'dialLeg', sid: 'C' }, event: { type: 'line.declined' } },
      ]);
    },
  );

  test('is known to the call that it has become', () => {
    const call = taken()?.snapshot;
    expect(outcome(call, give('call', call, say('line.handedOver', { ...line, at: 30_000 })))).toBe(
      'ignored',
    );
  });
});

describe('The ring timeout and the time limit', () => {
  test.each(Object.keys(ways.call))('in %s', (path) => {
    const state = path.slice(path.lastIndexOf('.') + 1);
    const call = inState('call', state);
    const fire = (timer: TimerName) => {
      const at = call?.context.timers[timer] ?? 99_999_999;
      return outcome(call, give('call', call, say('timer.fired', { timer, at })));
    };
    const rings = ['queued', 'initiated', 'ringing'].includes(state);
    expect(fire('ring')).toBe(rings ? '→ noAnswer' : 'ignored');
    expect(fire('time-limit')).toBe(path.includes('.') ? '→ completed' : 'ignored');
  });
});
