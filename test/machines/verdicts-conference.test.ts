/** A conference answers every command, fact and signal as the model says, in every state. */
import { describe, expect, test } from 'vitest';
import { cellsOf } from './grid.ts';
import {
  add,
  give,
  inState,
  join,
  joinAs,
  left,
  outcome,
  recordingEnded,
  type Said,
  say,
} from './stage.ts';

const events: Readonly<Record<string, Said>> = {
  joined: join('S2', 'C2'),
  'joined again': join('S'),
  'stray joins': joinAs('stranger', 'S3'),
  left: left('S'),
  'other left': left('other'),
  'left by another': left('S', 'C2'),
  'joined as another': join('S', 'C2'),
  'other leg ended': say('leg.ended', { legSid: 'other', status: 'busy', durationMs: 0 }),
  'leg rang': say('leg.rang', { legSid: 'L' }),
  'leg answered': say('leg.answered', { legSid: 'L' }),
  'recording ended': recordingEnded('R', 'conference-verb'),
  'recording declined': say('recording.declined', {
    recordingSid: 'R',
    path: 'conference-verb',
  }),
  'end decided': say('recording.endDecided', { recordingSid: 'R' }),
  'time limit': say('timer.fired', { timer: 'time-limit' }),
  add: add('L2', 'S2'),
  update: say('conference.updateParticipant', { callSid: 'C' }),
  'update other': say('conference.updateParticipant', { callSid: 'other' }),
  remove: say('conference.removeParticipant', { callSid: 'C' }),
  'remove other': say('conference.removeParticipant', { callSid: 'other' }),
  end: say('conference.end'),
};
const commands = `
              add               update            remove            end
  none        → init            not-found         not-found         not-found
  init        stays             stays             → completed       → completed
  inProgress  stays             stays             → completed       → completed
  completed   conference-ended  not-found         not-found         conference-ended
`;
const about = `
              update other      remove other      other left  other leg ended
  none        not-found         not-found         ignored     ignored
  init        not-found         not-found         ignored     ignored
  inProgress  not-found         not-found         ignored     ignored
  completed   not-found         not-found         ignored     ignored
`;
const signals = `
              joined        joined again  stray joins  left         leg rang  leg answered
  none        → inProgress  → inProgress  stays        ignored      ignored   ignored
  init        → inProgress  ignored       stays        → completed  ignored   ignored
  inProgress  stays         ignored       stays        → completed  ignored   ignored
  completed   stays         stays         stays        ignored      ignored   ignored
`;
const idle = `
              recording ended  recording declined  end decided  time limit  left by another
  none        ignored          ignored             ignored      ignored     ignored
  init        ignored          ignored             ignored      ignored     ignored
  inProgress  ignored          ignored             ignored      ignored     ignored
  completed   ignored          ignored             ignored      ignored     ignored
`;
const strangers = `
              joined as another
  none        → inProgress
  init        stays
  inProgress  stays
  completed   stays
`;
describe('Every state answers every event:', () => {
  const cells = [commands, about, signals, strangers, idle].flatMap(cellsOf);
  test.each(cells)('$row, $column: $cell', ({ row, column, cell }) => {
    const before = inState('conference', row);
    expect(outcome(before, give('conference', before, events[column] as Said))).toBe(cell);
  });
});
