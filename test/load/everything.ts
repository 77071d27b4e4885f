/** Everything that can be asked of the API, right and wrong, and what came of it. */
import { route } from '../../src/wire/index.ts';
import { ApplicationSid, creations, From, To } from '../sandbox/creation.ts';
import { account_sid, type Served, served } from '../sandbox/served.ts';

/** An answer of the API. */
export interface Seen {
  readonly method: string;
  readonly path: string;
  /** The request's name. */
  readonly template: string;
  readonly status: number;
  readonly body: unknown;
}

/** Nobody listens here: callbacks fail, which is nothing to the API. */
const nowhere = 'http://127.0.0.1:9/';

/** Runs each creation path through a whole life, and asks everything at every stage. */
export async function everything(): Promise<readonly Seen[]> {
  const seen: Seen[] = [];
  await using sandbox = await served();
  const ask = async (method: string, path: string, form?: Record<string, string>) => {
    const response = await fetch(`${sandbox.url}/v2/texml/Accounts/${account_sid}${path}`, {
      method,
      headers: { authorization: 'Bearer key' },
      signal: AbortSignal.timeout(5_000),
      ...(form ? { body: new URLSearchParams(form) } : {}),
    });
    const { pathname } = new URL(response.url);
    const routed = route(method, pathname.slice('/v2'.length));
    if (!routed) throw new Error(`there is no ${method} ${pathname}`);
    const template = routed.operation;
    const text = await response.text();
    const body: unknown = text === '' ? undefined : JSON.parse(text);
    seen.push({ method, path: pathname, template, status: response.status, body });
    return body as { readonly sid?: string };
  };
  for (const { begin } of Object.values(creations)) {
    await sandbox.control('POST', '/reset');
    await sandbox.freeze();
    await begin(sandbox, nowhere);
    await lookedAt(sandbox, ask);
    await sandbox.pass('30s');
    await lookedAt(sandbox, ask);
    await updated(sandbox, ask);
    await sandbox.pass('1h');
    await lookedAt(sandbox, ask);
    for (const { sid } of await sandbox.listed()) await ask('DELETE', `/Recordings/${sid}.json`);
    await lookedAt(sandbox, ask);
  }
  return seen;
}

type Ask = (
  method: string,
  path: string,
  form?: Record<string, string>,
) => Promise<{ readonly sid?: string }>;

interface Machines {
  readonly [kind: string]: readonly { readonly machine: string; readonly sid: string }[];
}
async function sidsOf(sandbox: Served, machine: string): Promise<string[]> {
  const all = await sandbox.control<Machines>('GET', '/machines');
  return Object.values(all)
    .flat()
    .filter((one) => one.machine === machine)
    .map(({ sid }) => encodeURIComponent(sid));
}

/** Every read, of everything that is there and of something that is not. */
async function lookedAt(sandbox: Served, ask: Ask) {
  for (const list of ['/Calls', '/Conferences', '/Recordings.json']) {
    for (const query of ['', '?PageSize=1', '?Page=-1', '?DateCreated>=2020-01-01'])
      await ask('GET', `${list}${query}`);
  }
  const lines = [...(await sidsOf(sandbox, 'call')), ...(await sidsOf(sandbox, 'dialLeg'))];
  for (const sid of [...lines, 'nobody']) {
    await ask('GET', `/Calls/${sid}`);
    await ask('GET', `/Calls/${sid}/Recordings.json`);
  }
  for (const sid of [...(await sidsOf(sandbox, 'recording')), 'nothing'])
    await ask('GET', `/Recordings/${sid}.json`);
  for (const sid of [...(await sidsOf(sandbox, 'conference')), 'nowhere']) {
    await ask('GET', `/Conferences/${sid}`);
    for (const list of ['Recordings', 'Recordings.json', 'Participants'])
      await ask('GET', `/Conferences/${sid}/${list}`);
    for (const line of [...lines, 'nobody'])
      await ask('GET', `/Conferences/${sid}/Participants/${line}`);
  }
}

/** Every request that changes something, said rightly, wrongly, and about nobody. */
async function updated(sandbox: Served, ask: Ask) {
  const lines = [...(await sidsOf(sandbox, 'call')), ...(await sidsOf(sandbox, 'dialLeg'))];
  const conferences = await sidsOf(sandbox, 'conference');
  for (const { sid, call_sid = '' } of await sandbox.listed()) {
    const about = `/Calls/${encodeURIComponent(call_sid)}/Recordings/${sid}.json`;
    for (const Status of ['paused', 'in-progress', 'nonsense', 'stopped']) {
      await ask('POST', about, { Status });
      await sandbox.pass('1s');
    }
    await ask('POST', about, {});
    await ask('DELETE', `/Recordings/${sid}.json`);
  }
  for (const conference of [...conferences, 'nowhere']) {
    for (const line of [...lines, 'nobody']) {
      const about = `/Conferences/${conference}/Participants/${line}`;
      await ask('POST', about, { Muted: 'true', Hold: 'false' });
      await ask('POST', about, { Muted: 'perhaps' });
      await ask('DELETE', about);
    }
    await ask('POST', `/Conferences/${conference}`, { Status: 'completed' });
    await ask('POST', `/Conferences/${conference}/Participants`, { From, To, ApplicationSid });
    await ask('POST', `/Conferences/${conference}/Participants`, { From });
  }
  for (const line of [...lines, 'nobody']) {
    await ask('POST', `/Calls/${line}/Recordings.json`, { PlayBeep: 'false' });
    await ask('POST', `/Calls/${line}/Recordings.json`, { PlayBeep: 'perhaps' });
    await ask('POST', `/Calls/${line}`, { Texml: '<Response/>' });
    await ask('POST', `/Calls/${line}`, { Status: 'canceled' });
    await ask('POST', `/Calls/${line}`, { Status: 'completed' });
  }
  await ask('POST', '/Calls', { From });
  await ask('POST', '/Calls', { From, To, ApplicationSid });
}
