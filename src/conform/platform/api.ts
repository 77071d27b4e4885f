/** Asks the platform, as its customers do. */

/** What is asked of the platform. */
export interface ApiRequest {
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** From behind the base of the API, with its query: `/texml/Accounts/…`. */
  readonly path: string;
  /** Said as a form. */
  readonly form?: Readonly<Record<string, string>>;
  /** Said as JSON. */
  readonly json?: Readonly<Record<string, unknown>>;
}
/** What came of it. */
export interface ApiAnswer {
  /** Left out: nobody has answered. */
  readonly status?: number;
  readonly contentType?: string | undefined;
  readonly text: string;
  /** What its JSON is, if it is some. */
  readonly body: unknown;
  /** Why nobody has answered. */
  readonly none?: string;
  readonly tookMs: number;
}
/** Answers a request: `fetch`, or a platform in this process. */
export type PlatformApp = (request: Request) => Response | Promise<Response>;

/** How the platform is asked. */
export interface ApiWay {
  /** What all paths begin with, such as `http://localhost:8080/v2`. */
  readonly base: string;
  readonly app: PlatformApp;
  /** The key that requests carry, as Bearer. */
  readonly apiKey: string;
  /** How long an answer is waited for, in milliseconds. */
  readonly patienceMs: number;
}

/** A request as it goes out. */
export function sentRequest({ base, apiKey }: ApiWay, { method, path, form, json }: ApiRequest) {
  const type = json ? 'application/json' : 'application/x-www-form-urlencoded';
  const isSaid = json !== undefined || form !== undefined;
  return {
    method,
    url: `${base}${path}`,
    headers: {
      authorization: `Bearer ${apiKey}`,
      ...(isSaid ? { 'content-type': type } : {}),
    },
    ...(json ? { body: JSON.stringify(json) } : {}),
    ...(form ? { body: new URLSearchParams(form).toString() } : {}),
  };
}

/** Asks; it never rejects: that nobody answers is an answer, too. */
export async function asked(
  { app, patienceMs }: ApiWay,
  { url, ...init }: ReturnType<typeof sentRequest>,
): Promise<ApiAnswer> {
  const from = performance.now();
  const took = () => Math.round(performance.now() - from);
  const signal = AbortSignal.timeout(patienceMs);
  try {
    const response = await app(new Request(url, { ...init, redirect: 'manual', signal }));
    const text = await response.text();
    const contentType = response.headers.get('content-type') ?? undefined;
    return { status: response.status, contentType, text, body: parsed(text), tookMs: took() };
  } catch (error) {
    const { message, cause, name } = error as Error & { cause?: { code?: string } };
    const none =
      name === 'TimeoutError' ? `no answer within ${patienceMs} ms` : (cause?.code ?? message);
    return { none, text: '', body: undefined, tookMs: took() };
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A resource, as far as it is one. */
export type Resource = Readonly<Record<string, unknown>>;
export const resourceIn = ({ body }: Pick<ApiAnswer, 'body'>): Resource =>
  typeof body === 'object' && body !== null ? (body as Resource) : {};
