/** The matchers of the kit, as a project makes them known to the types of Vitest. */
import 'vitest';
import type { KitMatchers } from '../../src/testing/index.ts';

declare module 'vitest' {
  interface Matchers<
    R extends void | Promise<void> = void | Promise<void>,
    // biome-ignore lint/correctness/noUnusedVariables: A declaration that joins another has its parameters.
    T = unknown,
  > extends KitMatchers<R> {}
}
