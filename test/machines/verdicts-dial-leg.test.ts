/** A dialled leg answers every command, fact and signal as the model says, in every state. */
import { describe, expect, test } from 'vitest';
import { cellsOf } from './grid.ts';
import {
  addresses,
  admitted,
  chosen,
  dismissed,
  give,
  inState,
  live,
  outcome,
  released,
  type Said,
  say,
  tells,
} from './stage.ts';

const events: Readonly<Record<string, Said>> = {
  start: say('call.startRecording', { recording: { sid: 'R2' } }),
  redirect: say('call.redirect', {}),
  'hang up': say('call.hangUp'),
  requested: say('leg.requested', { parent: addresses.call, at: 1000 }),
  'requested by another': say('leg.requested', { parent: { machine: 'call', sid: 'C2' } }),
  chosen: chosen(),
  released: released(),
  'chosen by another': chosen('C2'),
  'released by another': released('C2'),
  admitted: admitted(),
  dismissed: dismissed('removed'),
  declined: say('line.declined'),
  'dismissed elsewhere': dismissed('removed', 'S', 'F2'),
  initiated: say('call.initiated'),
  rang: say('call.rang'),
  answered: say('call.answered'),
  busy: say('call.busy'),
  unanswered: say('call.unanswered'),
  failed: say('call.failed'),
  'hung up': say('call.hungUp'),
  'ring timeout': say('timer.fired', { timer: 'ring', at: 9_999_999 }),
  'time limit': say('timer.fired', { timer: 'time-limit', at: 99_999_999 }),
};
const commands = `
              start              redirect           hang up      ring timeout  time limit
  none        not-found          not-found          not-found    ignored       ignored
  initiated   call-not-answered  call-not-answered  → canceled   → noAnswer    ignored
  ringing     call-not-answered  call-not-answered  → canceled   → noAnswer    ignored
  waiting     stays              → handedOver       → completed  ignored       → completed
  bridged     stays              → handedOver       → completed  ignored       → completed
  joined      stays              → handedOver       → completed  ignored       → completed
  handedOver  not-found          not-found          not-found    ignored       ignored
  completed   call-ended         call-ended         call-ended   ignored       ignored
  busy        call-ended         call-ended         call-ended   ignored       ignored
  noAnswer    call-ended         call-ended         call-ended   ignored       ignored
  canceled    call-ended         call-ended         call-ended   ignored       ignored
  failed      call-ended         call-ended         call-ended   ignored       ignored
`;
const signals = `
              requested    chosen     released     admitted  dismissed    declined
  none        → initiated  ignored    ignored      ignored   ignored      ignored
  initiated   ignored      ignored    → canceled   ignored   ignored      ignored
  ringing     ignored      ignored    → canceled   ignored   ignored      ignored
  waiting     ignored      → bridged  → completed  ignored   ignored      ignored
  bridged     ignored      ignored    → completed  ignored   ignored      ignored
  joined      stays        ignored    ignored      ignored   → completed  ignored
  handedOver  stays        stays      ignored      ignored   ignored      → completed
  completed   stays        ignored    ignored      ignored   ignored      ignored
  busy        stays        ignored    ignored      ignored   ignored      ignored
  noAnswer    stays        ignored    ignored      ignored   ignored      ignored
  canceled    stays        ignored    ignored      ignored   ignored      ignored
  failed      stays        ignored    ignored      ignored   ignored      ignored
`;
const byOthers = `
              requested by another  chosen by another  released by another  dismissed elsewhere
  none        → initiated           ignored            ignored              ignored
  initiated   stays                 ignored            ignored              ignored
  ringing     stays                 ignored            ignored              ignored
  waiting     stays                 ignored            ignored              ignored
  bridged     stays                 ignored            ignored              ignored
  joined      stays                 ignored            ignored              ignored
  handedOver  stays                 ignored            ignored              ignored
  completed   stays                 ignored            ignored              ignored
  busy        stays                 ignored            ignored              ignored
  noAnswer    stays                 ignored            ignored              ignored
  canceled    stays                 ignored            ignored              ignored
  failed      stays                 ignored            ignored              ignored
`;
const facts = `
              initiated  rang       answered   busy     unanswered  failed    hung up
  none        ignored    ignored    stays      ignored  ignored     ignored   ignored
  initiated   ignored    → ringing  → waiting  → busy   → noAnswer  → failed  → failed
  ringing     ignored    ignored    → waiting  → busy   → noAnswer  → failed  → failed
  waiting     ignored    ignored    ignored    ignored  ignored     ignored   → completed
  bridged     ignored    ignored    ignored    ignored  ignored     ignored   → completed
  joined      ignored    ignored    ignored    ignored  ignored     ignored   → completed
  handedOver  ignored    ignored    ignored    ignored  ignored     ignored   stays
  completed   ignored    ignored    ignored    ignored  ignored     ignored   ignored
  busy        ignored    ignored    stays      ignored  ignored     ignored   ignored
  noAnswer    ignored    ignored    stays      ignored  ignored     ignored   ignored
  canceled    ignored    ignored    stays      ignored  ignored     ignored   ignored
  failed      ignored    ignored    stays      ignored  ignored     ignored   ignored
`;
describe('Every state answers every event:', () => {
  const cells = [
    ...cellsOf(commands),
    ...cellsOf(signals),
    ...cellsOf(byOthers),
    ...cellsOf(facts),
  ];
  test.each(cells)('$row, $column: $cell', ({ row, column, cell }) => {
    const leg = inState('dialLeg', row);
    const after = give('dialLeg', leg, events[column] as Said);
    expect(outcome(leg, after)).toBe(cell);
    if (column === 'answered' && cell === 'stays') expect(tells(after)).toEqual(['network.hangUp']);
    if (column === 'hung up' && cell === 'stays')
      expect(tells(after)).toEqual(['call.hungUp to L']);
    if (column === 'requested' && cell === 'stays')
      expect(tells(after)).toEqual(['leg.ended to C']);
    if (column === 'requested by another' && cell === 'stays')
      expect(after.signals.map(({ to, event }) => [to.sid, event])).toEqual([
        ['C2', expect.objectContaining({ type: 'leg.ended', status: 'failed', durationMs: 0 })],
      ]);
  });
});

const participant = [
  say('leg.requested', {
    parent: addresses.conference,
    stay: 'S',
    recording: { sid: 'R' },
    conferenceRecording: { sid: 'R2' },
  }),
  say('call.answered'),
];

test('a participant who answers is recorded, and asks to be let in', () => {
  const answer = live('dialLeg', participant).at(-1);
  expect(answer?.snapshot?.state).toBe('answered.waiting');
  expect(answer && tells(answer)).toEqual([
    'announces in-progress',
    'recording.requested to R',
    'leg.answered to F',
    'participant.joined to F',
  ]);
});

test('a participant who waits is let in, or sent away; nobody can choose it', () => {
  const waiting = live('dialLeg', participant).at(-1)?.snapshot;
  const comes = (said: Said) => outcome(waiting, give('dialLeg', waiting, said));
  expect(comes(admitted())).toBe('→ joined');
  expect(comes(admitted('other'))).toBe('ignored');
  expect(comes(dismissed('full'))).toBe('→ completed');
  expect(comes(dismissed('full', 'other'))).toBe('ignored');
  expect(comes(chosen())).toBe('ignored');
});

describe('A participant who', () => {
  const ends: readonly (readonly [string, Said, readonly string[]])[] = [
    ['hangs up', say('call.hungUp'), ['participant.left to F']],
    ['is hung up', say('call.hangUp'), ['participant.left to F', 'network.hangUp']],
    [
      'is released',
      say('leg.released', { parent: addresses.conference }),
      ['participant.left to F', 'network.hangUp'],
    ],
    ['is removed', dismissed('removed'), ['network.hangUp']],
  ];
  test.each(ends)('%s ends, with their recording', (_, said, more) => {
    const joined = live('dialLeg', [...participant, admitted()]).at(-1)?.snapshot;
    const after = give('dialLeg', joined, said);
    expect(outcome(joined, after)).toBe('→ completed');
    expect(tells(after).sort()).toEqual(
      [...more, 'announces completed', 'host.ended to R', 'leg.ended to F'].sort(),
    );
  });
});

describe('A leg that is given new TeXML', () => {
  const ofDial = say('leg.requested', { parent: addresses.call, timeLimitMs: 60_000 });
  const given = (before: readonly Said[], said: Said = say('call.redirect', {})) => {
    const leg = live('dialLeg', before).at(-1)?.snapshot;
    return { leg, after: give('dialLeg', leg, said) };
  };

  test('leaves its conference, and its line goes on as a call with its recording', () => {
    const { leg, after } = given(
      [...participant, admitted()],
      say('call.redirect', { redirection: 'X' }),
    );
    expect(tells(after).sort()).toEqual(
      ['network.leave', 'participant.left to F', 'leg.ended to F', 'line.handedOver to L'].sort(),
    );
    const { createdAt, answeredAt, policy } = leg?.context ?? {};
    expect(after.signals.find(({ to }) => to.machine === 'call')).toEqual({
      to: { machine: 'call', sid: 'L' },
      event: {
        type: 'line.handedOver',
        at: after.snapshot?.context.endedAt,
        ...{ createdAt, answeredAt, policy, timeLimitMs: 14_400_000, redirection: 'X' },
        recordings: [{ sid: 'R', kind: 'participant-request/leg' }],
      },
    });
  });

  test.each<[string, readonly Said[], readonly string[]]>([
    ['of a <Dial> parts from the call', [chosen()], ['network.unbridge']],
    ['that has not won yet is over for its dial', [], []],
  ])('%s', (_, more, parted) => {
    const { after } = given([ofDial, say('call.answered'), ...more]);
    expect(tells(after)).toEqual([...parted, 'leg.ended to C', 'line.handedOver to L']);
    const ended = after.signals.find(({ event }) => event.type === 'leg.ended')?.event;
    expect(ended).toMatchObject({ status: 'completed' });
  });

  test('passes on what still comes to it, and tells nobody that it is over', () => {
    const over = [...participant, admitted(), say('call.redirect', {})];
    const comes = (said: Said) => given(over, said).after;
    const ended = say('recording.ended', {
      ...{ recordingSid: 'R', path: 'participant-request', durationMs: 1, reason: 'requested' },
    });
    expect(tells(comes(ended))).toEqual(['recording.ended to L']);
    expect(comes(ended).snapshot?.context.recordings).toEqual([]);
    expect(tells(comes(say('call.hungUp')))).toEqual(['call.hungUp to L']);
    expect(tells(comes(say('line.ended')))).toEqual(['host.ended to R']);
  });

  test('is hung up with its recording if no call takes its line: the sid is of another', () => {
    const { after } = given(
      [...participant, admitted(), say('call.redirect', {})],
      say('line.declined'),
    );
    expect(tells(after).sort()).toEqual(
      ['network.hangUp', 'announces completed', 'host.ended to R', 'leg.ended to F'].sort(),
    );
  });
});

test('a leg that rings tells its parent once', () => {
  const steps = live('dialLeg', [
    say('leg.requested', { parent: addresses.call }),
    say('call.rang'),
    say('call.rang'),
  ]);
  expect(steps.flatMap(tells).filter((one) => one.startsWith('leg.'))).toEqual(['leg.rang to C']);
});
