/** Filters by time: where each begins and ends. */
import { fc, test as property } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { isoDate, isoDateMs } from '../../src/wire/resources/dates.ts';
import { type Interval, isWithin } from '../../src/wire/resources/listing.ts';
import { afterDay, beforeDay, onDay, times } from '../../src/wire/rest/spelling/time-filters.ts';

const interval = (said: string | string[]) => times.parse(said) as Interval;
/** Times around which days and seconds change, and any others. */
const time = fc
  .tuple(
    fc.integer({ min: Date.UTC(1970, 0), max: Date.UTC(2100, 0) }),
    fc.constantFrom(1, 1_000, 86_400_000),
    fc.constantFrom(-1, 0, 1),
  )
  .map(([at, grid, aside]) => Math.max(0, Math.floor(at / grid) * grid + aside));
/** The day, the second and the millisecond of a time. */
const spellings = [(at: number) => isoDate(at).slice(0, 10), isoDate, isoDateMs];
const spelling = fc.constantFrom(...spellings);
/** Two times that are often next to each other. */
const pair = fc.oneof(
  fc.tuple(time, time),
  fc
    .tuple(time, fc.constantFrom(0, 1, -1, 999, 1_000, 86_400_000))
    .map(([at, aside]): [number, number] => [at, Math.max(0, at + aside)]),
);

describe('A filter by time', () => {
  property.prop([pair, spelling], { seed: 7, numRuns: 2_000 })(
    'holds the times that are spelled like it',
    ([at, other], spell) => {
      expect(isWithin(at, interval(spell(other)))).toBe(spell(at) === spell(other));
    },
  );

  property.prop([pair, spelling], { seed: 7, numRuns: 2_000 })(
    'leaves each time before it, in it or after it',
    ([at, other], spell) => {
      const is = (operator: string) => isWithin(at, interval(operator + spell(other)));
      expect([is('<'), is(''), is('>')].filter(Boolean)).toHaveLength(1);
      expect(is('<=')).toBe(is('<') || is(''));
      expect(is('>=')).toBe(is('>') || is(''));
      expect(is('<') ? at < other : true).toBe(true);
      expect(is('>') ? at > other : true).toBe(true);
    },
  );

  property.prop([pair], { seed: 7, numRuns: 500 })(
    'says the same as a parameter and as an operator',
    ([at, other]) => {
      const day = isoDate(other).slice(0, 10);
      for (const [kind, operator] of [
        [onDay, ''],
        [afterDay, '>'],
        [beforeDay, '<'],
      ] as const)
        expect(isWithin(at, kind.parse(day))).toBe(isWithin(at, interval(operator + day)));
    },
  );

  property.prop([time, time, time], { seed: 7, numRuns: 500 })(
    'which says several things means all of them',
    (at, one, other) => {
      const said = [`>=${isoDateMs(one)}`, `<${isoDateMs(other)}`];
      expect(isWithin(at, interval(said))).toBe(one <= at && at < other);
    },
  );

  test('is of no use where nothing happened; without it, everything is meant', () => {
    expect(isWithin(null, interval('>1970-01-01'))).toBe(false);
    expect(isWithin(null, undefined)).toBe(true);
    expect(isWithin(0)).toBe(true);
  });
});
