/** What nobody foresaw in a document ends its call, and says so; nothing waits for ever. */
import { afterEach, expect, test } from 'vitest';
import { Documents } from '../../src/sandbox/documents/documents.ts';
import type { Stage } from '../../src/sandbox/stage/stage.ts';
import { texml } from './restarting.ts';
import { staged } from './stage.ts';

const bug = () => {
  throw new TypeError('nobody thought of this');
};
/** Where something goes wrong in a world. */
const bugs: [string, string, (stage: Stage) => Stage][] = [
  ['while a verb is run', '<Record/>', (stage) => ({ ...stage, mint: bug })],
  // An attribute that nobody knows makes a document warn.
  ['while it is fetched', '<Pause x="1"/>', (stage) => ({ ...stage, timeline: broken(stage) })],
  ['while it is asked for', '<Pause/>', (stage) => ({ ...stage, settings: bug })],
];
/** A timeline that takes warnings only of what is broken off. */
function broken({ timeline }: Stage) {
  const note = (entry: Parameters<typeof timeline.note>[0]) => {
    if (!('says' in entry) || !entry.says?.startsWith('The document')) bug();
    timeline.note(entry);
  };
  return Object.assign(Object.create(timeline), { note }) as typeof timeline;
}

const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

test.each(bugs)('%s', async (_, inside, spoilt) => {
  let documents!: Documents;
  const world = await staged({
    performers: (stage) => {
      documents = new Documents(spoilt(stage));
      return { instructions: documents.perform };
    },
  });
  ends.push(world.close);
  const sid = 'call-1';
  const given = { texml: texml(inside) };
  await world.host.take({
    to: { machine: 'call', sid },
    event: { type: 'call.receive' },
    notes: documents.sourceNotes(sid, given),
  });
  await world.tell(sid, { type: 'call.answered' });
  expect(world.stateOf(sid)).toBe('completed');
  expect(world.stage.timeline.latest().map((one) => ('says' in one ? one.says : ''))).toEqual([
    'The document cannot go on, and the call is ended: TypeError: nobody thought of this',
  ]);
  expect([...world.host.notes.keys()]).toEqual([]);
});

test('a verb that its call does not take', async () => {
  let documents!: Documents;
  const world = await staged({
    performers: (stage) => {
      documents = new Documents(stage);
      return { instructions: documents.perform };
    },
  });
  ends.push(world.close);
  const sid = 'call-1';
  await world.host.take({
    to: { machine: 'call', sid },
    event: { type: 'call.receive' },
    notes: documents.sourceNotes(sid, { texml: texml('<Pause/><Record/>') }),
  });
  await world.tell(sid, { type: 'call.answered' });
  // Somebody else has given it another verb, of which its document does not know.
  await world.tell(sid, { type: 'call.record', recording: { sid: 'recording-9' } });
  await world.pass(1_000);
  expect(world.stateOf(sid)).toBe('completed');
  expect(world.stage.timeline.latest()).toMatchObject([
    { says: expect.stringMatching(/the call answers "refused" to call.record$/) },
  ]);
  expect([...world.host.notes.keys()]).toEqual([]);
});
