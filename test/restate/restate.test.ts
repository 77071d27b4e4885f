/** Hosts that share machines on Restate: what each promises alone, and what they promise together. */
import { afterAll, beforeAll, test } from 'vitest';
import { contract } from '../hosts/contract.ts';
import { placeOn } from './place.ts';
import { openServers, restatePath, type Servers } from './server.ts';

if (!restatePath) {
  test('THE HOST ON RESTATE WAS NOT TESTED: there is no server for this machine', () => {
    process.stderr.write('\nTHE TESTS OF THE HOST ON RESTATE WERE NOT RUN: no server found.\n\n');
  });
} else {
  const path = restatePath;
  let servers: Servers;
  beforeAll(async () => {
    servers = await openServers(path);
  });
  afterAll(() => servers[Symbol.asyncDispose]());

  let places = 0;
  contract({
    name: 'Restate',
    isShared: true,
    place: () => {
      places += 1;
      return placeOn(servers, `contract-${places}`);
    },
  });
}
