/** The stories of the library, lived through in a sandbox instead of played: its sessions are exported. */

import { scenarioNames } from '../../src/sandbox/http/exports/names.ts';
import type { TimelineEntry } from '../../src/sandbox/index.ts';
import type { Scenario } from '../../src/scenarios/index.ts';
import { account_sid, api, at, type Handled, handled } from './handled.ts';

/** Nobody does anything by itself: the story says what happens. */
const waits = '8000h ring';
const beganAt = Date.UTC(2026, 0, 5, 9);

/** A sandbox in which a story has happened as far as it can; time stands at its end. */
export async function livedThrough(scenario: Scenario, untilMs = Number.POSITIVE_INFINITY) {
  const { documents, media, policy, strict } = scenario;
  const said = JSON.stringify(scenario);
  const numbers = said.match(/\+\d{4,}|sips?:[^"\\<@ ]+@[\w.-]+/g) ?? [];
  const lengths = Object.entries(media).map(([name, value]) => [
    name,
    typeof value === 'number' ? `${value}ms` : value,
  ]);
  const sandbox = await handled({
    settings: {
      applications: { app: { voice_url: 'https://app.example/' } },
      numbers: Object.fromEntries(numbers.map((number) => [number, waits])),
      media: Object.fromEntries(lengths),
      strict,
      ...(policy === undefined ? {} : { policy }),
    },
    inProcess: {
      answers: (request) => {
        const { pathname, search } = new URL(request.url);
        const text = documents[pathname + search] ?? documents[pathname] ?? documents[request.url];
        return new Response(subscribed(text ?? ''));
      },
      frozenAt: beganAt,
      patienceMs: 5_000,
    },
  });
  await sandbox.ask('PUT', `${at}/clock`, { json: { frozen: true } });
  let now = 0;
  const pass = async (toMs: number) => {
    const ms = Math.max(0, Math.min(toMs, untilMs) - now);
    await sandbox.ask('POST', `${at}/clock/advance`, { json: { ms } });
    now += ms;
  };
  for (const step of scenario.steps.toSorted((a, b) => a.at - b.at)) {
    if (step.at > untilMs) break;
    await pass(step.at);
    await happen(sandbox, step);
    await pass(step.at);
  }
  await pass(untilMs === Number.POSITIVE_INFINITY ? now + 6 * 3_600_000 : untilMs);
  return sandbox;
}

async function happen(sandbox: Handled, step: Scenario['steps'][number]) {
  const { body } = await sandbox.ask<{ entries: TimelineEntry[] }>(
    'GET',
    `${at}/timeline?most=5000`,
  );
  const sids = new Map([...scenarioNames(body.entries)].map(([sid, name]) => [name, sid]));
  const sidOf = (name: string) => sids.get(name) ?? name;
  const named = (text: string) =>
    text.replaceAll(/(?:call|leg|conference|recording|transcription)-\d+/g, sidOf);
  if ('inbound' in step) {
    const { from: From, to: To, url = '/' } = step.inbound;
    const Url = new URL(url, 'https://app.example').href;
    return sandbox.ask('POST', `${at}/calls`, { json: { From, To, Url, ApplicationSid: 'app' } });
  }
  if ('request' in step) {
    const { method, path } = step.request;
    const json = JSON.parse(named(JSON.stringify(step.body))) as object;
    const below = /^(calls|ai_calls)\//.test(path) ? '/v2/texml' : api;
    return sandbox.ask(method, `${below}/${encodeURI(named(path))}`, {
      ...(Object.keys(json).length > 0 ? { json: { ...told(path), ...json } } : {}),
    });
  }
  const sid = sidOf(step.to);
  if ('service' in step)
    return sandbox.ask('POST', `${at}/service`, { json: { sid, parameters: step.with } });
  if ('answeredBy' in step) return undefined;
  const { body: machines } = await sandbox.ask<Record<string, { machine: string; sid: string }[]>>(
    'GET',
    `${at}/machines`,
  );
  const of = Object.values(machines)
    .flat()
    .filter((one) => one.sid === sid);
  const machine =
    of.find((one) => one.machine === 'call' && step.fact === 'digit.pressed') ?? of[0];
  const event = { type: step.fact, ...(JSON.parse(named(JSON.stringify(step.with))) as object) };
  return sandbox.ask('POST', `${at}/events`, { json: { machine: machine?.machine, sid, event } });
}

/** A document that subscribes to all that it makes. */
const subscribed = (text: string) =>
  text
    .replaceAll(/(<Record\b[^>]*transcription="true")/g, '$1 transcriptionCallback="/told"')
    .replaceAll(
      /<(Record|Recording|Dial|Conference)\b(?![^>]*recordingStatusCallback=)/g,
      `<$1 ${recordings}`,
    )
    .replaceAll(
      /<Conference\b(?![^>]*\bstatusCallback=)/g,
      '<Conference statusCallback="/told" statusCallbackEvent="start end join leave"',
    )
    .replaceAll(
      /<(Number|Sip)\b(?![^>]*\bstatusCallback=)/g,
      '<$1 statusCallback="/told" statusCallbackEvent="initiated ringing answered completed"',
    );
const recordings =
  'recordingStatusCallback="/told" recordingStatusCallbackEvent="in-progress completed absent"';

/** Callbacks of whatever a request makes. */
const events = 'in-progress completed absent';
function told(path: string): object {
  const RecordingStatusCallback = 'https://app.example/told';
  const recording = { RecordingStatusCallback, RecordingStatusCallbackEvent: events };
  if (/Recordings\.json$/.test(path)) return recording;
  const line = {
    ApplicationSid: 'app',
    StatusCallback: RecordingStatusCallback,
    StatusCallbackEvent: 'initiated ringing answered completed',
    ...recording,
  };
  if (path === 'Calls') return line;
  if (!/Participants$/.test(path)) return {};
  return {
    ...line,
    ConferenceStatusCallback: RecordingStatusCallback,
    ConferenceStatusCallbackEvent: 'start end join leave',
    ConferenceRecordingStatusCallback: RecordingStatusCallback,
    ConferenceRecordingStatusCallbackEvent: events,
  };
}

/** The sids of the sessions that there are, one of each. */
export async function sessionsIn(sandbox: Handled): Promise<string[]> {
  const { toldSession } = await import('../../src/sandbox/http/exports/told-session.ts');
  const world = sandbox.worlds.find(account_sid);
  const { body } = await sandbox.ask<Record<string, { sid: string }[]>>('GET', `${at}/machines`);
  const seen = new Set<string>();
  return Object.values(body)
    .flat()
    .flatMap(({ sid }) => {
      if (!world || seen.has(sid)) return [];
      for (const one of toldSession(world, sid)?.machines ?? []) seen.add(one.sid);
      return [sid];
    });
}

export const exported = async (sandbox: Handled, sid: string, as: string) => {
  const response = await sandbox.send(
    'GET',
    `${at}/sessions/${encodeURIComponent(sid)}/export?as=${as}`,
  );
  return { status: response.status, text: await response.text(), headers: response.headers };
};
