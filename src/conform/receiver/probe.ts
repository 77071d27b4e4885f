/** A probe: what the receiver itself knows of a recording, whatever it keeps it in. */

import { NotTestable } from '../checks/check.ts';
import type { Trace } from '../checks/trace.ts';

/** Looks into the receiver. A module with this function is a probe, too. */
export interface ReceiverProbe {
  /**
   * What the receiver knows of a recording, as JSON says it: an object with its status, rows of which
   * the last one counts, or a status alone; undefined, null or no rows: nothing.
   */
  stateOf(recordingSid: string): unknown;
}

/** What is read of that. */
export interface KnownState {
  /** As it came. */
  readonly value: unknown;
  /** The receiver's own word; undefined: it knows nothing of the recording. */
  readonly status: string | undefined;
  /** How long it says the file is; undefined: it does not say. */
  readonly durationMs: number | undefined;
}

const statusNames = ['status', 'RecordingStatus', 'recordingStatus', 'recording_status', 'state'];
const secondsNames = [
  'durationSeconds',
  'duration_seconds',
  'seconds',
  'duration',
  'RecordingDuration',
  'recordingDuration',
  'recording_duration',
];
const msNames = ['durationMs', 'duration_ms'];

/** Reads what a probe has told. @throws NotTestable where there is no status in it. */
function stateIn(value: unknown): KnownState {
  const nothing = { value, status: undefined, durationMs: undefined };
  if (value === undefined || value === null || value === '') return nothing;
  if (typeof value === 'string') return { ...nothing, status: value };
  if (Array.isArray(value))
    return value.length === 0 ? nothing : { ...stateIn(value.at(-1)), value };
  const row = value as Readonly<Record<string, unknown>>;
  const found = (names: readonly string[]) => names.map((name) => row[name]).find(isSaid);
  const status = found(statusNames);
  if (status === undefined) {
    const said = typeof value === 'object' ? Object.keys(value).join(', ') : String(value);
    const expected = `expected one of the fields ${statusNames.join(', ')}`;
    throw new NotTestable(
      `The probe tells no status: ${expected}, and there is ${said || 'none'}.`,
    );
  }
  return {
    value,
    status: String(status),
    durationMs: durationOf(found(msNames), found(secondsNames)),
  };
}
const isSaid = (value: unknown) => value !== undefined && value !== null;
function durationOf(ms: unknown, seconds: unknown): number | undefined {
  if (ms !== undefined) return Number(ms);
  return seconds === undefined ? undefined : Number(seconds) * 1_000;
}

/**
 * A probe by HTTP: `GET http://localhost:3000/recordings/{RecordingSid}`; 404 says that nothing is known.
 * @param headers - What each request says besides, such as who asks.
 * @throws TypeError for what is no such request.
 */
export function httpProbe(
  text: string,
  headers: Readonly<Record<string, string>> = {},
  ask: typeof fetch = fetch,
): ReceiverProbe {
  const [, method = '', template = ''] = /^(?:(GET|POST)\s+)?(\S+)$/.exec(text.trim()) ?? [];
  if (!template.includes('{RecordingSid}') || !URL.canParse(template)) {
    throw new TypeError(
      `The probe is ${text}; expected a module, or such as GET http://localhost:3000/recordings/{RecordingSid}.`,
    );
  }
  return {
    async stateOf(recordingSid) {
      const url = template.replaceAll('{RecordingSid}', recordingSid);
      const response = await ask(url, {
        method: method || 'GET',
        headers: { accept: 'application/json', ...headers },
      });
      const body = await response.text();
      if (response.status === 404 || response.status === 204) return undefined;
      if (!response.ok) throw new Error(`The probe ${url} answers ${response.status}.`);
      try {
        return JSON.parse(body);
      } catch {
        throw new Error(`The probe ${url} answers no JSON: ${body.slice(0, 80)}`);
      }
    },
  };
}

/** Asks a probe, and notes what it says. */
export async function probed(probe: ReceiverProbe, sid: string, trace: Trace): Promise<KnownState> {
  const at = Date.now();
  const value = await probe.stateOf(sid);
  const answer = {
    body: JSON.stringify(value) ?? 'nothing',
    none: 'it knows',
    tookMs: Date.now() - at,
  };
  trace.note({ at, from: 'kit', to: 'probe', says: `what it knows of ${sid}`, answer });
  return stateIn(value);
}

/**
 * What is counted in a state: how many rows there are, and every figure in it but ids and times. Two
 * recordings of one story have the same.
 */
export function tallyOf(value: unknown, path = ''): Readonly<Record<string, number>> {
  if (typeof value === 'number')
    return /(?:^|_)id$|Id$|[aA]t$|[tT]ime$/.test(path) ? {} : { [path]: value };
  if (Array.isArray(value)) {
    const each = value.map((one, i) => tallyOf(one, `${path}[${i}]`));
    return Object.assign({ [path === '' ? 'rows' : `${path} rows`]: value.length }, ...each);
  }
  if (typeof value !== 'object' || value === null) return {};
  const named = Object.entries(value).map(([name, one]) =>
    tallyOf(one, path ? `${path}.${name}` : name),
  );
  return Object.assign({}, ...named);
}
