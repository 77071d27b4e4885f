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
  { numbers, farEnds = {}, more = () => ({}) }: Running,
) {
  const { control, client, freeze, pass } = asking(sandbox.url, account);
  const application = make(client, sandbox.publicKey);
  const { url, close } = await serving(application.app);
  const settings = { voice_url: `${url}/voice`, numbers, ...more(url) };
  await control('PUT', '/settings', {
    applications: { [ApplicationSid]: settings },
    numbers: farEnds,
  });
  await freeze();
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
    /** What went wrong in the account, in order: warnings, and requests that were not answered. */
    async faults() {
      const { entries } = await control<{ entries: Entry[] }>('GET', '/timeline?most=1000');
      return entries
        .filter(({ kind, isFine }) => kind === 'warning' || isFine === false)
        .map((entry) => entry.says ?? JSON.stringify(entry));
    },
    /** The recordings that there are, oldest first. */
    async recordings() {
      const { recordings = [] } = await client.texml.accounts.retrieveRecordingsJson(account);
      return recordings.toReversed();
    },
  };
}
