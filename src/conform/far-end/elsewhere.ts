/** Far ends that are no module: a program that reads and writes lines, and one that is asked over HTTP. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { type ConformFarEnd, FarEndFailed } from './far-end.ts';
import { type FarEndAsk, type FarEndMessage, farEndByMessages, shownAnswer } from './messages.ts';

/** So long is an answer waited for, in milliseconds. */
const usualPatienceMs = 30_000;
/** So long a program has to end when its input has, before it is killed. */
const graceMs = 2_000;

type Waiting = { readonly take: (answer: unknown) => void; readonly fail: (error: Error) => void };

/**
 * Begins a program that is a far end: it reads a message of JSON a line from its standard input, and
 * writes an answer a line, with the same `id`. What it writes to standard error is passed on.
 * @throws FarEndFailed where it does not begin, or answers anything else.
 */
export async function farEndByLines(
  command: string,
  patienceMs: number = usualPatienceMs,
): Promise<ConformFarEnd> {
  // The shell makes room for it: what is ended then is the program itself.
  const line = process.platform === 'win32' ? command : `exec ${command}`;
  const child = spawn(line, { shell: true, stdio: ['pipe', 'pipe', 'inherit'] });
  const waiting = new Map<number, Waiting>();
  let over: FarEndFailed | undefined;
  const end = (because: string) => {
    over ??= new FarEndFailed(because);
    for (const { fail } of waiting.values()) fail(over);
    waiting.clear();
  };
  child.on('error', (error) => end(`The far end does not begin: ${error.message}.`));
  const isOver = once(child, 'close').then(
    ([code, signal]) => end(`The far end has ended (${signal ?? `exit code ${code}`}).`),
    () => undefined,
  );
  // Who ends while it is written to is told of by its end.
  child.stdin.on('error', () => undefined);
  createInterface({ input: child.stdout }).on('line', (text) => {
    const answer = answerIn(text);
    const waits = answer && waiting.get(answer.id);
    if (!waits) return end(`The far end writes what is no answer: ${shownAnswer(text)}`);
    waiting.delete(answer.id);
    waits.take(answer);
  });
  let asked = 0;
  const ask: FarEndAsk = (message) =>
    within(message, patienceMs, (take, fail) => {
      if (over) return fail(over);
      asked += 1;
      waiting.set(asked, { take, fail });
      child.stdin.write(`${JSON.stringify({ id: asked, ...message })}\n`);
    });
  const close = async () => {
    const timer = setTimeout(() => child.kill('SIGKILL'), graceMs);
    child.stdin.end();
    await isOver;
    clearTimeout(timer);
  };
  try {
    return await farEndByMessages(ask, close);
  } catch (error) {
    await close();
    throw error;
  }
}

function answerIn(text: string): { readonly id: number } | undefined {
  try {
    const answer: unknown = JSON.parse(text);
    const { id } = (answer ?? {}) as { readonly id?: unknown };
    return typeof id === 'number' ? (answer as { readonly id: number }) : undefined;
  } catch {
    return undefined;
  }
}

/**
 * A far end that takes such messages by POST, each at one URL, and answers with JSON.
 * @throws FarEndFailed where it does not.
 */
export function farEndByHttp(
  url: string,
  patienceMs: number = usualPatienceMs,
): Promise<ConformFarEnd> {
  return farEndByMessages(async (message) => {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(message),
      signal: AbortSignal.timeout(patienceMs),
    }).catch((error: Error) => {
      const { code = error.message } = (error.cause ?? {}) as { readonly code?: string };
      throw new FarEndFailed(`The far end at ${url} does not answer: ${code}.`);
    });
    const text = await response.text();
    try {
      return JSON.parse(text);
    } catch {
      throw new FarEndFailed(
        `The far end at ${url} answers ${response.status}, and no JSON: ${shownAnswer(text)}`,
      );
    }
  });
}

/** @throws FarEndFailed when the time is over. */
async function within(
  message: FarEndMessage,
  patienceMs: number,
  work: (take: Waiting['take'], fail: Waiting['fail']) => void,
): Promise<unknown> {
  const { promise, resolve, reject } = Promise.withResolvers<unknown>();
  const late = `The far end has not answered ${JSON.stringify(message)} within ${patienceMs} ms.`;
  const timer = setTimeout(() => reject(new FarEndFailed(late)), patienceMs);
  work(resolve, reject);
  return await promise.finally(() => clearTimeout(timer));
}
