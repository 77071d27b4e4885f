/**
 * Every attribute with values that are allowed, out of range, misspelt, empty and of another case:
 * a document is never refused for one, and whatever counts as something else is told at its place.
 */
import { describe, expect, test } from 'vitest';
import type { Noticed } from '../../src/wire/index.ts';
import { attributeTables } from './tables/attributes.ts';
import { forgivenIn } from './tables/forgiven.ts';
import { besides, outcomeOf, read, takenIn } from './tables/reading.ts';

const isAboutValue = ({ rule }: Noticed) => /^(value|words)-/.test(rule);

/** How many documents were read. */
let documents = 0;

const withAttributes = attributeTables.filter(({ lines }) => lines.length > 0);
describe.each(withAttributes)('$document', (table) => {
  const lines = table.lines.map((line) => [line.name, line] as const);

  test.each(lines)(
    '%s: what is allowed counts as it is, and nothing is told of it',
    (name, line) => {
      for (const { said } of takenIn(line.holding)) {
        documents += 1;
        const { noticed, isRefused } = read(table, { ...besides(table, line), [name]: said });
        expect([isRefused, noticed.filter(isAboutValue)], said).toEqual([false, []]);
      }
    },
  );

  const forgiven = lines.filter(([, { holding }]) => forgivenIn(holding).length > 0);
  test.each(forgiven)(
    '%s: what is not allowed is told, and counts as far as it is plain',
    (name, line) => {
      const around = besides(table, line);
      for (const [said, countsAs] of forgivenIn(line.holding)) {
        documents += 1;
        const { noticed, isRefused } = read(table, { ...around, [name]: said });
        const told = noticed.filter(isAboutValue);
        const column = `<Response>${table.document.split('%')[0]} `.length + 1;
        const place = { line: 1, element: table.element, attribute: name };
        expect([isRefused, told], said).toMatchObject([false, [{ kind: 'warning', ...place }]]);
        if (Object.keys(around).length === 0) expect(told[0]?.column, said).toBe(column);
        expect(told[0]?.message, said).toMatch(
          countsAs === undefined ? /: it is as if left out\.$/ : `: it counts as ${countsAs}.`,
        );
        expect(outcomeOf(table, { ...around, [name]: said }), said).toEqual(
          outcomeOf(table, countsAs === undefined ? around : { ...around, [name]: countsAs }),
        );
        const strictly = read(table, { ...around, [name]: said }, { strict: true });
        expect(strictly.isRefused, said).toBe(true);
      }
    },
  );
});

test('these are all kinds of attributes, and far more than 500 documents', () => {
  expect(documents).toBeGreaterThan(2_000);
});
