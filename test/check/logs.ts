/** Logs of what an application sees: from the stories of the library, as if everything were subscribed to. */

import type { LogEntry } from '../../src/check/log/entry.ts';
import type { Played } from '../../src/scenarios/index.ts';
import { readSaid } from '../../src/wire/index.ts';
import { toldBy } from '../said/by-scenarios.ts';

/** The log of a story, oldest first; its lines are counted in this order. */
export function logOf(played: Played): LogEntry[] {
  const { world } = played;
  const place = { file: played.scenario.name, line: 0 };
  const asked = world.requests.map(
    ({ at, method, path, body, reply }): LogEntry => ({
      kind: 'asked',
      place,
      at,
      method,
      path,
      body: { ...body },
      answer: { at, status: reply.status, ...(reply.status === 204 ? {} : { body: reply.body }) },
    }),
  );
  const documents = world.runner.requests.map(
    ({ at, parameters, answer }): LogEntry => ({
      kind: 'heard',
      place,
      at,
      said: readSaid(parameters),
      answer: answer === undefined ? { at, status: 404 } : { at, status: 200, body: answer },
    }),
  );
  const told = toldBy(played).map(
    ({ at, parameters }): LogEntry => ({
      kind: 'heard',
      place,
      at,
      said: readSaid(parameters),
      answer: { at, status: 200 },
    }),
  );
  return [...asked, ...documents, ...told]
    .toSorted((a, b) => a.at - b.at)
    .map((entry, i) => ({ ...entry, place: { ...place, line: i + 1 } }));
}
