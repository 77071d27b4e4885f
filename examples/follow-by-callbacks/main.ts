/** An application is told of a recording, restarts, and is told something that cannot be. */
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Alert } from 'texml-recordings/check';
import { follower } from './follower.ts';

const folder = mkdtempSync(join(tmpdir(), 'follower-'));
const alert = (it: Alert) => {
  if (it.kind === 'odd' || it.kind === 'failed') return;
  console.log(`  alert: ${it.kind}: ${it.verdict.wrong?.says}`);
  for (const { says } of it.verdict.repairs) console.log(`    ${says}`);
};
/** A platform that says yes: this example asks nobody. */
const platform: typeof fetch = async () => Response.json({ sid: 'R' });
const open = () => follower(join(folder, 'calls.db'), alert, platform);
let app = open();

// With Express: express().all('/told', app.told.node).
const server = createServer((request, response) => app.told.node(request, response));
await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
const { port } = server.address() as AddressInfo;
async function say(said: Readonly<Record<string, string>>) {
  const url = `http://127.0.0.1:${port}/told?token=a-secret-of-the-application`;
  await fetch(url, { method: 'POST', body: new URLSearchParams({ CallSid: 'C', ...said }) });
}
const tell = () => {
  const { states = [], isReadTelling } = app.now('R') ?? {};
  console.log(
    `  it may be paused: ${states.includes('paused')}; a read would tell: ${isReadTelling}`,
  );
};
const recordings = 'https://api.telnyx.com/v2/texml/Accounts/A/Calls/C/Recordings';

console.log('A call comes in, and is recorded.');
await say({});
await app.client(`${recordings}.json`, { method: 'POST' });
await say({ RecordingSid: 'R', RecordingStatus: 'in-progress' });
const body = new URLSearchParams({ Status: 'paused' });
await app.client(`${recordings}/R.json`, { method: 'POST', body });
tell();

console.log('The application restarts, and its recording ends.');
app.close();
app = open();
await say({ RecordingSid: 'R', RecordingStatus: 'completed', RecordingDuration: '0' });
tell();
console.log(`  kept: ${app.recordings().map(({ sid, status }) => `${sid} ${status}`)}`);

console.log('The platform tells it once more, otherwise.');
await say({ RecordingSid: 'R', RecordingStatus: 'absent' });
await app.settled();

app.close();
server.closeAllConnections();
server.close();
rmSync(folder, { recursive: true });
