/** One operation of the API as one row: how it is addressed, what it may say, asks and replies. */
import type { z } from 'zod';
import type { Address, RefusalReason } from '../../../machines/index.ts';
import type { Reader } from '../resources/reader.ts';
import type { MediaUrl } from '../resources/recording-resource.ts';
import type { InstructionSource, Mint, NewRow, TimelessCommand } from '../resources/rows.ts';
import { readParameters } from './spelling/parameter-table.ts';
import { type DecodedQuery, decode } from './spelling/query.ts';
import type { ParameterWarning } from './spelling/request-error.ts';

/** Where the paths of most operations begin, behind /v2. */
export const accountPath = '/texml/Accounts/{account_sid}';
/** Where they begin that name no account: it is that of the application, or of the key. */
type Base = typeof accountPath | '/texml';

/** The variable parts of paths, as OpenAPI names them. */
export type PathName =
  | 'account_sid'
  | 'connection_id'
  | 'call_sid'
  | 'recording_sid'
  | 'recording_transcription_sid'
  | 'streaming_sid'
  | 'siprec_sid'
  | 'conference_sid'
  | 'call_sid_or_participant_label';

/** What a template has in braces. */
type NamesIn<Template extends string> =
  Template extends `${string}{${infer Name extends PathName}}${infer Rest}`
    ? Name | NamesIn<Rest>
    : never;
type PathOf<Template extends string> = Readonly<Record<NamesIn<Template> | 'account_sid', string>>;
/** The parts of a path: those that the template of its operation names. */
export type RoutedPath = Readonly<Partial<Record<PathName, string>>>;
/** The same, with the account that it is about. */
type AccountPath = PathOf<''> & RoutedPath;

/** What a request asks. The host keeps rows and instructions once the command is accepted. */
export interface Asked {
  /** The machine that is asked, or whose rows change. */
  readonly to: Address;
  /** Left out where no machine is asked: only rows change, or nothing does. */
  readonly command?: TimelessCommand;
  /** To be kept, each under its sid. */
  readonly rows: readonly NewRow[];
  /** Where the call gets its document from; left out: nothing is said of that. */
  readonly instructions?: InstructionSource;
  /** What was said in vain. */
  readonly warnings: readonly ParameterWarning[];
}
/** What a row asks; to its warnings come those of all other parameters that were said in vain. */
export type Asks = Omit<Asked, 'warnings'> & Partial<Pick<Asked, 'warnings'>>;
/** A request that comes to nothing before any machine is asked. */
export interface Refused {
  /** Why, as a machine would say it. */
  readonly refused: RefusalReason;
}
const notFound: Refused = { refused: 'not-found' };

/** A request, after routing. */
export interface RoutedRequest {
  /** The variable parts of its path, decoded. */
  readonly path: AccountPath;
  /** An object: a decoded form, or JSON. */
  readonly body?: unknown;
  /** What stands in the URL behind the question mark, as it stands there. */
  readonly query?: string;
  /** That of the account in the path: in another's nothing is found. */
  readonly directory: Reader;
  /** Makes the sids of what it creates. */
  readonly mint: Mint;
  /** Makes the links of `media_url`. */
  readonly mediaUrl: MediaUrl;
  /** In milliseconds since the epoch; left out: no time is told of what has none of its own. */
  readonly now?: number;
}
/** What a row sees of a request: the parts of its own path, and what was said, once it is read. */
interface Meant<Template extends string, Said, Found>
  extends Omit<RoutedRequest, 'path' | 'query'> {
  readonly path: PathOf<Template>;
  readonly found: Found;
  readonly said: Said;
  /** Parameters of the query as they were spelled; none but those of a read. */
  readonly query: DecodedQuery;
  /** Where the answer says that it is found, from /v2 on; these parts of the path are others. */
  readonly uri: (parts?: Partial<PathOf<Template>>) => string;
}

/** A row of the table of operations. */
export interface OperationRow<
  Method extends string,
  Template extends string,
  Parameters extends z.ZodObject,
  Found,
  Asking extends Asks | undefined,
  Body extends object,
> {
  readonly method: Method;
  /** What stands before its path, where that is not the account. */
  readonly base?: '/texml';
  /** Below the account; `{…}` are the variable parts. */
  readonly path: Template;
  /** How the URIs in answers spell the path, where they do it otherwise. */
  readonly linked?: string;
  /** The HTTP status of its success; with 204 there is no body. */
  readonly status: 200 | 204;
  /** What may be said: in the query of a GET, in the body of any other. */
  readonly parameters: Parameters;
  /** What the path names. Undefined: that is not there, whatever else is said. */
  readonly find: (where: {
    readonly path: PathOf<Template>;
    readonly directory: Reader;
  }) => Found | undefined;
  /**
   * What it asks; undefined if it only looks.
   * @throws RequestError for what is wrong in these circumstances
   */
  readonly ask: (meant: Meant<Template, z.output<Parameters>, Found>) => Asking | Refused;
  /** The body; undefined if a host has not kept the row of what the request is about. */
  readonly reply: (
    meant: Meant<Template, z.output<Parameters>, Found>,
    asked: Asking,
  ) => Body | undefined;
}

/** A request that has been read: what it asks, and what it is answered once it has been taken. */
export interface HeardRequest<Body extends object = object> {
  /** Undefined if it only looks. */
  readonly asked: Asked | undefined;
  /** What was said in vain. */
  readonly warnings: readonly ParameterWarning[];
  /**
   * The body as things are now, in the directory of the request, or in one that was read since;
   * undefined if what it would show is not there.
   */
  readonly reply: (now?: Reader) => Body | undefined;
}
/** An operation, whatever its row has seen of a request. */
export interface Operation<Method extends string = string, Body extends object = object> {
  /** In capitals. */
  readonly method: Method;
  /** What stands before its path, from behind /v2 on. */
  readonly base: Base;
  /** Below that; `{…}` are the variable parts. */
  readonly path: string;
  /** How the URIs in answers spell the path, where they do it otherwise. */
  readonly linked?: string;
  /** The HTTP status of its success. */
  readonly status: 200 | 204;
  /** What its body, or the query of a GET, may say. */
  readonly parameters: z.ZodObject;
  /**
   * Finds what a request names, reads what it says, and gives what it asks.
   * @throws RequestError for a body or query that says something wrong
   */
  readonly hear: (request: RoutedRequest) => HeardRequest<Body> | Refused;
}

/** The operation of a row. */
export function operation<
  const Method extends 'GET' | 'POST' | 'DELETE',
  const Template extends string,
  Parameters extends z.ZodObject,
  Found,
  Asking extends Asks | undefined,
  Body extends object,
>(row: OperationRow<Method, Template, Parameters, Found, Asking, Body>): Operation<Method, Body> {
  const { method, base = accountPath, path: template, linked, status, parameters } = row;
  const spelled = base + (linked ?? template);
  return {
    method,
    base,
    path: template,
    ...(linked === undefined ? {} : { linked }),
    status,
    parameters,
    hear(request) {
      const { directory } = request;
      // Routed by this template, it has what the template names.
      const path = request.path as AccountPath & PathOf<Template>;
      if (path.account_sid !== directory.accountSid) return notFound;
      const found = row.find({ path, directory });
      if (found === undefined) return notFound;
      const query = method === 'GET' ? decode(request.query) : {};
      const { said, warnings } = readParameters(
        parameters,
        method === 'GET' ? query : request.body,
      );
      const uri = (parts = {}) => `/v2${filled(spelled, { ...path, ...parts })}`;
      const meant = { ...request, path, found, said, query, uri };
      const asked = row.ask(meant);
      if (asked && 'refused' in asked) return asked;
      const all = eachOnce(warnings, asked?.warnings);
      return {
        asked: asked && { ...asked, warnings: all },
        warnings: all,
        reply: (now = directory) => row.reply({ ...meant, directory: now }, asked),
      };
    },
  };
}

/** A parameter is warned of once: what makes it vain in the circumstances is the better reason. */
function eachOnce(
  always: readonly ParameterWarning[],
  here: readonly ParameterWarning[] = [],
): readonly ParameterWarning[] {
  const names = here.map(({ parameter }) => parameter);
  return [...always.filter(({ parameter }) => !names.includes(parameter)), ...here];
}

const filled = (template: string, parts: Readonly<Record<string, string>>) =>
  template.replaceAll(/\{(\w+)\}/g, (_, name: string) => parts[name] ?? '');

/** Of a row whose path names nothing but the account. */
export const theAccount = ({ directory }: { readonly directory: Reader }): Reader => directory;
/** Of a row that only looks. */
export const looks = () => undefined;
/** Of a row whose success has no body. */
export const noBody = () => undefined;
