/** The SDK of Restate, which whoever opens this host has installed. */
import { BadRestate } from './errors.ts';

export type Sdk = typeof import('@restatedev/restate-sdk');

/**
 * Loads it.
 * @throws BadRestate that says what to install, if it is not there.
 */
export async function loadSdk(
  load: () => Promise<Sdk> = () => import('@restatedev/restate-sdk'),
): Promise<Sdk> {
  try {
    return await load();
  } catch (cause) {
    const name = '@restatedev/restate-sdk';
    const says = `The package "${name}" is not installed; npm install ${name}.`;
    throw new BadRestate('Restate', says, { cause });
  }
}
