/** A recording begins in one process, and ends in the next. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openVoice } from './voice.ts';

const folder = mkdtempSync(join(tmpdir(), 'keep-in-sqlite-'));
const file = join(folder, 'voice.sqlite');
const call = { machine: 'call', sid: 'call-1' } as const;
const tell = (says: string) => console.log(`  told: ${says}`);
try {
  console.log('A process dials, and records from the answer.');
  const first = await openVoice(file, tell);
  const recording = { sid: 'recording-1' };
  await first.take({ to: call, event: { type: 'call.dialOut', recording } });
  await first.take({ to: call, event: { type: 'call.answered' } });
  await first.activity.rest();
  await first.close();

  console.log('It ends. Another one opens the file, and the call is hung up.');
  const second = await openVoice(file, tell);
  // The id makes a repeat harmless: whoever is not sure says it again.
  await second.take({ id: 'hang-up-1', to: call, event: { type: 'call.hungUp' } });
  await second.take({ id: 'hang-up-1', to: call, event: { type: 'call.hungUp' } });
  await second.activity.rest();
  console.log(`The recording is ${second.machines.recording('recording-1')?.state}.`);
  await second.close();
} finally {
  rmSync(folder, { recursive: true });
}
