/** A kit for each test that asks for one, by `test.extend` of Vitest. */
import { createKit, type Kit, type KitOptions } from './kit.ts';

type KitFixture = (context: object, use: (kit: Kit) => Promise<void>) => Promise<void>;

/** For `test.extend({ kit: kitFixture({ app }) })`; each kit ends with its test. */
export function kitFixture(options: KitOptions = {}): KitFixture {
  // biome-ignore lint/correctness/noEmptyPattern: Vitest reads from the text what a fixture needs.
  return async ({}, use) => {
    await using kit = await createKit(options);
    await use(kit);
  };
}
