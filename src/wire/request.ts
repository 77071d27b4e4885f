/** What every request comes with, and what it comes to. */
import type { Address, RefusalReason } from '../../machines/index.ts';
import { given } from './given.ts';
import { missing, type ParameterWarning } from './request-error.ts';
import type {
  ConferenceRow,
  LineRow,
  Method,
  Mint,
  NewRow,
  RecordingRow,
  TimelessCommand,
} from './rows.ts';

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
  readonly directory: Directory;
}

/** What a host finds by sid or name, whosever it is: here the account is compared. */
export interface Directory {
  /** A call or dialled leg. */
  line(callSid: string): LineRow | undefined;
  /** A recording that is not deleted, with the call that it carries. */
  recording(sid: string): { readonly row: RecordingRow; readonly callSid: string } | undefined;
  /** The conference of this sid, or the one of this name that is not over. */
  conference(
    accountSid: string,
    sidOrName: string,
  ): { readonly sid: string; readonly row: ConferenceRow } | undefined;
  /** The sid of the participant with this label. */
  labelled(conferenceSid: string, label: string): string | undefined;
}

/** Where a call gets its document from; what is left out is the application's business. */
export interface InstructionSource {
  /** The document itself; then there is no URL. */
  readonly texml?: string;
  readonly url?: string;
  readonly method?: Method;
  readonly fallbackUrl?: string;
  readonly fallbackMethod?: Method;
}

/** What a request asks. The host keeps rows and instructions once the command is accepted. */
export interface Asked {
  readonly to: Address;
  /** Left out where no machine is asked: only rows change, or nothing does. */
  readonly command?: TimelessCommand;
  readonly rows: readonly NewRow[];
  readonly instructions?: InstructionSource;
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

/** The call or leg of the path, if it is this account's. */
export function lineIn({ path, directory }: Addressed<'call_sid'>): LineRow | undefined {
  const row = directory.line(path.call_sid);
  return row?.accountSid === path.account_sid ? row : undefined;
}
/** The conference of the path, if it is this account's. */
export function conferenceIn({ path, directory }: Addressed<'conference_sid'>) {
  const found = directory.conference(path.account_sid, path.conference_sid);
  return found?.row.accountSid === path.account_sid ? found : undefined;
}

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
