/** What is said of documents that are nearly right: `lint` names each fault and its place. */
import { expect, test } from 'vitest';
import { readTexml } from '../../src/wire/index.ts';
import { caseDocuments } from './documents.ts';

test.each(caseDocuments)('$name refuses nothing', ({ texml }) => {
  expect(readTexml(texml)).toMatchObject({ isRefused: false });
});
