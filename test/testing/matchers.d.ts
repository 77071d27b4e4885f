/** The matchers of the kit, as a project makes them known to the types of Vitest. */
import 'vitest';
import type { KitMatchers } from '../../src/testing/index.ts';

declare module 'vitest' {
  interface Matchers<R extends void | Promise<void>, T> extends KitMatchers<R> {}
}
