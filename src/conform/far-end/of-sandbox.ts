/** The far end of our own sandbox: its magic numbers, and its control API. */
import { type ConformFarEnd, FarEndFailed, type FarEndManner } from './far-end.ts';

/** Which sandbox, and how it is asked. */
export interface SandboxFarEndOptions {
  /** Where it is, such as `http://127.0.0.1:4010`. */
  readonly url: string;
  /** Whose calls they are. */
  readonly account: string;
  /** Asks it; a sandbox in this process has a `fetch` of its own. */
  readonly app?: (request: Request) => Response | Promise<Response>;
  /** A key of the sandbox, where it asks for one. */
  readonly apiKey?: string;
  /** Whether its clock is moved, so that nobody waits; time passes by itself if left out. */
  readonly movesClock?: boolean;
}

const magic: Readonly<Record<FarEndManner, string>> = {
  answers: '+12025550101',
  waits: '+12025550104',
  'is-busy': '+12025550103',
  'never-answers': '+12025550104',
  'hangs-up': '+12025550115',
  presses: '+12025550141',
};

interface LineThere {
  readonly machine: string;
  readonly sid: string;
  readonly to?: string;
  readonly isLive: boolean;
}

/**
 * The far end of a sandbox. Each line has an address of its own, with the magic number as its user.
 * @throws FarEndFailed where the sandbox does not answer, or knows no such account.
 */
export async function sandboxFarEnd({
  url,
  account,
  app = fetch,
  apiKey = 'kit',
  movesClock = false,
}: SandboxFarEndOptions): Promise<ConformFarEnd> {
  const base = `${new URL(url).origin}/sandbox/accounts/${encodeURIComponent(account)}`;
  const ask = async (method: string, path: string, body?: object): Promise<unknown> => {
    const headers = { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' };
    const said = body === undefined ? {} : { body: JSON.stringify(body) };
    try {
      const response = await app(new Request(`${base}${path}`, { method, headers, ...said }));
      const text = await response.text();
      if (response.ok) return text === '' ? undefined : JSON.parse(text);
      throw new Error(`${response.status} ${text}`);
    } catch (error) {
      throw new FarEndFailed(`The sandbox, asked ${method} ${base}${path}: ${wordsOf(error)}.`);
    }
  };
  const lineOf = async (number: string) => {
    const { calls, legs } = (await ask('GET', '/machines')) as Record<
      'calls' | 'legs',
      LineThere[]
    >;
    // A leg that was given a document is a call.
    return [...calls, ...legs].findLast(({ to, isLive }) => isLive && to === number);
  };
  const toLine = async (number: string, tell: (line: LineThere) => Promise<unknown>) => {
    const line = await lineOf(number);
    if (!line) return false;
    await tell(line);
    return true;
  };
  const happens = (type: string) => (number: string) =>
    toLine(number, ({ machine, sid }) => ask('POST', '/events', { machine, sid, event: { type } }));
  let now = 0;
  const moved = async (method: string, path: string, body: object) => {
    ({ now } = (await ask(method, path, body)) as { readonly now: number });
  };
  await moved('PUT', '/clock', { frozen: movesClock });
  const silences: { readonly at: number; readonly number: string }[] = [];
  const isSpeaking = (number: string, speaking: boolean) =>
    toLine(number, ({ sid }) => ask('POST', '/voice', { sid, speaking }));
  const clock = {
    now: () => now,
    async pass(ms: number) {
      await moved('POST', '/clock/advance', { ms: Math.round(ms) });
      const due = silences.filter(({ at }) => at <= now);
      for (const one of due) {
        silences.splice(silences.indexOf(one), 1);
        await isSpeaking(one.number, false);
      }
    },
  };
  let called = 0;
  return {
    number(manner) {
      called += 1;
      return `sip:${magic[manner]}@far-${called}.test`;
    },
    answer: happens('call.answered'),
    hangUp: happens('call.hungUp'),
    press: (number, keys) =>
      toLine(number, ({ sid }) => ask('POST', '/keys', { sid, digits: keys })),
    async speak(number, seconds) {
      const isThere = await isSpeaking(number, true);
      // Who has hung up by then is silent.
      const silent = () => void isSpeaking(number, false).catch(() => undefined);
      if (movesClock) silences.push({ at: now + seconds * 1_000, number });
      else setTimeout(silent, seconds * 1_000).unref();
      return isThere;
    },
    ...(movesClock ? { clock } : {}),
  };
}
const wordsOf = (error: unknown) => (error instanceof Error ? error.message : String(error));
