/** The package keeps its word where it is installed: every command, on both versions of Node, and types. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { transform } from 'esbuild';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { writeGuides, writtenFiles } from '../guides/written.ts';
import { givenUp } from '../house/patience.ts';
import { read } from '../house/tree.ts';
import { running } from '../load/server.ts';
import {
  checkedTypes,
  installed,
  megabytesIn,
  newest,
  node,
  oldest,
  packagesIn,
  withPackages,
} from './installed.ts';
import { ran, tarball } from './packed.ts';

const entries = Object.keys(JSON.parse(read('package.json')).exports)
  .filter((entry) => !entry.endsWith('*') && !entry.endsWith('.json'))
  .map((entry) => entry.replace('.', 'texml-recordings'));
const command = 'node_modules/texml-recordings/dist/src/bin.js';

let app = '';
beforeAll(async () => {
  app = await installed((await tarball()).path);
});
afterAll(() => app && rmSync(app, { recursive: true }));

test('an installation is eleven packages, and no bigger than it is today', () => {
  expect(packagesIn(app)).toEqual([
    '@hono/node-server',
    '@hpcc-js/wasm-graphviz',
    'commander',
    'hono',
    'marked',
    'saxes',
    'texml-recordings',
    'xmlchars',
    'xstate',
    'yaml',
    'zod',
  ]);
  expect(megabytesIn(app)).toBeLessThan(24);
});

describe.for([oldest, newest])('On Node %s', (version) => {
  let program = '';
  beforeAll(async () => {
    program = await node(version);
    expect(await ran(program, ['--version'], app)).toBe(`v${version}\n`);
  });
  const does = (...args: readonly string[]) => ran(program, [command, ...args], app);

  test('`play` plays all shipped scenarios', async () => {
    expect(await does('play', '--summary')).toMatch(/ recordings: all as expected\.\n$/);
  });

  // The newest draws them in test/pages, from what this was built from.
  if (version === oldest) {
    test('`diagrams` finds the shipped pages fresh', async () => {
      const pages = 'node_modules/texml-recordings/diagrams';
      expect(await does('diagrams', '--out', pages, '--check')).toMatch(/ files, all fresh\n$/);
    });
  } else {
    test('`diagrams` makes a site, with the guides that were shipped', async () => {
      const said = await does('diagrams', '--out', 'site', '--format', 'html');
      expect(said).toMatch(/^new +site\/guides\/record-a-voicemail\.html$/m);
      expect(said).toMatch(/ files, now fresh\n$/);
    });
  }

  test('`lint` finds what is wrong in a document', async () => {
    writeFileSync(join(app, 'wrong.xml'), '<Response><Record maxLength="x"/></Response>\n');
    const said = await does('lint', 'wrong.xml');
    expect(said).toMatch(/^wrong\.xml:1:19: warning: <Record maxLength="x"> /);
  });

  test('`serve` answers', async () => {
    const server = await running(program, [join(app, command), 'serve', '--memory', '--port', '0']);
    try {
      const headers = { authorization: 'Bearer any' };
      const signal = givenUp();
      const answer = await fetch(`${server.url}/v2/texml/Accounts/me/Calls`, { headers, signal });
      expect([answer.status, await answer.json()]).toEqual([
        200,
        expect.objectContaining({ calls: [] }),
      ]);
      expect((await fetch(server.url, { signal })).status).toBe(200);
    } finally {
      await server.stop();
    }
  });

  test('every entry loads, and what needs a package that is not there names it', async () => {
    const code = `
      const names = ${JSON.stringify(entries)};
      const loads = (name) => import(name).then(() => 'loads', ({ message }) => message);
      const opens = ({ open }) => open({ ingress: 'http://127.0.0.1:1', listen: { port: 1 } })
        .then(() => 'opens', ({ message }) => message);
      const { PostgresHost } = await import('texml-recordings/postgres');
      const { RestateHost } = await import('texml-recordings/restate');
      console.log(JSON.stringify([
        await Promise.all([PostgresHost, RestateHost].map(opens)),
        await Promise.all(names.map(loads)),
      ]));`;
    const [opened, said] = JSON.parse(
      await ran(program, ['--input-type=module', '--eval', code], app),
    );
    expect(opened).toEqual([
      'Schema "texml_recordings": The package "pg" is not installed: npm install pg. ' +
        'Or hand in a pool.',
      expect.stringContaining('npm install @restatedev/restate-sdk.'),
    ]);
    const needsPeers = {
      properties: /fast-check|@xstate\/graph/,
      telemetry: /@opentelemetry\/api/,
    };
    for (const [entry, peer] of Object.entries(needsPeers)) {
      const says = said[entries.indexOf(`texml-recordings/${entry}`)];
      expect(says).toMatch(new RegExp(`Cannot find package '(${peer.source})'`));
    }
    expect(said.filter((says: string) => says !== 'loads')).toHaveLength(2);
  });
});

const leastVersion = oldest.replace(/\.0$/, '');
test.each(['12.22.12', '20.20.2', '22.17.1'])(
  'Node %s is told in one line what is needed',
  async (version) => {
    // The Node of the tests, which says that it is another.
    const says = `Object.defineProperty(process.versions, 'node', { value: '${version}' });`;
    const asIf = `data:text/javascript,${encodeURIComponent(says)}`;
    await expect(
      ran(process.execPath, ['--import', asIf, command, 'play'], app),
    ).rejects.toMatchObject({
      code: 1,
      stdout: '',
      stderr: `texml-recordings needs Node ${leastVersion} or later; this is Node ${version}.\n`,
    });
  },
);

test('the file that the command begins with is one that any Node can read', async () => {
  const text = readFileSync(join(app, command), 'utf8');
  expect(text).not.toMatch(/^import\b|\bfrom\b '|\bawait\b/m);
  const written = async (target: string) =>
    (await transform(text, { target, supported: { 'dynamic-import': true } })).code;
  expect(await written('es2015')).toBe(await written('esnext'));
});

test('its types are whole in themselves, and the guides are written in them', async () => {
  withPackages(app, ['@opentelemetry/api', '@xstate/graph', 'fast-check', '@types/node']);
  writeGuides(join(app, 'guides'));
  const guides = writtenFiles.flatMap(({ title }) =>
    /ts$/.test(title) ? [`guides/${title}`] : [],
  );
  expect(await checkedTypes(app, entries, ['node'], guides)).toBe('');
});
