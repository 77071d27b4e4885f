/** What nobody sees, and when it can happen: messages, timers and requests of one way. */
import { expect, test } from 'vitest';
import { type Followed, follow, type Observation } from '../../src/follow/index.ts';
import { atFirst, type Believed } from '../../src/follow/ways/believed.ts';
import { hiddenMoves } from '../../src/follow/ways/hidden.ts';
import { Outlook } from '../../src/follow/ways/outlook.ts';
import { type KnownPart, partAt, type Span, stepOf } from '../../src/follow/ways/shapes/spans.ts';
import { afterMove, intoOwn, withLetter } from '../../src/follow/ways/taken.ts';
import { observed } from './manner.ts';

const call = { machine: 'call', sid: 'c' } as const;
const { skewMs, lagMs } = observed;

/** A call that came in at 10 s, and was told nothing before a time; with a message on its way to it. */
function told(notBefore: number, sent: Span): Believed {
  const { part } = stepOf(call, undefined, { type: 'call.receive', at: 0 }, [10_000, 10_000]);
  if (!part) throw new Error('nothing came in');
  const event = { type: 'recording.ended', at: 0, recordingSid: 'r' } as never;
  const letter = { signal: { to: call, event }, at: sent };
  const own = { ...atFirst, parts: { 'call c': partAt(part, notBefore) } };
  return withLetter(own, 'recording r', letter);
}
const withSpans = ({ parts }: Believed, spans: KnownPart['spans']): KnownPart => {
  const part = parts['call c'] as KnownPart;
  return { ...part, spans: { ...part.spans, ...spans } };
};
const happens = (of: Believed, until: number, type: string) =>
  hiddenMoves(of, until, observed, () => true).filter(({ event }) => event.type === type);

test('a message that must have come before what a machine was told last is taken no more', () => {
  const sent = [10_000, 12_000] as const;
  expect(happens(told(12_000 + lagMs, sent), 60_000, 'recording.ended')).toHaveLength(1);
  expect(happens(told(12_001 + lagMs, sent), 60_000, 'recording.ended')).toHaveLength(0);
});

test('a message from a group below is taken as late as it can come, and no later', () => {
  const [slot, below] = ['call c', 'recording r'];
  const groups = { of: { [slot]: slot, [below]: below }, under: { [below]: slot } };
  const isTaken = (notBefore: number) => {
    const { parts, mail } = told(notBefore, [10_000, 12_000]);
    const ways = [
      {
        own: { ...atFirst, parts },
        below: { [below]: [{ own: { ...atFirst, mail }, below: {} }] },
      },
    ];
    const { all } = new Outlook(12_000, observed, groups).closed(ways, slot);
    const under = [...all.values()].flatMap((way) => way.below[below] ?? []);
    return under.some(({ own }) => Object.keys(own.mail).length === 0);
  };
  expect(isTaken(12_000 + lagMs)).toBe(true);
  expect(isTaken(12_001 + lagMs)).toBe(false);
});

test('a machine does nothing more once its first message has come, as late as can be', () => {
  const [answered] = happens(told(10_000, [10_000, 12_000]), 60_000, 'call.answered');
  expect(answered?.at).toEqual([10_000, 12_000 + lagMs]);
});

test('what is told again before it was seen was told between the first time and the last', () => {
  const [answered] = happens(told(10_000, [9e8, 9e8]), 60_000, 'call.answered');
  if (!answered) throw new Error('nobody answers');
  const toldAt = (own: Believed, at: Span) =>
    afterMove({ own, below: {} }, { ...answered, at }, observed, intoOwn).own.told;
  const first = toldAt(told(10_000, [9e8, 9e8]), [20_000, 21_000]);
  expect(first.map(({ at }) => at)).toEqual([[20_000, 21_000]]);
  const again = toldAt({ ...told(10_000, [9e8, 9e8]), told: first }, [30_000, 31_000]);
  expect(again.map(({ at }) => at)).toEqual([[20_000, 31_000]]);
});

test('a timer fires from as early to as late as clocks are apart', () => {
  const { part } = stepOf(call, undefined, { type: 'call.receive', at: 0 }, [10_000, 11_000]);
  if (!part) throw new Error('nothing came in');
  const [from, to] = Object.entries(part.spans).find(([key]) => key.startsWith('timer'))?.[1] ?? [];
  const own = { ...atFirst, parts: { 'call c': part } };
  const [fired] = happens(own, 9e9, 'timer.fired');
  expect(fired?.at).toEqual([(from as number) - skewMs, (to as number) + skewMs]);
  expect(happens(own, (from as number) - skewMs - 1, 'timer.fired')).toEqual([]);
});

test('what a message sets fires when that has come at the earliest, however soon it is due', () => {
  const of = { machine: 'recording', sid: 'r' } as const;
  const firesAt = (deadlineMs: number, lateMs: number) => {
    const event = {
      type: 'recording.requested',
      at: 0,
      path: 'outbound-call',
      source: 'OutboundAPI',
      host: call,
      callSid: 'c',
      policy: { 'start-deadline-ms': deadlineMs },
      settings: { channels: 1, track: 'both', trim: 'do-not-trim', format: 'mp3', beep: false },
    } as never;
    const { spans = {} } = stepOf(of, undefined, event, [10_000, 11_000], lateMs).part ?? {};
    return Object.keys(spans).flatMap((key) => (key.startsWith('timer') ? [spans[key]] : []));
  };
  expect(firesAt(1, 0)).toEqual([[10_001, 11_001]]);
  expect(firesAt(1, lagMs)).toEqual([[10_001, 11_000 + lagMs]]);
  expect(firesAt(60_000, lagMs)).toEqual([[70_000, 71_000]]);
});

test('a message that sets no timer leaves those as they were that ran before it', () => {
  const own = told(10_000, [12_000, 12_000]);
  const [heard] = happens(own, 60_000, 'recording.ended');
  if (!heard) throw new Error('nothing is heard');
  const timers = ({ parts }: Believed) =>
    Object.entries(parts['call c']?.spans ?? {}).filter(([key]) => key.startsWith('timer'));
  const soon = timers(own).map(([key]) => [key, [12_500, 12_500]] as const);
  expect(soon).toHaveLength(1);
  const before = { ...own, parts: { 'call c': withSpans(own, Object.fromEntries(soon)) } };
  const after = afterMove({ own: before, below: {} }, heard, observed, intoOwn).own;
  expect(timers(after)).toEqual(soon);
});

test('a request is carried out from when it was made, and until after its answer was given up', () => {
  const ask = { to: call, event: { type: 'call.hangUp' }, at: 20_000 } as const;
  const of = (lostBy?: number): Believed => ({
    ...told(10_000, [9e8, 9e8]),
    asked: { '1': { ...ask, ...(lostBy === undefined ? {} : { lostBy }) } },
  });
  expect(happens(of(), 30_000, 'call.hangUp')[0]?.at).toEqual([20_000, 30_000]);
  expect(happens(of(25_000), 30_000, 'call.hangUp')[0]?.at).toEqual([20_000, 25_000]);
});

test('what a document still had to ask is not asked once another document was fetched', () => {
  const leg = { machine: 'dialLeg', sid: 'a' } as const;
  const all = (isRedirected: boolean): Observation[] => [
    { kind: 'cameIn', at: 0, of: call, event: { type: 'call.receive' } },
    { kind: 'documentAsked', at: 500, of: call },
    {
      kind: 'document',
      at: 1_000,
      of: call,
      commands: [
        { type: 'call.record', recording: { sid: 'r' } },
        { type: 'call.dial', legs: ['a'] },
      ],
    },
    ...(isRedirected
      ? ([
          { kind: 'asked', at: 9_000, id: '1', to: call, event: { type: 'call.redirect' } },
          { kind: 'answered', at: 9_100, id: '1', is: 'done' },
          { kind: 'documentAsked', at: 9_200, of: call },
        ] as const)
      : []),
    { kind: 'callback', at: 60_000, saidAt: 60_000, of: leg, status: 'in-progress' },
  ];
  const is = (isRedirected: boolean) =>
    all(isRedirected).reduce<Followed | undefined>(
      (last, seen) => follow(last?.belief, seen),
      undefined,
    )?.says.is;
  expect(is(false)).toBe('news');
  expect(is(true)).toBe('unexplained');
});
