/** The timeline in a terminal: a line an entry, whatever customers say. */
import { expect, test } from 'vitest';
import { printEntry } from '../../src/sandbox/print.ts';
import type { NewEntry } from '../../src/sandbox/stage/timeline.ts';

const printed = (entry: NewEntry) =>
  printEntry((_format, text) => text, 'me', { ...entry, number: 1, at: Date.UTC(2026, 0, 5, 9) });

test.each<[NewEntry, string]>([
  [
    {
      kind: 'step',
      machine: 'recording',
      sid: '4f04537c-7062-4631-a0a8-c1844d6a616c',
      event: { type: 'recording.pause', at: 0 },
      verdict: { verdict: 'refused', reason: 'recording-ended' },
      before: 'completed',
      after: 'completed',
      isFirst: true,
    },
    '09:00:00.000 me …1844d6a616c     recording.pause refused (recording-ended), completed\n',
  ],
  [
    {
      kind: 'request',
      method: 'GET',
      path: '/v2/texml',
      status: 404,
      ms: 3,
      says: 'Resource not found',
    },
    '09:00:00.000 me              in  GET /v2/texml 404 Resource not found 3 ms\n',
  ],
  [
    {
      kind: 'callback',
      sid: 'short',
      method: 'POST',
      url: 'http://localhost/cb',
      about: 'completed',
      attempt: 2,
      came: 'could not be reached',
      isFine: false,
      ms: 12,
    },
    '09:00:00.000 me short        out callback completed: POST http://localhost/cb could not be reached, attempt 2 12 ms\n',
  ],
  [
    {
      kind: 'callback',
      sid: 'short',
      method: 'POST',
      url: 'http://localhost/cb',
      about: 'completed',
      attempt: 1,
      came: 204,
      isFine: false,
      ms: 12,
      says: '75299, another 2xx',
    },
    '09:00:00.000 me short        out callback completed: POST http://localhost/cb 204 (75299, another 2xx) 12 ms\n',
  ],
  [
    { kind: 'warning', says: 'a\u001b[2Jb\nc\u202e' },
    '09:00:00.000 me                  a\u{fffd}[2Jb\u{fffd}c\u{fffd}\n',
  ],
])('%#', (entry, line) => {
  expect(printed(entry)).toBe(line);
});

test('a moment that no date can hold has no time of day', () => {
  const entry = { kind: 'warning', says: 'Late.', number: 1, at: 9e15 } as const;
  expect(printEntry((_format, text) => text, 'me', entry)).toBe(
    '??:??:??.??? me                  Late.\n',
  );
});
