/** Sends requests by a description, judges every answer, and makes what fails small. */
import fc from 'fast-check';
import { isError } from '../sandbox/strange.ts';
import type { Description } from './description.ts';
import { type Judge, judgeOf } from './judge.ts';
import { type About, requestsOf, type There } from './requests.ts';
import { type Came, curlOf, Sender, type Sent } from './sent.ts';
import { smallest } from './smallest.ts';

/** A server under test. */
export interface Target extends About {
  readonly url: string;
  readonly there: There;
  /** Called before every request, with how many there were: time to move on, or begin anew. */
  readonly tend: (requests: number) => Promise<void>;
}
export interface Plan {
  readonly requests: number;
  readonly seed: number;
  readonly onProgress?: (figures: { requests: number; failures: number }) => void;
}
export interface Failure {
  readonly says: string;
  /** How many requests failed like this. */
  readonly times: number;
  /** The smallest that does, as a curl command. */
  readonly curl: string;
  /** False: sent again, it did not fail; what came before it matters. */
  readonly isRepeatable: boolean;
}
export interface Fuzzed {
  readonly requests: number;
  /** How often each operation answered with each status. */
  readonly answers: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly failures: readonly Failure[];
  /** Operations that never succeeded, so that little of them was tried. */
  readonly unreached: readonly string[];
}

/** Drawn at once; more would only take memory. */
const batch = 200;

export async function fuzzBy(
  description: Description,
  target: Target,
  plan: Plan,
): Promise<Fuzzed> {
  const judge = judgeOf(description);
  const requests = requestsOf(description, target);
  const sender = new Sender(target.url);
  const answers: Record<string, Record<string, number>> = {};
  const failures = new Map<string, Failure>();
  let sentSoFar = 0;
  const tried = async (sent: Sent) => {
    const came = await sender.send(sent).catch((error: Error) => error.message);
    return {
      status: typeof came === 'string' ? 'lost' : came.status,
      ...flawIn(sent, came, judge),
    };
  };
  try {
    while (sentSoFar < plan.requests) {
      const numRuns = Math.min(batch, plan.requests - sentSoFar);
      for (const draw of fc.sample(requests, { numRuns, seed: plan.seed + sentSoFar })) {
        await target.tend(sentSoFar);
        sentSoFar += 1;
        const sent = draw(target.there);
        const { status, kind, says = '' } = await tried(sent);
        const name = nameOf(sent);
        answers[name] ??= {};
        answers[name][status] = (answers[name][status] ?? 0) + 1;
        plan.onProgress?.({ requests: sentSoFar, failures: failures.size });
        if (kind === undefined) continue;
        const about = `${name}: ${kind}`;
        const known = failures.get(about);
        if (known) failures.set(about, { ...known, times: known.times + 1 });
        else failures.set(about, await failure(target.url, sent, `${name} ${says}`, kind, tried));
      }
    }
    const unreached = description.operations
      .map(({ method, path }) => `${method} ${path}`)
      .filter((name) => !Object.keys(answers[name] ?? {}).some((status) => /^2/.test(status)));
    return { requests: sentSoFar, answers, failures: [...failures.values()], unreached };
  } finally {
    sender.close();
  }
}

const nameOf = ({ operation, method }: Sent) =>
  operation.method === method ? `${method} ${operation.path}` : `other methods`;

async function failure(
  url: string,
  sent: Sent,
  says: string,
  kind: string,
  tried: (sent: Sent) => Promise<{ readonly kind?: string }>,
): Promise<Failure> {
  const fails = async (one: Sent) => (await tried(one)).kind === kind;
  const isRepeatable = await fails(sent);
  const least = isRepeatable ? await smallest(sent, fails) : sent;
  return { says, times: 1, curl: curlOf(url, least), isRepeatable };
}

/** A kind is the same for whatever fails alike. */
interface Flaw {
  readonly kind?: string;
  readonly says?: string;
}
/** What a server may answer to whoever asks wrongly, whatever its description says. */
const refusals = new Set([400, 401, 403, 404, 405, 413, 414, 415, 422, 429, 431]);

const tooLong = new Set([414, 431]);

function flawIn({ operation, method, path }: Sent, came: Came | string, judge: Judge): Flaw {
  if (typeof came === 'string') return { kind: 'lost', says: `lost the connection: ${came}` };
  const { status, mediaType, text } = came;
  const flaw = (kind: string, says: string) => ({
    kind: `${status} ${kind}`,
    says: `answered ${status} ${says}: ${text.slice(0, 200)}`,
  });
  if (status >= 500) return flaw('', 'which nobody should see');
  // HTTP itself refuses a line that is too long, before anybody knows what is asked.
  if (tooLong.has(status) && text === '') return {};
  // HEAD is a GET whose body is left out.
  const way = method === 'HEAD' ? 'GET' : method;
  const meant = operation.method === way ? operation : judge.operationOf(way, path);
  const answered = meant?.answers[status];
  if (!answered && !refusals.has(status)) return flaw('undescribed', 'which is not described');
  const described = answered ? Object.keys(answered) : ['application/json'];
  if (described.length === 0 || method === 'HEAD')
    return text === '' ? {} : flaw('body', 'with a body, and none is described');
  if (!described.includes(mediaType))
    return flaw(`as ${mediaType}`, `as "${mediaType}", not ${described.join(' or ')}`);
  if (mediaType !== 'application/json') return {};
  if (status >= 400 && !isError(text)) return flaw('error', 'without an error that says why');
  const place = answered?.[mediaType];
  const body = read(text);
  if (body === undefined) return flaw('JSON', 'with what is no JSON');
  const wrong = place && judge.flawIn(place, body.value);
  return wrong ? flaw(`body ${wrong}`, `with a body that is not as described: ${wrong}`) : {};
}

function read(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}
