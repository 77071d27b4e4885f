/** What is published: the files, what they lead to, and what it costs to have them. */
import { readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { publint } from 'publint';
import { expect, test } from 'vitest';
import { filesIn, project, read } from '../house/tree.ts';
import { ran, tarball } from './packed.ts';

const { path, size, unpackedSize, files } = await tarball();
const inPackage = new Set(files);

test('the package holds what was built, the pages, the schemas, and the papers, and nothing else', () => {
  const others = files.filter(
    (file) =>
      !/^dist\/(?:machines|properties|src)\/[\w/-]+(?:\.d)?\.(?:js|ts)$/.test(file) &&
      !/^dist\/src\/scenarios\/library\/[\w/-]+\.yaml$/.test(file) &&
      !/^dist\/src\/sandbox\/page\/[\w/-]+\.(?:js|css|html|svg)$/.test(file) &&
      !/^dist\/src\/pages\/site\/browser\/site\.(?:css|js)$/.test(file) &&
      !/^dist\/src\/explorer\/browser\/explorer(?:-data)?\.(?:css|js)$/.test(file) &&
      !/^docs\/(?:(?:guides\/)?[\w-]+\.md|pictures\/[\w-]+\.svg)$/.test(file) &&
      !/^(?:diagrams\/|examples\/|api\/[\w./]+\.md$|schemas\/[\w-]+\.json$)/.test(file),
  );
  expect(others.sort()).toEqual([
    'CHANGELOG.md',
    'LICENSE',
    'README.md',
    'SECURITY.md',
    'package.json',
  ]);
});

/** What only browsers run: no types are made of it. */
const forBrowsers = /^dist\/src\/(?:sandbox\/page|pages\/site\/browser|explorer\/browser)\//;

test('each source is there as a program and as types, and no source is', () => {
  const built = files.filter((file) => /^dist\/.*s$/.test(file) && !forBrowsers.test(file));
  const sources = filesIn(['machines', 'src', 'properties']).filter(
    (file) => !/^properties\/mutants\//.test(file) && !forBrowsers.test(`dist/${file}`),
  );
  const expected = sources.flatMap((file) =>
    ['.js', '.d.ts'].map((end) => `dist/${file.replace(/\.ts$/, end)}`),
  );
  expect(built.sort()).toEqual(expected.sort());
});

test('no program names a source map that is not there', () => {
  const mapped = files.filter((file) => file.endsWith('.js') && /\/\/# source/.test(read(file)));
  expect(mapped).toEqual([]);
});

test('every link of the README and the pages leads to what is in the package', () => {
  const lost = files
    .filter((file) => file.endsWith('.md'))
    .flatMap((file) => {
      const text = read(file).replace(/^```.*?^```/gms, '');
      const links = [...text.matchAll(/\]\((?!\w+:|#)([^)\s#]+)/g)].map(([, link = '']) => link);
      return links
        .filter((link) => !inPackage.has(posix.join(posix.dirname(file), link)))
        .map((link) => `${file}: ${link}`);
    });
  expect(lost).toEqual([]);
});

test('publint finds nothing to say, however strict', async () => {
  const { buffer } = new Uint8Array(readFileSync(path));
  expect((await publint({ pack: { tarball: buffer }, strict: true })).messages).toEqual([]);
});

/**
 * The package is ES modules alone: `require` of one works on every Node that we run on, though older
 * compilers do not know; and what resolves as Node 10 did knows no `exports` at all.
 */
const argued = ['CJSResolvesToESM in node16-cjs', 'NoResolution in node10'];
test('the types are right for whoever resolves as Node or a bundler does', async () => {
  const problems: { readonly kind: string; readonly resolutionKind?: string }[] = JSON.parse(
    await ran(process.execPath, ['test/package/problems.ts', path], project),
  );
  const found = problems.map(({ kind, resolutionKind }) => `${kind} in ${resolutionKind}`);
  expect([...new Set(found)].sort()).toEqual(argued);
});

test('the package is no bigger than it is today', () => {
  expect({ kb: size / 1e3, unpackedKb: unpackedSize / 1e3, files: files.length }).toSatisfy(
    (is: Record<'kb' | 'unpackedKb' | 'files', number>) =>
      is.kb < 1_720 && is.unpackedKb < 8_850 && is.files < 1_930,
  );
});
