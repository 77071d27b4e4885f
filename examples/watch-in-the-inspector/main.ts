/** A switchboard, and a machine alone as an actor of XState, each seen by the inspector. */
import { createInspector, type StatelyInspectionEvent } from '@statelyai/inspect';
import { recordingMachine, Switchboard } from 'texml-recordings';
import { createActor } from 'xstate';
import { inspected } from './inspected.ts';

// In a browser `createBrowserInspector()` opens a window; this one prints.
const inspector = createInspector({ send: (event) => console.log(lineOf(event)) });

const board = new Switchboard();
const show = inspected(inspector);
const call = { machine: 'call', sid: 'call-1' } as const;
show(board.deliver(call, { type: 'call.dialOut', at: 0, recording: { sid: 'recording-1' } }));
show(board.deliver(call, { type: 'call.answered', at: 3_000 }));

console.log('\nAlone:');
const actor = createActor(recordingMachine, {
  id: 'alone',
  input: { sid: 'recording-2' },
  inspect: inspector.inspect,
});
actor.on('*', ({ type }) => console.log(`  emitted: ${type}`));
actor.start();
actor.send({ type: 'recording.resume', at: 0 });

function lineOf(event: StatelyInspectionEvent): string {
  if (event.type === '@xstate.actor') return `actor ${event.name}`;
  const type = 'event' in event ? event.event.type : '';
  if (event.type === '@xstate.event') return `  event ${type}`;
  return `  snapshot ${JSON.stringify((event.snapshot as { value?: unknown }).value)} after ${type}`;
}
