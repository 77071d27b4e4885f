/** What every request comes with, and what it comes to. */
import type { Address, RefusalReason } from '../../../machines/index.ts';
import type { Directory } from '../resources/directory.ts';
import { given } from '../resources/given.ts';
import type {
  InstructionSource,
  LineRow,
  Method,
  Mint,
  NewRow,
  TimelessCommand,
} from '../resources/rows.ts';
import { missing, type ParameterWarning } from './spelling/request-error.ts';

/** The variable parts of paths, as OpenAPI names them. */
export type PathName =
  | 'account_sid'
  | 'call_sid'
  | 'recording_sid'
  | 'conference_sid'
  | 'call_sid_or_participant_label';

/** A request, after routing. Its path has the parts that the operation's template names. */
export interface Request<P extends PathName = 'account_sid'> {
  readonly path: Readonly<Record<P | 'account_sid', string>>;
  /** An object: a decoded form, or JSON. */
  readonly body?: unknown;
  readonly mint: Mint;
  /** That of the account in the path: in another's nothing is found. */
  readonly directory: Directory;
}

/** What a request asks. The host keeps rows and instructions once the command is accepted. */
export interface Asked {
  readonly to: Address;
  /** Left out where no machine is asked: only rows change, or nothing does. */
  readonly command?: TimelessCommand;
  readonly rows: readonly NewRow[];
  readonly instructions?: InstructionSource;
  /** The sid of what there is already, and what is meant where the machine leaves all as it is. */
  readonly standing?: string;
  readonly warnings: readonly ParameterWarning[];
}
/** A request that comes to nothing before any machine is asked. */
export interface Refused {
  readonly refused: RefusalReason;
}
export type Outcome = Asked | Refused;

export const notFound: Refused = { refused: 'not-found' };

/** Where a request looks for what its path names. */
type Addressed<P extends PathName> = Pick<Request<P>, 'path' | 'directory'>;

/** Asks only in the directory of the account that the path names; in another's there is nothing. */
export const within =
  <R extends Addressed<'account_sid'>, T>(ask: (request: R) => T) =>
  (request: R): T | Refused =>
    request.path.account_sid === request.directory.accountSid ? ask(request) : notFound;

/** The call or leg of the path. */
export const lineIn = ({ path, directory }: Addressed<'call_sid'>): LineRow | undefined =>
  directory.line(path.call_sid);
/** The conference of the path. */
export const conferenceIn = ({ path, directory }: Addressed<'conference_sid'>) =>
  directory.conference(path.conference_sid);

interface Said {
  readonly Texml?: string | null | undefined;
  readonly Url?: string | null | undefined;
  readonly FallbackUrl?: string | undefined;
}
/** Texml comes before Url. Source: OpenAPI, InitiateCallRequest.Texml. */
export function instructionsIn(
  { Texml, Url, FallbackUrl: fallbackUrl }: Said,
  method: Method | undefined,
  fallbackMethod?: Method,
): { readonly instructions?: InstructionSource } {
  const texml = Texml ?? undefined;
  const url = Url ?? undefined;
  if (texml !== undefined) return { instructions: { texml } };
  const source = given({ url, method, fallbackUrl, fallbackMethod });
  return url === undefined && fallbackUrl === undefined ? {} : { instructions: source };
}

/** Coaching needs somebody to coach. Source: OpenAPI, Coaching. */
export function checkCoaching(said: {
  readonly Coaching?: boolean | undefined;
  readonly CallSidToCoach?: string | undefined;
}) {
  if (said.Coaching && !said.CallSidToCoach) throw missing('CallSidToCoach', said.CallSidToCoach);
}
