/** Who calls whom, in all the ways in which requests and callbacks spell it. Source: T-FETCHI2. */
import type { LineRow } from '../resources/rows.ts';

/** Where the numbers of the telephone network are reached by SIP: assumption A33. */
const sipHost = 'sip.telnyx.com';

/** An address without its scheme, display name and parameters: `1001@example.com`, `+12025550100`. */
const bare = (address: string): string =>
  (/<(.*)>/.exec(address)?.[1] ?? address)
    .replace(/^(sips?|tel|client):/i, '')
    .replace(/[;?].*$/s, '');
const isSip = (address: string) => /@|^<?(sips?|client):/i.test(address);

/** The user and host of an address. */
const sipUriOf = (address: string): string => {
  const one = bare(address);
  return one.includes('@') ? one : `${one}@${sipHost}`;
};

/** Whether somebody calls from the telephone network, or by SIP. */
const partyTypeOf = (address: string): 'sip' | 'pstn' => (isSip(address) ? 'sip' : 'pstn');

type Parties = Pick<LineRow, 'from' | 'to'>;

/** What requests and the callbacks of conferences say of both ends. */
export const partiesOf = ({ from, to }: Parties) => ({
  CallingPartyType: partyTypeOf(from),
  From: from,
  FromSipUri: sipUriOf(from),
  To: to,
  ToSipUri: sipUriOf(to),
});

/** Whoever calls: by the name that is displayed, or else by the user of the address (A33). */
export const callerIdOf = ({ from, callerName }: Pick<LineRow, 'from' | 'callerName'>): string =>
  callerName || bare(from).replace(/@.*$/s, '');
