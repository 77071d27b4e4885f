/** Which servers the sandbox may ask for documents, and tell by callbacks. */
import { BlockList, isIP } from 'node:net';

/** A server that is to be asked. */
export interface Destination {
  /** As the URL names it. */
  readonly host: string;
  /** What the name comes to at the moment of the connection. */
  readonly address: string;
  /** That of the URL, or else of its scheme. */
  readonly port: number;
}
/**
 * A function that says who may be asked, or a list of: `any`; `public`, every address that is not
 * private, local or reserved; addresses; ranges such as `10.1.0.0/16`; names, wherever they lead;
 * `*.internal`, every name below.
 */
export type Egress = readonly string[] | ((to: Destination) => boolean);

type MayAsk = (to: Destination) => boolean;

const familyOf = (address: string) => (isIP(address) === 6 ? 'ipv6' : 'ipv4');

/** Everything that is not for the public. Source: IANA, IPv4 Special-Purpose Address Registry. */
const special4 = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
];
/** The addresses of the public Internet, and what in them is not: tunnels to others, examples. */
const global6 = ['2000::/3'];
const special6 = ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20'];

const special = rangesOf([...special4, ...special6]);
const global = rangesOf(global6);

function isPublic(address: string): boolean {
  return !isIn(special, address) && (isIP(address) === 4 || isIn(global, address));
}
const isIn = (ranges: BlockList, address: string) => ranges.check(address, familyOf(address));

function rangesOf(texts: readonly string[]): BlockList {
  const ranges = new BlockList();
  for (const text of texts) {
    const [address = '', bits = ''] = text.split('/');
    ranges.addSubnet(address, Number(bits), familyOf(address));
  }
  return ranges;
}

/**
 * Reads a policy.
 * @throws TypeError for an entry that is none of what can be in the list.
 */
export function mayAskBy(egress: Egress): MayAsk {
  if (typeof egress === 'function') return egress;
  const entries = egress.map((text) => {
    const entry = entryOf(text);
    if (entry) return entry;
    const expected = 'any, public, an address, a range or a name';
    throw new TypeError(`The egress policy has ${text}; expected ${expected}.`);
  });
  return (to) => {
    // The scope of a link-local address, `%eth0`, says nothing here.
    const told = { ...to, address: to.address.replace(/%.*$/s, '') };
    return entries.some((allows) => allows(told));
  };
}

/** Whether a text can be in the list. */
export const isEntry = (text: string): boolean => entryOf(text) !== undefined;

function entryOf(text: string): MayAsk | undefined {
  const name = text.toLowerCase();
  if (name === 'any') return () => true;
  if (name === 'public') return ({ address }) => isPublic(address);
  const family = isIP(name.replace(/\/.*$/s, ''));
  if (family !== 0) return inRange(family, name);
  if (!/^(\*\.)?[a-z0-9_-]+(\.[a-z0-9_-]+)*$/.test(name)) return undefined;
  if (name.startsWith('*.')) return ({ host }) => host.toLowerCase().endsWith(name.slice(1));
  return ({ host }) => host.toLowerCase() === name;
}

function inRange(family: number, text: string): MayAsk | undefined {
  const whole = family === 6 ? 128 : 32;
  const [, address = '', bits = String(whole)] = /^([^/]*)(?:\/(\d{1,3}))?$/.exec(text) ?? [];
  if (address === '' || Number(bits) > whole) return undefined;
  const range = rangesOf([`${address}/${bits}`]);
  return (to) => isIn(range, to.address);
}
