/**
 * What is tested in an environment that has to be there first: a browser, a database, a cluster, SPIN, the
 * package as it is packed and installed, on the oldest and the newest Node, and programs of their
 * own: the guides', copies of the project, and sandboxes that are killed or fuzzed. `npm test` needs Node alone and leaves
 * these files out; `npm run test:environments` runs them, and CI runs both.
 */
import { posix } from 'node:path';
import { filesIn, read } from './tree.ts';

/** What opens one. A test file that imports such a module is tested there. */
const opening = new Set([
  'test/sandbox/browser.ts',
  'test/postgres/cluster.ts',
  'test/restate/server.ts',
  'test/package/packed.ts',
  'test/package/installed.ts',
  'test/guides/written.ts',
  'test/pages/copied.ts',
  'test/kill/loop.ts',
  'test/openapi/sandbox.ts',
  'test/second-opinion/checker.ts',
]);

const importedBy = (file: string) =>
  [...read(file).matchAll(/ from '(\.[^']+)'/g)].map(([, path = '']) =>
    posix.join(posix.dirname(file), path),
  );

/** The files of tests, by their paths in the project. */
export const inEnvironments = filesIn(['test'], '.test.ts').filter((file) =>
  importedBy(file).some((path) => opening.has(path)),
);
