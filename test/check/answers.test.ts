/** What a machine may still answer, as a search asks it: nothing that it does answer is left out. */
import { fc } from '@fast-check/vitest';
import { expect, test } from 'vitest';
import { machines, slotOf } from '../../machines/index.ts';
import { arbitraryWalk, walk } from '../../properties/check/walk.ts';
import { town } from '../../properties/systems/town.ts';
import { mayAnswer } from '../../src/check/search/may-answer.ts';
import { onTables } from '../../src/engine/index.ts';

const advance = onTables(machines);
const done = { kind: 'answered', at: 0, id: 'q', is: 'done' } as const;
const refused = (reason?: 'not-found' | 'call-ended') =>
  ({ ...done, is: 'refused', ...(reason ? { reason } : {}) }) as const;

test('whatever a machine answers was possible in every state that it was in before', () => {
  let asked = 0;
  for (const picks of fc.sample(arbitraryWalk(120), { seed: 20, numRuns: 60 })) {
    const states = new Map<string, Set<string>>();
    for (const { to, event, verdict, snapshot } of walk(town, advance, picks).moments) {
      const before = states.get(slotOf(to)) ?? new Set();
      const answer =
        verdict.verdict === 'refused' ? { ...refused(), reason: verdict.reason } : done;
      for (const state of before) {
        asked += 1;
        expect(mayAnswer(to.machine, state, event.type, answer), `${state} ${event.type}`).toBe(
          true,
        );
      }
      if (snapshot) states.set(slotOf(to), before.add(snapshot.state));
    }
  }
  expect(asked).toBeGreaterThan(5_000);
});

test.each([
  [
    'a call that is there is not found',
    'queued',
    'call.startRecording',
    refused('not-found'),
    false,
  ],
  [
    'a call that rings is over by then',
    'ringing',
    'call.startRecording',
    refused('call-ended'),
    true,
  ],
  ['a call that is over is recorded', 'completed', 'call.startRecording', done, false],
  ['a call that rings is recorded', 'ringing', 'call.startRecording', done, true],
  ['a call that rings refuses, whyever', 'ringing', 'call.startRecording', refused(), true],
  ['a call that is over refuses, whyever', 'completed', 'call.startRecording', refused(), true],
  [
    'of a call that is over no answer came',
    'completed',
    'call.startRecording',
    { ...done, is: 'lost' },
    true,
  ],
] as const)('whether %s is read off the machine', (_what, state, type, seen, may) => {
  expect(mayAnswer('call', state, type, seen)).toBe(may);
});
