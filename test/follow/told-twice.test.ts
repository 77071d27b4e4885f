/** What is told again may be news, or the same once more: both are believed. */
import { expect, test } from 'vitest';
import { type Belief, type Followed, follow, type Observation } from '../../src/follow/index.ts';
import { asks, at, caller, comesIn, comesTwice, join, joined } from './joins.ts';

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

test('a join that is told again before the first was seen may be as early as that, and as late as this', () => {
  const seenOnce = (saidSeconds: number) =>
    [
      ...comesTwice([{ ...joined('c'), status: 'leave' }]),
      ...at(90, [{ ...joined('c'), saidAt: saidSeconds * 1_000 }]),
    ].reduce<Followed | undefined>((last, seen) => follow(last?.belief, seen), undefined)?.says.is;
  expect([1, 64, 100].map(seenOnce)).toEqual(['late', 'news', 'unexplained']);
});

test('a call asks once for its first document', () => {
  const is = (...more: readonly Observation[]) =>
    followed([...comesIn('c').slice(0, 1), asks('c'), ...more]).says.is;
  expect(is()).toBe('news');
  expect(is(asks('c'))).toBe('unexplained');
});
