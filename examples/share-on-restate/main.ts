/** A recording begins while one host is there, and ends while another is, which has taken its place. */
import { setTimeout as wait } from 'node:timers/promises';
import { openVoice } from './voice.ts';

const port = Number(process.env.PORT ?? 9080);
const told: string[] = [];
const tell = (status: string) => {
  console.log(`  told: the recording is ${status}`);
  told.push(status);
};
/** Waits until somebody was told, whichever host did it. */
async function untilTold(status: string) {
  while (!told.includes(status)) await wait(10);
}

const begun = Date.now();
const call = { machine: 'call', sid: `call-${begun}` } as const;
const recording = { sid: `recording-${begun}` };
const accountSid = `account-${begun}`;
/** What is kept beside the recording: whose it is says in which list it stands. */
const rows = [
  { sid: recording.sid, row: { machine: 'recording', accountSid, sendsUrl: true } },
] as const;

console.log('One host dials, and is told of the answer.');
const one = await openVoice(port, tell);
await one.take({ to: call, event: { type: 'call.dialOut', recording }, rows });
await one.take({ to: call, event: { type: 'call.answered' } });
await untilTold('in-progress');
await one.close();

console.log('It is closed. Another goes on, which Restate finds at the same address.');
const other = await openVoice(port, tell);
// The id makes a repeat harmless, whoever hears it: who is not sure says it again.
const hangUp = { id: `hang up ${begun}`, to: call, event: { type: 'call.hungUp' } } as const;
await other.take(hangUp);
await other.take(hangUp);
await untilTold('completed');

console.log('The list of the account is kept at Restate as well.');
const { items } = await other.directory(accountSid).page({ list: 'recordings', part: { size: 5 } });
for (const { snapshot } of items) console.log(`  listed: a recording that is ${snapshot.state}`);
await other.close();
