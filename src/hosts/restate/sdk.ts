/** The SDK of Restate, which whoever opens this host has installed. */
import { loadPeer } from '../peers.ts';
import { BadRestate } from './objects/errors.ts';

export type Sdk = typeof import('@restatedev/restate-sdk');

/**
 * Loads it.
 * @throws BadRestate that says what to install, if it is not there.
 */
export const loadSdk = (
  load: () => Promise<Sdk> = () => import('@restatedev/restate-sdk'),
): Promise<Sdk> =>
  loadPeer(
    '@restatedev/restate-sdk',
    load,
    (says, cause) => new BadRestate('Restate', says, cause),
  );
