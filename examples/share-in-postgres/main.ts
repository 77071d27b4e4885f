/** A recording begins through one host, which is closed then, and ends through another. */
import { setTimeout as wait } from 'node:timers/promises';
import { openVoice } from './voice.ts';

const told: string[] = [];
const tell = (status: string) => {
  console.log(`  told: the recording is ${status}`);
  told.push(status);
};
/** Waits until somebody was told, whichever host did it. */
async function untilTold(status: string) {
  while (!told.includes(status)) await wait(10);
}

// Each may be a process of its own, on a machine of its own.
const one = await openVoice(tell);
const other = await openVoice(tell);
const begun = Date.now();
const call = { machine: 'call', sid: `call-${begun}` } as const;
const recording = { sid: `recording-${begun}` };

console.log('One host dials, and another is told of the answer.');
await one.take({ to: call, event: { type: 'call.dialOut', recording } });
await other.take({ to: call, event: { type: 'call.answered' } });
await untilTold('in-progress');

console.log('The first is closed. The other goes on.');
await one.close();
// The id makes a repeat harmless, whoever hears it: who is not sure says it again.
const hangUp = { id: `hang up ${begun}`, to: call, event: { type: 'call.hungUp' } } as const;
await other.take(hangUp);
await other.take(hangUp);
await untilTold('completed');
await other.close();
