/** Every attribute that has no effect by itself: a document that says it alone is warned of it. */
import { describe, expect, test } from 'vitest';
import { type AttributeTable, attributeTables } from './tables/attributes.ts';
import { besides, read, takenIn } from './tables/reading.ts';
import type { Line } from './tables/rows.ts';

const table = (one: AttributeTable) =>
  one.lines.map((line) => [one.document, line.name, one, line] as const);
/** An invalidDigitsAction is enough for `validDigits`, too. */
const lines = attributeTables
  .flatMap(table)
  .filter(([, name, , { beside }]) => beside.length > 0 && name !== 'validDigits');

const isWarned = (of: AttributeTable, said: Readonly<Record<string, string>>, { name }: Line) =>
  read(of, said).noticed.some((one) => one.rule === 'needs-another' && one.attribute === name);

describe.each(lines)('In %s: %s', (_document, name, of, line) => {
  test('is told without what stands beside it, unless it says its default', () => {
    for (const { said } of takenIn(line.holding))
      expect(isWarned(of, { [name]: said }, line), said).toBe(said !== line.byDefault);
  });

  test('is not told beside it', () => {
    for (const { said } of takenIn(line.holding))
      expect(isWarned(of, { ...besides(of, line), [name]: said }, line), said).toBe(false);
  });
});

test('these are many', () => expect(lines.length).toBeGreaterThan(30));

test('a method without effect says what it would be the method of', () => {
  const alone = attributeTables.flatMap(({ document, lines: all }) =>
    all
      .filter(({ holds, does, beside }) => holds === 'one of GET, POST' && does + beside === '')
      .map(({ name }) => `${document} ${name}`),
  );
  expect(alone).toEqual([]);
});
