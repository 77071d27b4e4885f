/** The page that says how far to trust all this says what was measured, and nothing else. */
import { expect, test } from 'vitest';
import { systems } from '../../properties/systems/index.ts';
import { read } from '../house/tree.ts';
import { withFigures } from './parts.ts';

const page = read('docs/proof.md');

test('its figures are those that were measured', () => {
  expect(page).toBe(withFigures(page));
});

test('its figures name every system', () => {
  const unnamed = systems.filter(({ name }) => !page.includes(name));
  expect(unnamed).toEqual([]);
});

test('a figure that is changed by hand is noticed', () => {
  const changed = page.replace('11,455', '11,456');
  expect(changed).not.toBe(page);
  expect(withFigures(changed)).toBe(page);
});

test('marks of nobody, and a part without its marks, are refused', () => {
  const mark = '<!-- figures: second opinion -->';
  expect(() => withFigures(page.replace(mark, '<!-- figures: hopes -->'))).toThrow('"hopes"');
  expect(() => withFigures(page.replace(mark, ''))).toThrow('no marks for second opinion');
});
