/** A session as the log of its application: a line of JSON each exchange, as `check` reads them. */
import type { KeptExchange } from '../../traffic/exchange.ts';
import { dateOf, notesOnLog, type ToldSession } from './told-session.ts';

/** `origin` is where the API is reached. */
export function logLinesOf(session: ToldSession, origin: string): string {
  const [{ createdAt }] = session.machines;
  const notes = notesOnLog(session).map((note) => ({ at: dateOf(createdAt), note }));
  const lines = session.exchanges.map((one) => lineOf(one, origin));
  return [...notes, ...lines].map((line) => `${JSON.stringify(line)}\n`).join('');
}

function lineOf({ kind, at, finishedAt, request, response }: KeptExchange, origin: string) {
  const { method, url, headers, body } = request;
  const type = headers['content-type'];
  const asked = {
    method,
    url: url.startsWith('/') ? origin + url : url,
    ...(type === undefined ? {} : { contentType: type }),
    ...(body === undefined ? {} : { body }),
  };
  const answered = response && {
    at: dateOf(finishedAt),
    status: response.status,
    ...(response.body === undefined ? {} : { body: response.body }),
  };
  return {
    at: dateOf(at),
    [kind === 'request' ? 'sent' : 'received']: asked,
    ...(answered ? { answered } : {}),
  };
}
