/** What the application of a session answered, as a scenario says it. */
import { isDeepStrictEqual } from 'node:util';
import type { KeptExchange } from '../../traffic/exchange.ts';
import { lengthText } from './scenario-steps.ts';
import type { ToldSession } from './told-session.ts';

interface Answer {
  readonly texml?: string;
  readonly status?: number;
  readonly after?: string;
}

/** Each document by its URL; answers in turn where it was not one, at once, for ever. */
export function documentsOf(
  session: ToldSession,
): Readonly<Record<'documents' | 'answers', object>> {
  const byUrl = new Map<string, Answer[]>();
  for (const one of asksOf(session)) {
    const url = askedUrl(one);
    byUrl.set(url, [...(byUrl.get(url) ?? []), answerOf(one)]);
  }
  const all = [...byUrl].map(([url, answers]) => [url, shortened(answers)] as const);
  const isOne = ([first, ...others]: readonly Answer[]) =>
    others.length === 0 && first !== undefined && Object.keys(first).join() === 'texml';
  return {
    documents: Object.fromEntries(
      all.filter(([, answers]) => isOne(answers)).map(([url, [first]]) => [url, first?.texml]),
    ),
    answers: Object.fromEntries(all.filter(([, answers]) => !isOne(answers))),
  };
}

/** The requests for documents that somebody ran, in the order in which they set out. */
export const asksOf = ({ exchanges }: ToldSession): KeptExchange[] =>
  exchanges.filter(({ kind, again }) => kind === 'instructions' && again === undefined);

/** Where it was asked: a GET has what it says behind that. */
export function askedUrl({ request: { method, url } }: KeptExchange): string {
  if (method !== 'GET') return url;
  return url.replace(/[?&]AccountSid=[^#]*$/, '');
}

function answerOf({ at, finishedAt, response }: KeptExchange): Answer {
  const after = finishedAt > at ? { after: lengthText(finishedAt - at) } : {};
  if (!response) return after;
  const { status, body = '' } = response;
  if (status >= 200 && status < 300) return { texml: body, ...after };
  return { status, ...after };
}

/** The last answer is given to all that follow. */
function shortened(answers: readonly Answer[]): readonly Answer[] {
  const [last, before] = [answers.at(-1), answers.at(-2)];
  return before && isDeepStrictEqual(last, before) ? shortened(answers.slice(0, -1)) : answers;
}
