/** What carries the project on holds together: the recipe of a release, CI, the container, the forms. */
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { validate } from 'dockerfile-utils';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import * as z from 'zod';
import { filesIn, project, read } from '../house/tree.ts';
import { namesOf, ran, tarball } from './packed.ts';
import { missing, type Released } from './release.ts';

const settled: Released = {
  version: '1.2.3',
  repository: 'github:someone/texml-recordings',
  locked: '1.2.3',
  changelog: '# Changelog\n\n## [Unreleased]\n\n## [1.2.3] - 2026-01-31\n\n### Added\n',
  tags: ['v1.2.2'],
  changed: ['CHANGELOG.md'],
  tarballs: ['texml-recordings-1.2.3.tgz', 'texml-recordings-model-1.2.3.tgz'],
};

describe('A release', () => {
  test('is stopped by whatever is missing, and by nothing else', () => {
    const lacking = (one: Partial<Released>) => missing({ ...settled, ...one });
    expect(lacking({})).toEqual([]);
    expect(lacking({ repository: undefined })).toEqual([expect.stringContaining('"repository"')]);
    expect(lacking({ locked: '1.2.2' })).toEqual([expect.stringContaining('package-lock.json')]);
    expect(lacking({ tags: ['v1.2.3'] })).toEqual([expect.stringContaining('tagged already')]);
    expect(lacking({ changed: ['src/cli.ts'] })).toEqual(['Not committed: src/cli.ts.']);
    expect(lacking({ tarballs: ['texml-recordings-1.2.3.tgz'] })).toEqual([
      'There is no texml-recordings-model-1.2.3.tgz: npm test makes it.',
    ]);
    const changelogs = ['## [1.2.3]\n\nx\n', '## [1.2.3] - 2026-01-31\n\n## [1.2.2]\n', '1.2.3'];
    for (const changelog of changelogs) expect(lacking({ changelog })).toHaveLength(1);
  });

  /** The lines of the recipe, with another version in them. */
  const recipe = (
    /^## How to release$.*?^```sh\n(.*?)^```$/ms.exec(read('CONTRIBUTING.md'))?.[1] ?? ''
  )
    .replaceAll('1.2.3', '9.8.7')
    .trimEnd()
    .split('\n');
  let clone = '';
  beforeAll(async () => {
    clone = mkdtempSync(join(tmpdir(), 'release-'));
    await ran('git', ['clone', '--quiet', '--shared', project, clone], project);
    for (const name of ['test', 'CHANGELOG.md', 'package.json', 'package-lock.json']) {
      cpSync(join(project, name), join(clone, name), { recursive: true });
    }
  });
  afterAll(() => rmSync(clone, { recursive: true }));

  test('goes as the guide says, line by line', async () => {
    // What stands before: the address, the changelog, and what is not committed here yet.
    const own = JSON.parse(read('package.json'));
    const named = { ...own, repository: settled.repository };
    writeFileSync(join(clone, 'package.json'), JSON.stringify(named));
    await ran('git', ['add', '--all'], clone);
    await ran('git', [...author, 'commit', '--quiet', '--allow-empty', '--message', 'x'], clone);
    const [head, ...entries] = read('CHANGELOG.md').split('## [Unreleased]\n');
    const released = `${head}## [Unreleased]\n\n## [9.8.7] - 2026-01-31\n${entries.join('')}`;
    writeFileSync(join(clone, 'CHANGELOG.md'), released);

    const said: Record<string, string> = {};
    await using registry = await emptyRegistry();
    for (const line of recipe) said[line] = await followed(line, registry.url);
    expect(said).toEqual({
      'npm version 9.8.7 --no-git-tag-version': 'v9.8.7\n',
      'npm ci && npm test && npm run test:environments': '',
      'npm run release': '9.8.7 can be published.\n',
      'git commit --all --message "Version 9.8.7"': expect.stringContaining('3 files changed'),
      'git tag v9.8.7': '',
      'npm publish node_modules/.cache/package/texml-recordings-model-9.8.7.tgz':
        expect.stringMatching(/^\+ @texml-recordings\/model@/),
      'npm publish node_modules/.cache/package/texml-recordings-9.8.7.tgz':
        expect.stringMatching(/^\+ texml-recordings@/),
      'git push origin main v9.8.7': '',
    });
    await expect(ran('node', ['test/release.ts'], clone)).rejects.toMatchObject({
      stdout: 'v9.8.7 is tagged already: npm version gives a new one.\n',
    });
  });

  const author = ['-c', 'user.name=x', '-c', 'user.email=x@example.com'];
  /** Follows a line dry: it installs and tests nothing anew, publishes nothing, and pushes nothing. */
  async function followed(line: string, registry: string): Promise<string> {
    const words = [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(
      ([, quoted, word]) => quoted ?? word ?? '',
    );
    const [program = '', command = '', ...rest] = words;
    if (line === 'npm ci && npm test && npm run test:environments') return await tested();
    if (command === 'push')
      return await ran('git', ['rev-parse', '--verify', '--quiet', 'v9.8.7'], clone).then(() => '');
    if (program === 'git') return await ran('git', [...author, command, ...rest], clone);
    if (command === 'publish') {
      // It says what it would publish, however quietly the tests are run.
      const dry = ['--dry-run', '--loglevel', 'notice', '--registry', registry];
      return await ran('npm', [command, ...dry, ...rest], clone);
    }
    return await ran('npm', [command, '--silent', '--ignore-scripts', ...rest], clone);
  }
  /** What the gate leaves behind: the tarballs, here those of this version under the new name. */
  async function tested(): Promise<string> {
    const { path } = await tarball();
    const made = namesOf(JSON.parse(read('package.json')).version);
    const kept = join(clone, 'node_modules/.cache/package');
    mkdirSync(kept, { recursive: true });
    // Its papers and its command: npm unpacks all that is in it, and of the rest reads nothing.
    const needed = ['package/package.json', 'package/README.md', 'package/dist/src/bin.js'];
    const slim = mkdtempSync(join(clone, 'slim-'));
    await ran('tar', ['-xzf', path, '-C', slim, ...needed], clone);
    await ran('tar', ['-czf', join(kept, namesOf('9.8.7').whole), '-C', slim, 'package'], clone);
    rmSync(slim, { recursive: true });
    cpSync(join(dirname(path), made.model), join(kept, namesOf('9.8.7').model));
    return '';
  }
});

/** A registry that knows no package. */
async function emptyRegistry() {
  const server = createServer((_request, response) => response.writeHead(404).end('{}'));
  await new Promise<void>((listens) => server.listen(0, '127.0.0.1', listens));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  return { url, [Symbol.asyncDispose]: async () => void server.close() };
}

test('CI runs the one gate, on each Node that we promise, and may change nothing', () => {
  const files = filesIn(['.github/workflows'], '.yml');
  expect(files).toEqual(['.github/workflows/gate.yml']);
  const { jobs, permissions } = parse(read('.github/workflows/gate.yml'));
  expect(permissions).toEqual({ contents: 'read' });
  expect(Object.keys(jobs)).toEqual(['gate']);
  const { steps, strategy, 'timeout-minutes': minutes } = jobs.gate;
  expect(minutes).toBeGreaterThan(0);
  expect(strategy.matrix.node).toEqual([22, 24]);
  expect(steps.flatMap(({ run }: { run?: string }) => run ?? [])).toEqual(['.ci/run']);
  const used = steps.flatMap(({ uses }: { uses?: string }) => uses ?? []);
  expect(used.join()).toMatch(/^actions\/checkout@v\d+,actions\/setup-node@v\d+$/);
});

const label = z.string().min(1);
const validations = z.strictObject({ required: z.boolean() });
const asked = { label, description: label.optional(), placeholder: label.optional() };
const id = z.string().regex(/^[\w-]+$/);
/** An issue form, as GitHub describes them. */
const form = z.strictObject({
  name: label,
  description: label,
  labels: z.array(label),
  body: z.array(
    z.discriminatedUnion('type', [
      z.strictObject({ type: z.literal('markdown'), attributes: z.strictObject({ value: label }) }),
      z.strictObject({
        type: z.literal('input'),
        id,
        attributes: z.strictObject(asked),
        validations,
      }),
      z.strictObject({
        type: z.literal('textarea'),
        id,
        attributes: z.strictObject({ ...asked, render: label.optional() }),
        validations,
      }),
      z.strictObject({
        type: z.literal('dropdown'),
        id,
        attributes: z.strictObject({ ...asked, options: z.array(label).min(2) }),
        validations,
      }),
    ]),
  ),
});
const forms = filesIn(['.github/ISSUE_TEMPLATE'], '.yml').filter(
  (file) => !file.endsWith('/config.yml'),
);
test.each(forms)('%s is a form that GitHub shows', (file) => {
  const { body } = form.parse(parse(read(file)));
  const ids = body.flatMap((one) => ('id' in one ? one.id : []));
  expect(ids.length).toBeGreaterThan(0);
  expect(new Set(ids).size).toBe(ids.length);
});

describe('The container', () => {
  const text = read('Dockerfile');
  const lines = text.split('\n').filter((line) => line !== '');

  test('is ten lines that a linter has nothing to say about', () => {
    expect(validate(text)).toEqual([]);
    expect(lines.length).toBeLessThanOrEqual(10);
  });

  test('serves as nobody in particular, with options that there are', async () => {
    const said = Object.fromEntries(lines.map((line) => line.split(/ (.*)/s) as [string, string]));
    expect(said.USER).toBe('node');
    const [program, ...args] = JSON.parse(said.ENTRYPOINT ?? '');
    expect(program).toBe(Object.keys(JSON.parse(read('package.json')).bin)[0]);
    const help = await ran(process.execPath, ['src/cli.ts', args[0], '--help'], project);
    for (const option of args.filter((one: string) => one.startsWith('--'))) {
      expect(help).toContain(`  ${option} `);
    }
    expect(help).toContain(`(default: ${said.EXPOSE})`);
  });

  test('leaves out the history and what git leaves out, and nothing else', () => {
    const left = read('.dockerignore').trimEnd().split('\n');
    expect(left).toEqual(['.git', 'dist', 'node_modules']);
    const ignored = read('.gitignore').split('\n');
    expect(left.slice(1).filter((one) => !ignored.includes(`${one}/`))).toEqual([]);
  });
});
