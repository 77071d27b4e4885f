/** The bodies of requests: read within limits, and decoded as their content type says. */
import { limits } from '../../stage/limits.ts';
import { failure, HttpError } from './errors.ts';
import { isDeeper } from './json.ts';

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

/**
 * The text of a body; undefined if there is none.
 * @throws HttpError for one that is too large, or not in UTF-8.
 */
export async function bodyText(request: Request, mostBytes: number): Promise<string | undefined> {
  const bytes = await bytesOf(request, mostBytes);
  try {
    return bytes && asText.decode(bytes);
  } catch {
    throw failure('badRequest', 'The body is not well-formed; expected text in UTF-8.');
  }
}

/** A body that is packed could be far longer than it looks; nobody has a need to pack these. */
function checkEncoding({ headers }: Request) {
  const encoding = headers.get('content-encoding') ?? 'identity';
  if (/^identity$/i.test(encoding.trim())) return;
  const says = `The content encoding is ${encoding}; expected none.`;
  throw failure('unsupportedMediaType', says, { 'accept-encoding': 'identity' });
}

/** The media type and charset of a body. */
function typeOf(request: Request) {
  const said = request.headers.get('content-type') ?? '';
  const [type = '', ...parameters] = said.split(';').map((one) => one.trim().toLowerCase());
  const charset = parameters.find((one) => one.startsWith('charset='))?.slice('charset='.length);
  return { type, charset: charset?.replaceAll('"', '') ?? 'utf-8' };
}

/** Whoever reads a value walks into it, as deep as it is nested. */
function jsonIn(text: string): unknown {
  if (isDeeper(text, limits.depth)) {
    const says = `The body is nested too deeply; expected ${limits.depth} levels at most.`;
    throw failure('badRequest', says);
  }
  const value = parsed(text);
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  if (isObject) checkCount('body', Object.keys(value).length);
  return value;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw failure('badRequest', 'The body is not well-formed; expected JSON.');
  }
}
/** A parameter that is repeated is a list; what may be one, whoever reads the form knows. */
function formIn(text: string): unknown {
  const pairs = new URLSearchParams(text);
  checkCount('form', pairs.size);
  const said = new Map<string, string[]>();
  for (const [name, value] of pairs) {
    const values = said.get(name);
    if (values) values.push(value);
    else said.set(name, [value]);
  }
  const meant = (values: string[]) => (values.length === 1 ? values[0] : values);
  return Object.fromEntries(Array.from(said, ([name, values]) => [name, meant(values)]));
}

/** What stands in the URL of a request behind the question mark, with it. */
export function queryOf(request: Request): string {
  const { search, searchParams } = new URL(request.url);
  checkCount('query', searchParams.size);
  return search;
}

function checkCount(what: string, count: number) {
  const { fields } = limits;
  if (count <= fields) return;
  throw failure('badRequest', `The ${what} has ${count} fields; expected ${fields} at most.`);
}

const decoders: ReadonlyMap<string, (text: string) => unknown> = new Map([
  ['application/json', jsonIn],
  ['application/x-www-form-urlencoded', formIn],
]);

/** The types that a body may have. */
export type BodyType = 'application/json' | 'application/x-www-form-urlencoded';

/**
 * What a body says; undefined if there is none. `heard` is told its text before anybody judges it.
 * @throws HttpError for a body that is too large, of another type, or not well-formed.
 */
export async function bodyOf(
  request: Request,
  mostBytes: number,
  types: readonly BodyType[],
  heard: (text: string) => void = () => undefined,
): Promise<unknown> {
  checkEncoding(request);
  const text = await bodyText(request, mostBytes);
  if (text === undefined) return undefined;
  heard(text);
  const { type, charset } = typeOf(request);
  const decode = (types as readonly string[]).includes(type) ? decoders.get(type) : undefined;
  if (!decode || !/^utf-?8$/.test(charset)) {
    const found = request.headers.get('content-type') ?? 'missing';
    const expected = `${types.join(' or ')} in UTF-8`;
    throw failure('unsupportedMediaType', `The content type is ${found}; expected ${expected}.`);
  }
  return decode(text);
}
