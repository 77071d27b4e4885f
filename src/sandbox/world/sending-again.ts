/** What was sent once is sent once more, because somebody asks for it: also a callback given up. */

import { signatureHeaders } from '../../wire/index.ts';
import { askOnce } from '../documents/requesting.ts';
import type { Sending } from '../stage/sent.ts';
import type { Stage } from '../stage/stage.ts';
import type { KeptExchange } from '../traffic/exchange.ts';
import type { Callbacks } from './callbacks.ts';

/** The headers that are made anew: a signature is of its moment. */
const ofItsMoment = new Set<string>([...Object.values(signatureHeaders), 'authorization']);

/** Sends it as it was said, once; gives the number of its line in the timeline. */
export function sendingAgain(stage: Stage, callbacks: Callbacks) {
  return async (exchange: KeptExchange, signal: AbortSignal): Promise<number> => {
    const { number, kind, sid = '', told = '', key, attempt = 0, request } = exchange;
    const { url, method, headers, body } = request;
    const letter: Omit<Sending, 'kind'> = {
      sid,
      about: told,
      attempt: attempt + 1,
      again: number,
      ...(key === undefined ? {} : { key }),
      request: {
        url,
        method: method === 'GET' ? 'GET' : 'POST',
        headers: Object.fromEntries(
          Object.entries(headers).filter(([name]) => !ofItsMoment.has(name)),
        ),
        ...(body === undefined ? {} : { body }),
      },
    };
    const send =
      kind === 'callback' ? callbacks.sendOnce(letter, signal) : askOnce(stage, letter, signal);
    return (await send).number;
  };
}
