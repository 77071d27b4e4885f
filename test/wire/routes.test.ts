/** Paths: every operation is found under both spellings, whatever its verb. */
import { expect, test } from 'vitest';
import { methodsAt, operations, route } from '../../src/wire/index.ts';
import { operationNames } from './named.ts';

/** Documented as two: the conference's own list, and that of what can be fetched. */
const pair = ['listConferenceRecordings', 'listRecordingsOfConference'];

test.each(operationNames)('%s is found with .json and without', (name) => {
  const { method, base, path } = operations[name];
  const bare = (base + path).replace(/\.json$/, '').replaceAll(/\{(\w+)\}/g, 'v3%3A$1.x');
  const found = [bare, `${bare}.json`].map((one) => route(method, one));
  const isPair = pair.includes(name);
  expect(found.map((one) => one?.operation)).toEqual(isPair ? pair : [name, name]);
  const parts = [...(base + path).matchAll(/\{(\w+)\}/g)].map(([, part]) => part);
  const expected = Object.fromEntries(parts.map((part) => [part, `v3:${part}.x`]));
  expect(found.map((one) => one?.path)).toEqual([expected, expected]);
  for (const one of [bare, `${bare}.json`]) expect(methodsAt(one)).toContain(method);
});
