/** The guides lead somewhere: every link and every path that they quote is there. */
import { existsSync, globSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { project, read } from './tree.ts';

const guides = ['README.md', 'CONTRIBUTING.md'];

/** Everything in the project, folders with a slash at their end; what is made or installed is not. */
const everything = globSync('{.*,*,.ci/*,{machines,src,properties,test,diagrams,schemas}/**}', {
  cwd: project,
  withFileTypes: true,
}).map(
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
function lostIn(text: string): string[] {
  const anchors = anchorsIn(text);
  const links = linksIn(text).filter((link) =>
    link.startsWith('#') ? !anchors.includes(link) : !existsSync(resolve(project, link)),
  );
  const paths = pathsIn(text).filter((path) => !made.includes(path) && !isThere(path));
  return [...links, ...paths];
}
/** A path from the root, or the end of one where the guide says which room it speaks of. */
const isThere = (path: string) =>
  everything.some((one) => one.endsWith(`/${path}`) || one.endsWith(`/${path}/`));

test.each(guides)('%s names nothing that is not there', (guide) => {
  const text = prose(guide);
  expect(linksIn(text).length + pathsIn(text).length).toBeGreaterThan(5);
  expect(lostIn(text)).toEqual([]);
});

test('a link or a path that leads nowhere is found', () => {
  const text =
    '# A head\n[a](#a-head) [b](README.md) [c](#b) [d](no.md) [e](https://e.org) `src/cli.ts` `cli/` `src/no` `no.ts` `no/`';
  expect(lostIn(text)).toEqual(['#b', 'no.md', 'src/no', 'no.ts', 'no/']);
});
