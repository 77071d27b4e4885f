/** What recordings are told again and again where a host is measured beside raw programs. */
import type { Message } from '../../src/hosts/index.ts';
import { requested } from '../machines/stage.ts';

const patient = { 'start-deadline-ms': 3_600_000, 'answer-deadline-ms': 3_600_000 };

/** Paused and resumed without end: each message is accepted, and asks for something. */
export function* pausedAgain(sid: string): Generator<Message, never> {
  const to = { machine: 'recording', sid } as const;
  yield { to, event: { ...requested, policy: patient } };
  yield { to, event: { type: 'media.started', order: 1 } };
  for (let order = 2; ; order += 2) {
    yield { to, event: { type: 'recording.pause' } };
    yield { to, event: { type: 'media.paused', order } };
    yield { to, event: { type: 'recording.resume' } };
    yield { to, event: { type: 'media.resumed', order: order + 1 } };
  }
}

/** So many at once, each in its order, until all are given. */
export async function give(
  atOnce: number,
  messages: number,
  one: (line: number, i: number) => Promise<void>,
) {
  let given = 0;
  const lines = Array.from({ length: atOnce }, async (_, line) => {
    for (let i = 0; given < messages; i += 1) {
      given += 1;
      await one(line, i);
    }
  });
  await Promise.all(lines);
}
