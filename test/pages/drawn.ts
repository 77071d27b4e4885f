/** The pages with guides and manual, drawn once for all tests of a process. */
import { pagesAs } from '../../src/pages/index.ts';

export const drawn = await pagesAs('md', true);
