/** The customer's server: hears callbacks, is prompt, slow, failing or hanging, and notes all of it. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { TelnyxWebhook } from 'telnyx/lib/webhooks';

/** How the customer answers what is told to a path. */
export const manners = ['prompt', 'slow', 'failing', 'hanging'] as const;
export type Manner = (typeof manners)[number];

/** A callback as it came, in the order of coming. */
export interface Told {
  /** Of the recording, conference or call that it is about. */
  readonly sid: string;
  readonly kind: 'recording' | 'conference' | 'call';
  /** What happened, in the word of the callback. */
  readonly event: string;
  /** The number among those of its call or conference; recordings have none. */
  readonly sequence?: number;
  /** All that it says, but for the signature of a link: each attempt has a link of its own. */
  readonly content: string;
}

export interface Customer {
  readonly url: (manner: Manner) => string;
  readonly told: readonly Told[];
  /** Callbacks that the vendor's verifier refuses. */
  readonly unsigned: readonly string[];
  /** What callbacks are signed with, once it is known. */
  publicKey: string;
  readonly close: () => void;
}

/** How long a slow one takes at most, and how long it takes a failing one to mend. */
const slowMs = 250;
const failures = 2;

/** `below` gives whole numbers from 0 up to its argument. */
export async function customerServer(below: (n: number) => number): Promise<Customer> {
  const told: Told[] = [];
  const unsigned: string[] = [];
  const attempts = new Map<string, number>();
  const customer = { publicKey: '' };
  const hear = async (request: IncomingMessage, response: ServerResponse) => {
    const chunks: Buffer[] = [];
    try {
      for await (const chunk of request) chunks.push(chunk as Buffer);
    } catch {
      // Whoever told it was killed in the middle of a word: nothing has been heard.
      return;
    }
    const body = Buffer.concat(chunks).toString();
    const one = toldIn(new URLSearchParams(body));
    told.push(one);
    const headers = request.headers as Record<string, string>;
    await new TelnyxWebhook(customer.publicKey)
      .verify(body, headers)
      .catch(() => unsigned.push(one.content));
    const attempt = (attempts.get(one.content) ?? 0) + 1;
    attempts.set(one.content, attempt);
    const manner = (request.url ?? '').slice(1) as Manner;
    if (manner === 'slow') await wait(below(slowMs));
    if (manner === 'hanging' && attempt === 1) return;
    const isFailing = manner === 'failing' && attempt <= failures;
    response.writeHead(isFailing ? 500 : 200).end();
  };
  const server = createServer(hear);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return Object.assign(customer, {
    told,
    unsigned,
    url: (manner: Manner) => `http://127.0.0.1:${port}/${manner}`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  });
}

function toldIn(said: URLSearchParams): Told {
  const sequence = said.get('SequenceNumber');
  const link = said.get('RecordingUrl');
  if (link !== null) said.set('RecordingUrl', link.split('?')[0] ?? '');
  const [, kind, sid, event] = kinds.find(([name]) => said.has(name)) ?? ofCalls;
  return {
    kind,
    sid: said.get(sid) ?? '',
    event: said.get(event) ?? '',
    ...(sequence === null ? {} : { sequence: Number(sequence) }),
    content: said.toString(),
  };
}
/** By a parameter that only this kind has: where the sid stands, and the word of the event. */
const ofCalls = ['CallStatus', 'call', 'CallSid', 'CallStatus'] as const;
const kinds = [
  ['RecordingStatus', 'recording', 'RecordingSid', 'RecordingStatus'],
  ['StatusCallbackEvent', 'conference', 'ConferenceSid', 'StatusCallbackEvent'],
] as const;
