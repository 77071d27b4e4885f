/** From the bytes of a document to its text. Sources: XML 1.0, 4.3.3 and appendix F; RFC 7303. */
import { clipped } from './place.ts';

/** A document in an encoding that cannot be read; what happened, without a subject. */
export class EncodingError extends Error {
  /** `EncodingError`. */
  override readonly name = 'EncodingError';
}

/**
 * Reads a document. A byte order mark says what it is written in, or else the charset of its
 * Content-Type, or else its XML declaration; UTF-8 where nobody does. Bytes that stand for nothing
 * there become U+FFFD, which is noticed where the text is read. Labels are those of the WHATWG, which
 * takes US-ASCII and ISO-8859-1 for windows-1252.
 * @throws EncodingError, which names a label that nobody knows.
 */
export function textIn(bytes: Uint8Array, contentType = ''): string {
  const label = marked(bytes) ?? charsetIn(contentType) ?? declaredIn(bytes) ?? 'utf-8';
  return decoderOf(label).decode(bytes);
}

function decoderOf(label: string) {
  try {
    return new TextDecoder(label);
  } catch {
    throw new EncodingError(`is written in "${clipped(label)}", which is no encoding known here`);
  }
}

const begins = (bytes: Uint8Array, ...with_: readonly number[]) =>
  with_.every((byte, i) => bytes[i] === byte);

/** What a byte order mark says. */
function marked(bytes: Uint8Array): string | undefined {
  if (begins(bytes, 0xef, 0xbb, 0xbf)) return 'utf-8';
  if (begins(bytes, 0xff, 0xfe)) return 'utf-16le';
  return begins(bytes, 0xfe, 0xff) ? 'utf-16be' : undefined;
}

function charsetIn(contentType: string): string | undefined {
  const [, ...said] =
    /;\s*charset\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s;]*))/i.exec(contentType) ?? [];
  return said.find((one) => one !== undefined && one.trim() !== '')?.trim();
}

/** As much of a document as its declaration may take up. */
const mostDeclared = 1_024;

/**
 * What the XML declaration says. Where it can be read byte by byte the document is in no UTF-16,
 * though the writers of some libraries declare it of every text: then it is in UTF-8.
 */
function declaredIn(bytes: Uint8Array): string | undefined {
  if (begins(bytes, 0x3c, 0x00, 0x3f, 0x00)) return 'utf-16le';
  if (begins(bytes, 0x00, 0x3c, 0x00, 0x3f)) return 'utf-16be';
  const start = String.fromCharCode(...bytes.subarray(0, mostDeclared));
  const [, label] = /^<\?xml\s[^>]*?\sencoding\s*=\s*["']([^"'>]*)["']/.exec(start) ?? [];
  if (!label) return undefined;
  return /^(utf-?16|unicode|ucs-2|iso-10646-ucs-2|csunicode)/i.test(label) ? 'utf-8' : label;
}
