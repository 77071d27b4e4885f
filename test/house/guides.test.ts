/** The guides lead somewhere: every link and every path that they quote is there. */
import { existsSync, globSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { project, read } from './tree.ts';

const guides = [
  'README.md',
  'CONTRIBUTING.md',
  ...globSync(['docs/**/*.md', 'examples/**/*.md'], { cwd: project }).sort(),
];

/** Everything in the project, folders with a slash at their end; what is made or installed is not. */
const everything = globSync(
  '{.*,*,.ci/*,{machines,src,properties,test,diagrams,schemas,api,docs,examples}/**}',
  {
    cwd: project,
    withFileTypes: true,
  },
).map(
  (one) =>
    `/${resolve(one.parentPath, one.name).slice(project.length + 1)}${one.isDirectory() ? '/' : ''}`,
);
/** Folders that the project makes: no clone has them at first. */
const made = ['dist/', 'node_modules/.bin'];

/** The text without its blocks of code. */
const prose = (guide: string) => read(guide).replace(/^```.*?^```/gms, '');
/** The anchors of a text, as GitHub makes them of its headings. */
const anchorsIn = (text: string) =>
  [...text.matchAll(/^#+ (.*)$/gm)].map(
    ([, heading = '']) =>
      `#${heading
        .toLowerCase()
        .replace(/[^\w\s-]/g, '')
        .replaceAll(' ', '-')}`,
  );

/** Where the links of a text lead that stay in the project. */
const linksIn = (text: string) =>
  [...text.matchAll(/\]\((?!\w+:)([^)\s]+)\)/g)].map(([, link = '']) => link);
/** The quotes of code in a text that name a file or a folder. */
const pathsIn = (text: string) =>
  [
    ...text.matchAll(
      /`([\w.][\w./-]*(?:\/|\.(?:[cm]?[jt]s|json|md|yaml)))`|`((?:machines|src|properties|test|diagrams|schemas)\/[\w./-]+)`/g,
    ),
  ].map(([, path, long]) => path ?? long ?? '');

/** Links of a text that lead nowhere, and paths in it that are not there, by their text. */
function lostIn(text: string, guide = 'README.md'): string[] {
  const anchors = anchorsIn(text);
  const links = linksIn(text).filter((link) => {
    if (link.startsWith('#')) return !anchors.includes(link);
    const [file = '', anchor] = link.split('#');
    const path = join(dirname(guide), file);
    if (!existsSync(resolve(project, path))) return true;
    return anchor !== undefined && !anchorsIn(prose(path)).includes(`#${anchor}`);
  });
  const paths = pathsIn(text).filter((path) => !made.includes(path) && !isThere(path));
  return [...links, ...paths];
}
/** A path from the root, or the end of one where the guide says which room it speaks of. */
const isThere = (path: string) =>
  everything.some((one) => one.endsWith(`/${path}`) || one.endsWith(`/${path}/`));

/** Files that a guide has its reader write. */
const writtenIn = (guide: string) =>
  Array.from(read(guide).matchAll(/^```\w+ title="([^"]+)"$/gm), ([, name = '']) => name);

test.each(guides)('%s names nothing that is not there', (guide) => {
  const text = prose(guide);
  const theirs = writtenIn(guide);
  expect(text).not.toBe('');
  expect(lostIn(text, guide).filter((name) => !theirs.includes(name))).toEqual([]);
});

test('a link or a path that leads nowhere is found', () => {
  const text =
    '# A head\n[a](#a-head) [b](README.md) [c](#b) [d](no.md) [e](https://e.org) [f](docs/scenarios.md#flows-as-files) [g](docs/scenarios.md#no) `src/cli.ts` `cli/` `src/no` `no.ts` `no/`';
  const lost = ['#b', 'no.md', 'docs/scenarios.md#no', 'src/no', 'no.ts', 'no/'];
  expect(lostIn(text)).toEqual(lost);
  expect(lostIn('[a](scenarios.md) [b](README.md)', 'docs/sandbox.md')).toEqual(['README.md']);
});

/** The commands of a text that nobody can run. */
function unknownIn(text: string): string[] {
  const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
  const files = globSync('src/cli/**/*.ts', { cwd: project });
  const added = files
    .map(read)
    .join('')
    .matchAll(/\.command\('([\w-]+)'/g);
  const commands = new Set(Array.from(added, ([, name = '']) => name));
  const run = Array.from(
    text.matchAll(/npm run (?:--?[\w-]+ )*([\w:-]+)/g),
    ([, name = '']) => name,
  );
  const called = Array.from(text.matchAll(/npx texml-recordings (\w+)/g), ([, name = '']) => name);
  return [
    ...run.filter((name) => !Object.hasOwn(scripts, name)),
    ...called.filter((name) => !commands.has(name)),
  ];
}

test.each([...guides, 'CHANGELOG.md', 'SECURITY.md'])('every command of %s can be run', (guide) => {
  expect(unknownIn(read(guide))).toEqual([]);
});

test('a command that nobody can run is found', () => {
  const text =
    '`npm run play -- FILE`, `npm run -s nothing`, `npx texml-recordings serve`, `npx texml-recordings sing`, `npx texml-recordings keys`';
  expect(unknownIn(text)).toEqual(['nothing', 'sing', 'keys']);
});
