/** The model alone, as a package of its own (decision D-23): what an embedder installs. */
import { globSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { project, read } from '../house/tree.ts';
import { checkedTypes, installed, megabytesIn, node, oldest, packagesIn } from './installed.ts';
import { namesOf, ran, tarball } from './packed.ts';

const { version, dependencies } = JSON.parse(read('package.json'));
const name = '@texml-recordings/model';

let app = '';
beforeAll(async () => {
  const path = join(dirname((await tarball()).path), namesOf(version).model);
  app = await installed(path, { name, dependencies: { xstate: dependencies.xstate } });
});
afterAll(() => app && rmSync(app, { recursive: true }));

test('it brings XState and no other package, in five MB', () => {
  expect(packagesIn(app)).toEqual([name, 'xstate']);
  expect(megabytesIn(app)).toBeLessThan(5.5);
  // The lock file says what npm installs, and this, what it would without one.
  const own = JSON.parse(readFileSync(join(app, 'node_modules', name, 'package.json'), 'utf8'));
  expect(own).toMatchObject({ version, dependencies: { xstate: dependencies.xstate } });
  expect(
    [own.dependencies, own.peerDependencies].map((one) => Object.keys(one ?? {}).length),
  ).toEqual([1, 0]);
  const files = globSync('**/*.*', { cwd: join(app, 'node_modules', name) });
  const parts =
    /^(?:dist\/(?:machines|src\/engine)\/|dist\/src\/entries\/model\.|package\.json|README)/;
  expect(files.filter((file) => !parts.test(file))).toEqual([]);
});

test('the first example of the README runs on it, on the oldest Node as well', async () => {
  const [, example = '', printed] =
    /^```ts\n((?:(?!^```).)*)^```\n\n```text\n(.*?)^```$/ms.exec(read('README.md')) ?? [];
  expect(example).toContain("from 'texml-recordings'");
  const own = example
    .replace("from 'texml-recordings'", `from '${name}'`)
    .replaceAll(' as const', '');
  writeFileSync(join(app, 'example.js'), own);
  for (const program of [process.execPath, await node(oldest)]) {
    expect(await ran(program, ['example.js'], app)).toBe(printed);
  }
});

test('its types are whole in themselves, and need none of Node', async () => {
  expect(await checkedTypes(app, [name], [])).toBe('');
});

test('both packages promise the same', async () => {
  const names = (of: string) => `console.log(Object.keys(await import('${of}')).sort().join())`;
  const asked = ['--input-type=module', '--eval'];
  const own = await ran(process.execPath, [...asked, names(name)], app);
  expect(own).toContain('Switchboard');
  expect(await ran(process.execPath, [...asked, names('texml-recordings')], project)).toBe(own);
});
