/** What is told again may be news, or the same once more: both are believed. */
import { expect, test } from 'vitest';
import { type Belief, type Followed, follow, type Observation } from '../../src/follow/index.ts';

const conference = { machine: 'conference', sid: 'f' } as const;
const caller = (sid: string) => ({ machine: 'call', sid }) as const;
const join = (sid: string, stay: string) =>
  ({
    kind: 'document',
    at: 0,
    of: caller(sid),
    commands: [{ type: 'call.joinConference', conferenceSid: 'f', stay, isNamed: true }],
  }) as const;
const joined = (callSid: string) =>
  ({ kind: 'callback', at: 0, of: conference, status: 'join', callSid }) as const;
const asks = (sid: string) => ({ kind: 'documentAsked', at: 0, of: caller(sid) }) as const;
const comesIn = (sid: string): Observation[] => [
  { kind: 'cameIn', at: 0, of: caller(sid), event: { type: 'call.receive' } },
  asks(sid),
  join(sid, `first of ${sid}`),
  joined(sid),
];

/** All of it, a second apart. */
function followed(all: readonly Observation[]): Followed {
  let last: Followed | undefined;
  let belief: Belief | undefined;
  for (const [i, seen] of all.entries()) {
    last = follow(belief, { ...seen, at: i * 1_000 });
    belief = last.belief;
  }
  if (!last) throw new Error('nothing was seen');
  return last;
}

test('a join that is told again may be that of a new stay, or the first once more', () => {
  const { says } = followed([
    ...comesIn('d'),
    ...comesIn('c'),
    { kind: 'asked', at: 0, id: '1', to: caller('c'), event: { type: 'call.redirect' } },
    { kind: 'answered', at: 0, id: '1', is: 'done' },
    asks('c'),
    join('c', 'second of c'),
    joined('c'),
  ]);
  const states = says.machines.find(({ sid }) => sid === 'c')?.states;
  expect(states).toEqual(
    expect.arrayContaining(['inProgress.inConference', 'inProgress.executing']),
  );
});

test('a join that is told for a second stay, of which nothing had come before, is as late as that', () => {
  const at = (seconds: number, all: readonly Observation[]) =>
    all.map((seen) => ({ ...seen, at: seconds * 1_000 }));
  const [received, asked, document] = comesIn('c') as [Observation, Observation, Observation];
  const second = (saidSeconds: number) =>
    [
      ...at(0, [received, asked, document]),
      ...at(1, comesIn('d')),
      ...at(60, [
        { kind: 'asked', at: 0, id: '1', to: caller('c'), event: { type: 'call.redirect' } },
        { kind: 'answered', at: 0, id: '1', is: 'done' },
        asks('c'),
      ]),
      ...at(62, [join('c', 'second of c')]),
      ...at(90, [{ ...joined('c'), saidAt: saidSeconds * 1_000 }]),
    ].reduce<Followed | undefined>((last, seen) => follow(last?.belief, seen), undefined)?.says.is;
  expect(second(64)).toBe('news');
  expect(second(80)).toBe('news');
  expect(second(100)).toBe('unexplained');
});
