/** How much room a live recording takes. */
import type { EventTo } from '../../machines/index.ts';
import { Switchboard } from '../../src/engine/index.ts';
import { requested, type Said } from '../machines/stage.ts';
import { arrived, sidOf } from './lives.ts';
import { collect } from './measure.ts';
import { type Group, type Row, rounded } from './rows.ts';
import { boardOf } from './switchboard.ts';

const counts = { true: 2_000, false: 100_000 } as const;

/** A request for a recording without limits, so that no timer runs while it is in progress. */
const endless: Said<'recording.requested'> = {
  ...requested,
  settings: { ...requested.settings, maxLengthMs: 0, silenceMs: 0 },
};

/** The events that bring a recording into progress, each with strings of its own. */
const eventsOf = (n: number): EventTo<'recording'>[] => {
  const sid = sidOf('CA', n);
  const host = { machine: 'call', sid };
  return arrived([
    { ...endless, at: 1_000, host, callSid: sid, policy: 'telnyx' },
    { type: 'media.started', at: 2_000, order: 1 },
  ]);
};

/** A switchboard with so many recordings in progress, and nothing else. */
function recordingsOf(count: number): Switchboard {
  const board = new Switchboard();
  for (let n = 0; n < count; n += 1) {
    const to = { machine: 'recording', sid: arrived<string>(sidOf('RE', n)) } as const;
    for (const event of eventsOf(n)) board.deliver(to, event);
  }
  return board;
}

/** The bytes of heap that each one takes of so many. */
function heldBy(count: number, make: (count: number) => Switchboard): number {
  make(100);
  collect();
  const before = process.memoryUsage().heapUsed;
  const board = make(count);
  collect();
  const held = process.memoryUsage().heapUsed - before;
  // It is looked at once more, so that it was not collected before.
  if (!board.recording(sidOf('RE', count - 1))) throw new Error('a recording is lost');
  return held / count;
}

const row = (name: string, unit: string, value: number): Row => ({
  name,
  unit,
  value: rounded(value),
  ratios: {},
});

export const memory: Group = {
  says: 'How much room a live recording takes, alone and with its call.',
  run: ({ isQuick, onTurn }) => {
    const count = counts[`${isQuick}`];
    const alone = heldBy(count, recordingsOf);
    onTurn({ recordings: count });
    const withCall = heldBy(count, boardOf);
    const stored = JSON.stringify(recordingsOf(1).recording(sidOf('RE')));
    return [
      row('a live recording in the switchboard', 'bytes of heap', alone),
      row('a live recording and its call in the switchboard', 'bytes of heap', withCall),
      row('a live recording, stored', 'bytes of JSON', Buffer.byteLength(stored)),
    ];
  },
};
