/** What has more ways to be than are looked at: nothing throws, and anything is believed of it. */
import { expect, test } from 'vitest';
import {
  type Belief,
  type Followed,
  follow,
  type Observation,
  usualManner,
} from '../../src/follow/index.ts';
import { noneYet } from '../../src/follow/ways/groups.ts';
import { CutOff, Outlook } from '../../src/follow/ways/outlook.ts';

const call = (sid: string) => ({ machine: 'call', sid }) as const;
const recording = (sid: string) => ({ machine: 'recording', sid }) as const;
const manner = { ...usualManner, mostWays: 600 };
const followed = (all: readonly Observation[], from?: Belief): Followed => {
  let last: Followed | undefined;
  for (const seen of all) last = follow(last?.belief ?? from, seen, manner);
  if (!last) throw new Error('nothing was seen');
  return last;
};
/** A recording is asked for so much, without an answer, that anything could have become of it. */
const tooMuch: Observation[] = [
  { kind: 'cameIn', at: 0, of: call('c'), event: { type: 'call.receive' } },
  { kind: 'read', at: 100, of: call('c'), status: 'in-progress' },
  {
    kind: 'asked',
    at: 200,
    id: 'start',
    to: call('c'),
    event: { type: 'call.startRecording', recording: { sid: 'r' } },
  },
  ...Array.from(
    { length: 4 },
    (_, i): Observation => ({
      kind: 'asked',
      at: 300 + i,
      id: String(i),
      to: recording('r'),
      event: { type: i % 2 === 0 ? 'recording.pause' : 'recording.resume' },
    }),
  ),
];

test('what could be in too many ways is followed no longer, and the rest is', () => {
  const other: Observation = {
    kind: 'cameIn',
    at: 0,
    of: call('d'),
    event: { type: 'call.receive' },
  };
  const lost = followed([other, ...tooMuch]);
  expect(lost.says).toMatchObject({ is: 'news', beyond: ['call c', 'recording r'] });
  expect(lost.says.machines.map(({ sid }) => sid)).toEqual(['d']);
  expect(JSON.stringify(lost.belief).length).toBeLessThan(4_000);

  const whatever = { kind: 'callback', at: 9_000, of: recording('r'), status: 'absent' } as const;
  const isAnything = followed(
    [whatever, { kind: 'answered', at: 9_001, id: '3', is: 'done' }],
    lost.belief,
  );
  expect(isAnything.says.is).toBe('news');
  const impossible = { ...whatever, of: recording('x') };
  expect(followed([impossible], isAnything.belief).says.is).toBe('unexplained');
});

test('whoever can come to speak with what is lost is lost too, and nobody else', () => {
  const joins = (sid: string, conferenceSid: string): Observation[] => [
    { kind: 'cameIn', at: 9_000, of: call(sid), event: { type: 'call.receive' } },
    { kind: 'read', at: 9_100, of: call(sid), status: 'in-progress' },
    {
      kind: 'document',
      at: 9_200,
      of: call(sid),
      commands: [{ type: 'call.joinConference', conferenceSid, stay: `stay of ${sid}` }],
    },
  ];
  const lost = followed(tooMuch);
  const { belief } = followed(joins('c', 'f'), lost.belief);
  const { says } = followed([...joins('d', 'f'), ...joins('e', 'g')], belief);
  expect(says.beyond).toEqual(['call c', 'call d', 'recording r']);
  expect(says.machines.map(({ sid }) => sid)).toEqual(['e', 'g']);
});

test('a way counts once for each machine that is believed on it', () => {
  const [c, d] = ['call c', 'call d'];
  const isCutOff = (of: Record<string, string>, mostWays: number) => {
    const outlook = new Outlook(0, { ...usualManner, mostWays }, { of, under: {} });
    try {
      outlook.closed(noneYet, c);
      return false;
    } catch (error) {
      if (error instanceof CutOff) return error.because;
      throw error;
    }
  };
  expect(isCutOff({ [c]: c, [d]: d }, 1)).toBe(false);
  expect(isCutOff({ [c]: c, [d]: c }, 2)).toBe(false);
  expect(isCutOff({ [c]: c, [d]: c }, 1)).toEqual({ tooMany: c });
});
