/** Notes what was sent to the application: a line of the timeline, and the whole of it. */
import { callIdsOf, type HttpRequest, type Received, received } from '../../wire/index.ts';
import type { Came } from '../network/fetching.ts';
import { type AboutCall, bodyKept, headersKept } from '../traffic/exchange.ts';
import type { Stage } from './stage.ts';
import { shownUrl } from './timeline.ts';

/** Something that is about to be sent. */
export interface Sending {
  readonly kind: 'callback' | 'instructions';
  readonly sid: string;
  /** The same for each attempt at it; left out: it is tried once. */
  readonly key?: string | undefined;
  /** What it tells or asks for, in a word. */
  readonly about: string;
  readonly attempt: number;
  readonly request: HttpRequest;
  /** It is another exchange once more, by hand. */
  readonly again?: number | undefined;
}
/** What came of it. */
interface CameOfIt {
  /** The answer, or what went wrong. */
  readonly came: Came | string;
  readonly isFine: boolean;
  readonly code?: string | undefined;
  /** What there is to say of it. */
  readonly says?: string | undefined;
}

/** Begins to measure; `sent` hears the request as it goes out, `over` notes what came of it. */
export function sendingIn(stage: Stage, sending: Sending) {
  const { clock, directory, timeline, traffic } = stage;
  const { kind, sid, key, about, attempt, request, again } = sending;
  const startedAt = clock.now();
  const began = performance.now();
  let went: HttpRequest | undefined;
  return {
    sent: (signed: HttpRequest) => {
      went ??= signed;
    },
    /** Gives the number of its line. */
    over({ came, isFine, code, says }: CameOfIt): number {
      const { method, url, body } = request;
      const ms = Math.round(performance.now() - began);
      const { number } = timeline.note({
        ...{ kind, sid, method, url: shownUrl(url), about, attempt, isFine, ms },
        came: typeof came === 'string' ? came : came.status,
        ...(says === undefined ? {} : { says }),
        ...(again === undefined ? {} : { again }),
      });
      const said = received(request);
      traffic.note({
        ...{ number, kind, sid, at: startedAt, finishedAt: clock.now(), ms, isFine },
        request: {
          ...{ method, url },
          headers: headersKept(Object.entries((went ?? request).headers)),
          ...bodyKept(body),
        },
        ...(typeof came === 'string' ? { says: came } : { response: answerKept(came) }),
        ...(typeof came === 'string' || says === undefined ? {} : { says }),
        told: about,
        name: nameOf(said, about),
        about: aboutCall(directory, said.callSid ?? '', said),
        ...(key === undefined ? {} : { key }),
        ...(code === undefined ? {} : { code }),
        ...(again === undefined ? {} : { again }),
      });
      return number;
    },
  };
}

const answerKept = ({ status, headers, text }: Came) => ({
  status,
  headers: headersKept(Object.entries(headers)),
  ...bodyKept(text),
});

/** What is known of a call, beside what is said of it. */
export function aboutCall(
  directory: Stage['directory'],
  callSid: string,
  said: Partial<Pick<Received, 'connectionId' | 'from' | 'to'>> = {},
): AboutCall {
  const row = directory.line(callSid);
  return {
    callSid,
    sessionId: row ? callIdsOf(callSid, row).CallSessionId : callSid,
    connectionId: said.connectionId ?? row?.connectionId,
    from: said.from ?? row?.from,
    to: said.to ?? row?.to,
  };
}

/** No source says what these logs call the webhooks of TeXML: assumption A64. */
const nameOf = ({ kind }: Received, about: string) =>
  kind === 'dtmf' || kind === 'amd' ? `texml.${kind}` : `texml.${kind}.${about}`;
