/** The bodies of requests: read within limits, and decoded as their content type says. */
import { failure, HttpError } from './errors.ts';

const asText = new TextDecoder('utf-8', { fatal: true, ignoreBOM: false });

/** The bytes of a body; undefined if there is none. */
async function bytesOf(request: Request, mostBytes: number): Promise<Uint8Array | undefined> {
  const tooLarge = () =>
    failure('tooLarge', `The body is too large; expected ${mostBytes} bytes at most.`, {
      connection: 'close',
    });
  if (Number(request.headers.get('content-length') ?? 0) > mostBytes) throw tooLarge();
  if (!request.body) return undefined;
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of request.body) {
      size += chunk.byteLength;
      if (size > mostBytes) throw tooLarge();
      chunks.push(chunk);
    }
  } catch (error) {
    // Whoever sent it is gone, and nobody hears the answer.
    throw error instanceof HttpError ? error : failure('badRequest', 'The body ended too early.');
  }
  return size === 0 ? undefined : Buffer.concat(chunks);
}

async function textOf(request: Request, mostBytes: number): Promise<string | undefined> {
  const bytes = await bytesOf(request, mostBytes);
  try {
    return bytes && asText.decode(bytes);
  } catch {
    throw failure('badRequest', 'The body is not well-formed; expected text in UTF-8.');
  }
}

/** The media type and charset of a body. */
function typeOf(request: Request) {
  const said = request.headers.get('content-type') ?? '';
  const [type = '', ...parameters] = said.split(';').map((one) => one.trim().toLowerCase());
  const charset = parameters.find((one) => one.startsWith('charset='))?.slice('charset='.length);
  return { type, charset: charset?.replaceAll('"', '') ?? 'utf-8' };
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw failure('badRequest', 'The body is not well-formed; expected JSON.');
  }
}

/** A parameter that is repeated is a list; what may be one, whoever reads the form knows. */
function formIn(text: string): unknown {
  const said = new Map<string, string | string[]>();
  for (const [name, value] of new URLSearchParams(text)) {
    const before = said.get(name);
    said.set(name, before === undefined ? value : [before, value].flat());
  }
  return Object.fromEntries(said);
}

const decoders: ReadonlyMap<string, (text: string) => unknown> = new Map([
  ['application/json', jsonIn],
  ['application/x-www-form-urlencoded', formIn],
]);

/** The types that a body may have. */
export type BodyType = 'application/json' | 'application/x-www-form-urlencoded';

/**
 * What a body says; undefined if there is none.
 * @throws HttpError for a body that is too large, of another type, or not well-formed.
 */
export async function bodyOf(
  request: Request,
  mostBytes: number,
  types: readonly BodyType[],
): Promise<unknown> {
  const text = await textOf(request, mostBytes);
  if (text === undefined) return undefined;
  const { type, charset } = typeOf(request);
  const decode = (types as readonly string[]).includes(type) ? decoders.get(type) : undefined;
  if (!decode || !/^utf-?8$/.test(charset)) {
    const found = request.headers.get('content-type') ?? 'missing';
    const expected = `${types.join(' or ')} in UTF-8`;
    throw failure('unsupportedMediaType', `The content type is ${found}; expected ${expected}.`);
  }
  return decode(text);
}
