import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { describedModel, diffModels, foundModel, unversioned } from '../../src/diff/index.ts';
import { version } from '../../src/version.ts';

const project = resolve(import.meta.dirname, '../..');
const place = mkdtempSync(join(tmpdir(), 'diff-'));
afterAll(() => rmSync(place, { recursive: true }));
const own = describedModel(version);

describe('a version of the model is found', () => {
  test('in a package, by the description that it brings along', async () => {
    expect(await foundModel(project)).toEqual(own);
  });
  test('in the folder of the pages, and by its file', async () => {
    expect(await foundModel(join(project, 'diagrams'))).toEqual(own);
    expect(await foundModel(join(project, 'diagrams/exports/model.json'))).toEqual(own);
  });
  test('by the modules of a checkout that has no description', async () => {
    const checkout = join(place, 'checkout');
    for (const part of ['machines', 'src/engine', 'src/wire', 'package.json']) {
      cpSync(join(project, part), join(checkout, part), { recursive: true });
    }
    symlinkSync(join(project, 'node_modules'), join(checkout, 'node_modules'));
    expect(await foundModel(checkout)).toEqual(own);
  });
});

describe('what is no version of the model is named', () => {
  test('a path where nothing is', async () => {
    await expect(foundModel('/no/such')).rejects.toThrow(
      '/no/such: there is no such file or folder',
    );
  });
  test('a folder without a model', async () => {
    const empty = join(place, 'empty');
    mkdirSync(empty);
    await expect(foundModel(empty)).rejects.toThrow(/empty: neither model\.json nor .* is there/);
  });
  test.each([
    ['no JSON', 'it cannot be read as JSON'],
    ['{}', 'it describes no model: diagrams writes exports/model.json'],
    ['null', 'it describes no model'],
    ['{"machines":{},"format":2}', 'its format is 2; this version reads 1'],
    ['{"machines":{},"format":1}', 'it has no version'],
  ])('a file with %s', async (text, says) => {
    const file = join(place, 'model.json');
    writeFileSync(file, text);
    await expect(foundModel(file)).rejects.toThrow(`${file}: ${says}`);
  });
});

/** Written by `npm run release -- --published`, with the tag of a version. */
const published = join(import.meta.dirname, 'published.json');

test('what was published still holds, or the version says that it does not', async () => {
  const diff = diffModels(await foundModel(published), own);
  expect(
    unversioned(diff).map(({ says, breaks }) => ({ says, breaks })),
    'raise the version in package.json, and for the stored form snapshotVersion with a migration',
  ).toEqual([]);
});
