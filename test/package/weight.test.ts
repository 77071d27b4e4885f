/** What a bundle of one name costs, min and gzip: whoever imports little carries little. */
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { expect, test } from 'vitest';
import { project } from '../house/tree.ts';

/** The bytes of what the bundle of one import comes to, and the files that it is made of. */
async function bundled(names: string, entry = 'texml-recordings', external: string[] = []) {
  const { outputFiles, metafile } = await build({
    stdin: { contents: `export ${names} from '${entry}';`, resolveDir: project },
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'node',
    external,
    legalComments: 'none',
    metafile: true,
    write: false,
  });
  const files = Object.values(metafile.outputs)
    .flatMap(({ inputs }) => Object.entries(inputs))
    .filter(([, { bytesInOutput }]) => bytesInOutput > 0);
  const bytes = gzipSync(outputFiles[0]?.contents ?? '').length;
  return { bytes, files: files.map(([file]) => file) };
}

/**
 * Steps go without XState, and without the checks of tables. Its own machines cannot: of XState they
 * carry 12.5 kB, and the second figure is without it. Four kB of a step are the words that the machines
 * say of themselves; without any it would still be 20.5 (D-27).
 */
test.each([
  ['{ step, Switchboard }', 'texml-recordings', 25.5, 25.5],
  ['{ recordingMachine }', 'texml-recordings', 20, 7.5],
  ['{ callMachine }', 'texml-recordings', 22.5, 9.5],
  ['*', 'texml-recordings', 45, 32],
  ['{ recordingStatus }', 'texml-recordings/wire', 2, 2],
  ['{ httpRequestFor }', 'texml-recordings/wire', 2, 2],
  ['{ serve }', 'texml-recordings/wire', 66, 66],
] as const)('%s of %s is %s kB, %s beside XState', async (names, entry, kb, kbBeside) => {
  const [whole, beside] = await Promise.all([
    bundled(names, entry),
    bundled(names, entry, ['xstate']),
  ]);
  const figures = JSON.stringify([whole.bytes, beside.bytes]);
  expect(whole.bytes / 1_000, figures).toBeLessThanOrEqual(kb);
  expect(beside.bytes / 1_000, figures).toBeLessThanOrEqual(kbBeside);
});

test('no bundle carries languages that nobody asked for, and the model carries no package but XState', async () => {
  const { files: ofWire } = await bundled('*', 'texml-recordings/wire');
  expect(ofWire.filter((file) => /\/locales\/(?!en\.js)/.test(file))).toEqual([]);
  const { files: ofModel } = await bundled('*');
  const packages = ofModel.flatMap((file) => /node_modules\/([^/]+)/.exec(file)?.[1] ?? []);
  expect([...new Set(packages)]).toEqual(['xstate']);
});
