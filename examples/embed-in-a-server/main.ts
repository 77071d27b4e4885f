/** A call is dialled by the API, answered, recorded, and asked for. */
import { recordingServer } from './server.ts';

const app = recordingServer(({ type, sid }) =>
  console.log(`  to perform: ${type} of ${what(sid)}`),
);

/** Sids are random; the first is the call's, the second that of its recording. */
const sids: string[] = [];
function what(sid: string): string {
  if (!sids.includes(sid)) sids.push(sid);
  return sids.indexOf(sid) === 0 ? 'the call' : 'its recording';
}
async function ask(method: string, path: string, form?: Readonly<Record<string, string>>) {
  const body = form ? { body: new URLSearchParams(form) } : {};
  const response = await app.request(`/v2/texml/Accounts/me${path}`, { method, ...body });
  console.log(`${method} ${path.replace(/[\w-]{36}/, 'SID')} ${response.status}`);
  return (await response.json()) as Record<string, string>;
}
async function report(machine: string, sid: string, event: object) {
  console.log(`reported: ${JSON.stringify(event)}`);
  await app.request('/reports', { method: 'POST', body: JSON.stringify({ machine, sid, event }) });
}

await ask('POST', '/Calls', {
  ApplicationSid: '1',
  From: '+12025550199',
  To: '+12025550100',
  Record: 'true',
});
const [call = ''] = sids;
await report('call', call, { type: 'call.answered' });
const recording = sids[1] ?? '';
await report('recording', recording, { type: 'media.started', order: 1 });
const { status, source } = await ask('GET', `/Recordings/${recording}.json`);
console.log(`The recording is ${status}; its source is ${source}.`);
