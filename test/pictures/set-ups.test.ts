/** The pictures of the guides are as they are drawn, and hold in every renderer. */
import { Resvg } from '@resvg/resvg-js';
import { expect, test } from 'vitest';
import { read } from '../house/tree.ts';
import { drawnSetUp, setUps } from './set-ups.ts';

test.each(setUps)('docs/pictures/$name.svg is as it is drawn', async (setUp) => {
  const drawn = await drawnSetUp(setUp);
  expect(read(`docs/pictures/${setUp.name}.svg`)).toBe(drawn);
  expect(read('docs/run-it.md')).toContain(`(pictures/${setUp.name}.svg)`);
  const { width, height } = new Resvg(drawn).render();
  expect(Math.min(width, height)).toBeGreaterThan(100);
});
