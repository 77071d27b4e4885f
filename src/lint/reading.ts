/** How the text of a document is come by: from a file, standard input, or a server, within limits. */
import { createReadStream } from 'node:fs';
import { FetchError, sendHttp } from '../sandbox/network/fetching.ts';
import { EncodingError, textIn, xmlLimits } from '../wire/index.ts';
import { type DocumentPlace, whyUnread } from './places.ts';

export interface ReadingLimits {
  /** Of a document. */
  readonly bytes: number;
  /** How long a server may take, redirects included. */
  readonly fetchMs: number;
  readonly redirects: number;
}
/** Those of the sandbox, which a test holds them against. */
export const readingLimits: ReadingLimits = {
  bytes: xmlLimits.characters,
  fetchMs: 10_000,
  redirects: 3,
};

/** What stands in the way of a document; what happened, without a subject. */
export class Unreadable extends Error {
  override readonly name = 'Unreadable';
}

type Bytes = AsyncIterable<Uint8Array>;

/**
 * Reads the text of a document.
 * @throws Unreadable when there is none.
 */
export async function textAt(
  place: DocumentPlace,
  stdin: Bytes,
  limits: ReadingLimits,
): Promise<string> {
  if (place.from === 'url') return await fetched(place.url, limits);
  // One byte more is enough to see that there is more.
  const bytes =
    place.from === 'stdin' ? stdin : createReadStream(place.path, { end: limits.bytes });
  try {
    return textIn(await gathered(bytes, limits));
  } catch (error) {
    if (error instanceof Unreadable) throw error;
    const says = error instanceof EncodingError ? error.message : whyUnread(error);
    throw new Unreadable(says, { cause: error });
  }
}

async function gathered(bytes: Bytes, { bytes: most }: ReadingLimits): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of bytes) {
    size += chunk.byteLength;
    if (size > most) throw new Unreadable(`is larger than ${most / 1_024} kB`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

async function fetched(url: string, limits: ReadingLimits): Promise<string> {
  const { bytes, redirects, fetchMs: limitMs } = limits;
  const reach = { bytes, redirects, limitMs };
  try {
    const asked = { url, method: 'GET', headers: {} } as const;
    const { status, text } = await sendHttp(asked, undefined, reach);
    if (status >= 200 && status < 300) return text;
    throw new Unreadable(`answers ${status} instead of a document`);
  } catch (error) {
    if (!(error instanceof FetchError)) throw error;
    throw new Unreadable(error.message, { cause: error });
  }
}
