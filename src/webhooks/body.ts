/** The body of a request, byte for byte, within limits. */
import { NotTaken } from './not-taken.ts';

/** @throws NotTaken for a body that is too long, packed, or ends too early. */
export async function bytesOf(request: Request, mostBytes: number): Promise<Uint8Array> {
  const encoding = request.headers.get('content-encoding') ?? 'identity';
  if (!/^identity$/i.test(encoding.trim())) {
    throw new NotTaken(415, `The body is packed with ${encoding}; expected it as it is.`);
  }
  const tooLarge = () =>
    new NotTaken(413, `The body is too large; expected ${mostBytes} bytes at most.`, {
      connection: 'close',
    });
  if (Number(request.headers.get('content-length') ?? 0) > mostBytes) throw tooLarge();
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of request.body ?? []) {
      size += chunk.byteLength;
      if (size > mostBytes) throw tooLarge();
      chunks.push(chunk);
    }
  } catch (error) {
    if (error instanceof NotTaken) throw error;
    throw new NotTaken(400, 'The body could not be read to its end.', { cause: error });
  }
  const all = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    all.set(chunk, at);
    at += chunk.byteLength;
  }
  return all;
}

const asText = new TextDecoder('utf-8', { fatal: true });
/** @throws NotTaken for what is not text in UTF-8. */
export function utf8In(bytes: Uint8Array): string {
  try {
    return asText.decode(bytes);
  } catch (error) {
    throw new NotTaken(400, 'The body is not well-formed; expected text in UTF-8.', {
      cause: error,
    });
  }
}

const types = ['application/x-www-form-urlencoded', 'application/json'];
/** @throws NotTaken for a body of another type; one that says none is looked at. */
export function checkType(request: Request) {
  const said = request.headers.get('content-type');
  const type = said?.split(';')[0]?.trim().toLowerCase() ?? '';
  if (type === '' || types.includes(type) || type.endsWith('+json')) return;
  // Whoever sends text by fetch, and says no more, has this type put to it.
  if (type === 'text/plain') return;
  throw new NotTaken(415, `The content type is ${type}; expected ${types.join(' or ')}.`);
}
