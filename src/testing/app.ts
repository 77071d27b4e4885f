/** The application under test: a handler, or a table of answers by URL. */
import type { Answers } from '../sandbox/index.ts';
import { lengthMs } from './duration.ts';

/** Nobody answers: whoever asks gives up when its own limit is over. */
export const noAnswer: unique symbol = Symbol('noAnswer');

/** A document of TeXML, the status of an answer without a body, a whole answer, or none. */
export type AppAnswer = string | number | Response | typeof noAnswer;

/** The time of the kit, for whoever answers. */
export interface AppTime {
  /** In milliseconds since the epoch. */
  readonly now: () => number;
  /** Ends when so much of it has passed: `3s`, or milliseconds. The kit goes on meanwhile. */
  readonly sleep: (by: string | number) => Promise<void>;
}
/** Answers a request: `app.fetch` of Hono is one, and so is what `fromNode` makes of a listener. */
export type Handler = (request: Request, time: AppTime) => AppAnswer | Promise<AppAnswer>;
/**
 * Answers by URL without its query, or by path, whatever the host. Of a list the first request gets
 * the first answer, and those past its end get the last.
 */
export type AppTable = Readonly<
  Record<string, AppAnswer | Handler | readonly [AppAnswer | Handler, ...(AppAnswer | Handler)[]]>
>;
/** An application: one handler of everything, or a table. */
export type App = Handler | AppTable;

/** Where paths are: URLs that a test gives as a path lead there. */
export const appUrl = 'http://app.test';

/** The fields of a request in which a path is one of the application. */
export const withUrls = (fields: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(fields).map(([name, value]) => {
      const isPath = /(?:Url|Callback)$/.test(name) && typeof value === 'string';
      return [name, isPath && value.startsWith('/') ? appUrl + value : value];
    }),
  );

/**
 * What answers as the application does.
 * @throws TypeError for a table that cannot be.
 */
export function answersOf(app: App): Answers {
  const handle = typeof app === 'function' ? app : byTable(app);
  return async (request, { now, sleep }) => {
    const time: AppTime = { now, sleep: (by) => sleep(lengthMs(by, 'time to sleep')) };
    const answer = await handle(request, time);
    if (answer !== noAnswer) return responseOf(answer);
    await sleep(Number.POSITIVE_INFINITY);
    throw new Error('Nobody waits any more.');
  };
}

function byTable(table: AppTable): Handler {
  for (const [url, answer] of Object.entries(table)) {
    if (!url.startsWith('/') && !/^https?:$/.test(URL.parse(url)?.protocol ?? '')) {
      throw new TypeError(`The application has an answer at "${url}"; expected a path or a URL.`);
    }
    if (Array.isArray(answer) && answer.length === 0) {
      throw new TypeError(`The application has no answer at "${url}"; expected one or more.`);
    }
  }
  const times = new Map<string, number>();
  return (request, time) => {
    const { origin, pathname } = new URL(request.url);
    const url = [origin + pathname, pathname].find((one) => Object.hasOwn(table, one));
    if (url === undefined) return nothingAt(pathname, table);
    const answers = [table[url] as AppAnswer | Handler | (AppAnswer | Handler)[]].flat();
    const count = times.get(url) ?? 0;
    times.set(url, count + 1);
    const answer = answers[Math.min(count, answers.length - 1)] as AppAnswer | Handler;
    if (typeof answer === 'function') return answer(request, time);
    // It may be given more than once.
    return isResponse(answer) ? answer.clone() : answer;
  };
}

const nothingAt = (path: string, table: AppTable) =>
  new Response(`Nothing is at ${path}; the table has ${Object.keys(table).join(', ')}.`, {
    status: 404,
  });

/** Test runners have globals of their own: it is known by what it has. */
const isResponse = (answer: unknown): answer is Response =>
  typeof answer === 'object' && answer !== null && 'bodyUsed' in answer && 'clone' in answer;

function responseOf(answer: unknown): Response {
  if (typeof answer === 'string') {
    return new Response(answer, { headers: { 'content-type': 'application/xml' } });
  }
  if (typeof answer === 'number') return new Response(null, { status: answer });
  if (isResponse(answer)) return answer;
  throw new TypeError(
    `The application answers with ${answer}; expected a Response, text, a status, noAnswer.`,
  );
}
