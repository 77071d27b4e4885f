/** An application that runs against a sandbox, over HTTP: in an account whose time stands still. */
import type Telnyx from 'telnyx';
import type { Listening } from '../../src/sandbox/index.ts';
import { asking } from '../sandbox/served.ts';
import { serving } from './webhooks.ts';

interface Running {
  /** Its numbers: calls to them are its own. */
  readonly numbers: readonly string[];
  /** What the far ends do, by number or address. */
  readonly farEnds?: Readonly<Record<string, string>>;
  /** What else is said of the application, given where it is. */
  readonly more?: (url: string) => object;
  /** What else is set for the account. */
  readonly settings?: object;
}
type Served = Parameters<typeof serving>[0];
interface Entry {
  readonly kind: string;
  readonly says?: string;
  readonly isFine?: boolean;
}

export const ApplicationSid = '1';

export async function running<A extends { readonly app: Served }>(
  sandbox: Listening,
  account: string,
  make: (client: Telnyx, publicKey: string) => A,
  { numbers, farEnds = {}, more = () => ({}), settings = {} }: Running,
) {
  const { control, client, calls, freeze, pass, listed } = asking(sandbox.url, account);
  const application = make(client, sandbox.publicKey);
  const { url, close } = await serving(application.app);
  const said = { voice_url: `${url}/voice`, numbers, ...more(url) };
  await control('PUT', '/settings', {
    applications: { [ApplicationSid]: said },
    numbers: farEnds,
    ...settings,
  });
  await freeze();
  async function told(which: (entry: Entry) => boolean): Promise<string[]> {
    const { entries } = await control<{ entries: Entry[] }>('GET', '/timeline?most=1000');
    return entries.filter(which).map((entry) => entry.says ?? JSON.stringify(entry));
  }
  return {
    ...application,
    client,
    account,
    url,
    close,
    /** Somebody calls, and so much time passes; gives the sid of the call. */
    async call(From: string, To: string, by: string, more: object = {}) {
      const body = { From, To, ...more };
      const { call_sid } = await control<{ call_sid: string }>('POST', '/calls', body);
      await pass(by);
      return call_sid;
    },
    pass,
    /** How a call stands. */
    statusOf: async (sid: string) => (await calls.retrieve(sid, { account_sid: account })).status,
    /** What was warned of in the account, in order. */
    warnings: () => told(({ kind }) => kind === 'warning'),
    /** What went wrong in the account, in order: warnings, and requests that were not answered. */
    faults: () => told(({ kind, isFine }) => kind === 'warning' || isFine === false),
    /** The recordings that there are, oldest first. */
    recordings: async () => (await listed()).toReversed(),
  };
}
