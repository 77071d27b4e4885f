/** Every error of the sandbox, spelled as Telnyx spells its own. */
import { BadFile, Closed } from '../../../hosts/index.ts';
import { type ErrorAnswer, notAllowedAnswer, type WireError } from '../../../wire/index.ts';
import { TooManyWorlds, UnusableAccount } from '../../state/unusable.ts';

/** An answer that is an error. */
export interface ErrorReply {
  readonly status: number;
  readonly errors: readonly WireError[];
  readonly headers?: Readonly<Record<string, string>>;
}

/** Thrown by whoever handles a request; the answer to it. */
export class HttpError extends Error implements ErrorReply {
  override readonly name = 'HttpError';
  readonly status: number;
  readonly errors: readonly WireError[];
  readonly headers: Readonly<Record<string, string>>;

  constructor({ status, errors, headers = {} }: ErrorReply) {
    super(errors.map(({ detail }) => detail).join(' '));
    this.status = status;
    this.errors = errors;
    this.headers = headers;
  }
}

/** An error that the model or the wire has spelled already. */
export function spelled({ status, body: { errors }, allow }: ErrorAnswer): HttpError {
  return new HttpError({ status, errors, ...(allow && { headers: { allow: allow.join(', ') } }) });
}

/** The kinds of errors, with code and title. Source: T-ERR, which has none for 413 and 421. */
const kinds = {
  badRequest: [400, '10015', 'Bad Request'],
  unauthorized: [401, '10009', 'Authentication failed'],
  forbidden: [403, '10010', 'Authorization failed'],
  notFound: [404, '10005', 'Resource not found'],
  tooLarge: [413, '10015', 'Bad Request'],
  unsupportedMediaType: [415, '10014', 'Unsupported Media Type'],
  outOfRange: [416, '10015', 'Bad Request'],
  misdirected: [421, '10010', 'Authorization failed'],
  tooMany: [429, '10011', 'Too many requests'],
  unexpected: [500, '10007', 'Unexpected error'],
  unavailable: [503, '10011', 'Too many requests'],
  notKept: [503, '10007', 'Unexpected error'],
} as const;

/** An error of a kind, with a sentence that says what is wrong and what was expected. */
export function failure(
  kind: keyof typeof kinds,
  detail: string,
  headers: Readonly<Record<string, string>> = {},
): HttpError {
  const [status, code, title] = kinds[kind];
  return new HttpError({ status, errors: [{ code, title, detail }], headers });
}

/**
 * The answer to a request that could not be kept, found no room, or was about what cannot be used: it
 * names that.
 * Undefined for an error that nobody has foreseen.
 */
export function foreseen(error: unknown): HttpError | undefined {
  if (error instanceof HttpError) return error;
  if (error instanceof Closed) {
    const says =
      'The account was begun anew, or the sandbox ends, while the request was under way; ask again.';
    return failure('notKept', says);
  }
  if (error instanceof TooManyWorlds) return failure('forbidden', error.message);
  const isOfKeeping = error instanceof BadFile || error instanceof UnusableAccount;
  return isOfKeeping ? failure('notKept', error.message) : undefined;
}

/** The answer to a request for something that is not there, or is somebody else's. */
export const resourceNotFound = () => failure('notFound', 'Resource not found');

export const notAllowed = (method: string, allowed: readonly string[]) =>
  spelled(notAllowedAnswer(method, allowed));

/** An error as a response. */
export const replyTo = ({ status, errors, headers = {} }: ErrorReply): Response =>
  Response.json({ errors }, { status, headers });
