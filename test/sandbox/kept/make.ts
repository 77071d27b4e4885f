/**
 * Makes a state folder and a dump with the release in another tree, to be kept here:
 *
 *     git worktree add ../then COMMIT && ln -s "$PWD/node_modules" ../then/
 *     node test/sandbox/kept/make.ts ../then test/sandbox/kept/version-1
 *
 * It serves that tree, drives it over HTTP while its clock stands still, and kills it in the middle
 * of things: the customer refuses every request, and media servers are about to be ordered.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as wait } from 'node:timers/promises';
import { givenUp } from '../../house/patience.ts';

const [tree = '', target = ''] = process.argv.slice(2).map((one) => resolve(one));
/** Nobody listens there. */
const customer = 'http://127.0.0.1:49999';
const attempts = 50;
/** So many recordings are asked for in one moment; the server is killed soon after the first answer. */
const atOnce = 8;
const latestMs = 20;

const port = 20_000 + (process.pid % 20_000);
const url = `http://127.0.0.1:${port}`;
const control = `${url}/sandbox/accounts/me`;
const account = `${url}/v2/texml/Accounts/me`;

async function ask(method: string, path: string, body?: object): Promise<Record<string, unknown>> {
  const response = await fetch(path, {
    method,
    signal: givenUp(),
    headers: { 'content-type': 'application/json', authorization: 'Bearer any' },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
  return text === '' ? {} : (JSON.parse(text) as Record<string, unknown>);
}
const pass = (by: string) => ask('POST', `${control}/clock/advance`, { by });
const incoming = async (inside: string, from = '+12025550199') => {
  const body = { From: from, To: '+12025550100', Texml: `<Response>${inside}</Response>` };
  return String((await ask('POST', `${control}/calls`, body)).call_sid);
};
const event = (machine: string, sid: string, type: string, more: object = {}) =>
  ask('POST', `${control}/events`, { machine, sid, event: { type, ...more } });
const recordingsOf = async (call: string) => {
  const { recordings } = await ask('GET', `${account}/Calls/${call}/Recordings.json`);
  return (recordings as { readonly sid: string }[]).map(({ sid }) => sid);
};

/** Everything that can be in the middle of something, is. */
async function live(): Promise<string> {
  await ask('PUT', `${control}/clock`, { frozen: true });
  await ask('PUT', `${control}/settings`, {
    applications: { '1': { voice_url: `${customer}/voice`, numbers: ['+12025550100'] } },
    numbers: { '+12025550177': '1s ring, 3s answer, 5s press 12#, 20m hang up' },
  });
  const outbound = await ask('POST', `${account}/Calls`, {
    ApplicationSid: '1',
    From: '+12025550199',
    To: '+12025550177',
    Record: true,
    RecordingChannels: 'dual',
    RecordingStatusCallback: `${customer}/recordings`,
    RecordingStatusCallbackEvent: 'in-progress completed absent',
    StatusCallback: `${customer}/calls`,
    StatusCallbackEvent: 'initiated ringing answered completed',
    Texml: '<Response><Pause length="180"/></Response>',
  });
  const long =
    '<Record maxLength="120" timeout="60" format="wav" channels="single" playBeep="false"';
  const recorded = await incoming(`${long} trim="trim-silence" action="${customer}/after"/>`);
  const paused = await incoming(`${long} recordingStatusCallback="${customer}/recordings"/>`);
  await incoming(
    '<Dial record="record-from-answer-dual" recordMaxLength="900"><Number>+12025550108</Number></Dial>',
  );
  const room = '<Dial><Conference record="record-from-start">room</Conference></Dial>';
  await incoming(room, '+12025550108');
  await incoming(room, '+12025550107');
  await incoming(
    '<Start><Recording track="inbound"/></Start><Gather timeout="120" numDigits="9"/>',
  );
  const short = await incoming('<Record maxLength="2"/><Pause length="180"/>');
  const lost = await incoming('<Record maxLength="3600"/>');
  const redirected = await incoming('<Pause length="180"/>');
  await pass('10s');
  const { conferences } = await ask('GET', `${account}/Conferences.json`);
  const [{ sid = '' } = {}] = conferences as { readonly sid: string }[];
  await ask('POST', `${account}/Conferences/${sid}/Participants`, {
    From: '+12025550199',
    To: '+12025550101',
    Record: true,
    RecordingTrack: 'outbound',
    EndConferenceOnExit: true,
  });
  await event('recording', (await recordingsOf(lost))[0] as string, 'media.failed');
  const [held = ''] = await recordingsOf(paused);
  await event('recording', held, 'speech.started');
  await pass('5s');
  await ask('POST', `${account}/Calls/${paused}/Recordings/${held}.json`, { Status: 'paused' });
  await pass('5s');
  await ask('POST', `${account}/Calls/${redirected}`, { Url: `${customer}/next` });
  await event('call', recorded, 'call.hungUp');
  const [gone] = await recordingsOf(short);
  await ask('DELETE', `${account}/Recordings/${gone}.json`);
  const waiting = await incoming('<Record/>');
  await pass('10s');
  await event('call', waiting, 'call.hungUp');
  return String(outbound.sid ?? outbound.call_sid);
}

const start = (call: string) =>
  ask('POST', `${account}/Calls/${call}/Recordings.json`, { PlayBeep: false });

/** Kills the server at some moment at which recordings are asked for. */
async function kill(server: ChildProcess, call: string) {
  const answers = Array.from({ length: atOnce }, () => start(call).catch(() => undefined));
  await Promise.race(answers);
  await wait(Math.random() * latestMs);
  server.kill('SIGKILL');
  await once(server, 'exit');
}
/** Looks at a copy: whoever opens a file that was in use tidies it up. */
async function inCopy<T>(folder: string, look: (file: string) => T | Promise<T>): Promise<T> {
  const copy = mkdtempSync(join(tmpdir(), 'kept-copy-'));
  try {
    cpSync(folder, copy, { recursive: true });
    return await look(join(copy, 'me.sqlite'));
  } finally {
    rmSync(copy, { recursive: true });
  }
}
/** Without what SQLite writes ahead, which is megabytes: it is in the file itself then. */
function tidied(file: string) {
  const database = new DatabaseSync(file);
  database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  database.close();
}
function holdsStart(file: string): boolean {
  const database = new DatabaseSync(file);
  const rows = database.prepare('SELECT effect FROM outbox').all();
  database.close();
  return rows.some(({ effect }) => String(effect).includes('"media.start"'));
}
/** What the release itself gives as the dump of a file: no request comes between two of its steps. */
async function dumpOf(file: string): Promise<string> {
  const { SqliteStore } = await import(join(tree, 'src/hosts/index.ts'));
  const room = join(tree, 'src/sandbox');
  const state = existsSync(join(room, 'state')) ? join(room, 'state') : room;
  const notes = join(state, 'notes.ts');
  const dump = await import(join(state, 'dump.ts'));
  const opened = new SqliteStore(file);
  const { store } = existsSync(notes)
    ? await (await import(notes)).withCheckedNotes(opened, file)
    : { store: opened };
  const text = JSON.stringify(dump.dumpOf('me', await store.load()));
  await store.close();
  return text;
}

async function made(): Promise<boolean> {
  const folder = mkdtempSync(join(tmpdir(), 'kept-'));
  const server = spawn(
    process.execPath,
    ['src/cli.ts', 'serve', '--port', String(port), '--state', folder],
    { cwd: tree, stdio: ['ignore', 'pipe', 'inherit'] },
  );
  try {
    await once(server.stdout as NodeJS.ReadableStream, 'data');
    await kill(server, await live());
    if (!(await inCopy(folder, holdsStart))) return false;
    rmSync(target, { recursive: true, force: true });
    mkdirSync(target, { recursive: true });
    writeFileSync(join(target, 'dump.json'), `${await inCopy(folder, dumpOf)}\n`);
    await inCopy(folder, (file) => {
      tidied(file);
      cpSync(file, join(target, 'me.sqlite'));
    });
    return true;
  } finally {
    server.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  }
}

for (let i = 0; i < attempts; i += 1) {
  if (await made()) {
    process.stdout.write(`${target} is made.\n`);
    process.exit(0);
  }
}
throw new Error('No server was killed in the middle of things.');
