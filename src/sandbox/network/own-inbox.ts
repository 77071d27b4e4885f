/**
 * Callbacks to the sandbox's own receiver do not leave the process: they arrive whatever may be asked
 * outside, and whatever stands between the sandbox and its public URL.
 */
import { arrivedAs } from './function-network.ts';
import type { Outside } from './network.ts';

/** Where the receiver is, below the URL of the sandbox. */
export const inboxPath = '/inbox/';

/** Asks `answers` for whatever is below the inbox of `url`, and the network for all else. */
export function withOwnInbox(
  network: Outside,
  url: string,
  answers: (request: Request) => Promise<Response>,
): Outside {
  const own = new URL(url + inboxPath).href;
  return {
    async ask(request, signal) {
      if (!request.url.startsWith(own)) return network.ask(request, signal);
      const { url: to, method, headers, body } = request;
      const at = new URL(to);
      // Behind a public URL with a path, the receiver is where it would be without.
      at.pathname = inboxPath + to.slice(own.length).replace(/[?#].*/s, '');
      const init = { method, headers };
      return arrivedAs(
        await answers(new Request(at, body === undefined ? init : { ...init, body })),
      );
    },
  };
}
