/** The magic numbers: what the far end of each does. All belong to nobody, and are for fiction. */
import { readScript, type Script, usualOpening } from '../stage/scripts.ts';

export interface MagicNumber {
  readonly number: string;
  /** In the words of scripts. */
  readonly script: string;
  /** What whoever has this number does: a sentence without a subject. */
  readonly says: string;
}
/** Numbers that differ in their last digit, n, and in nothing else. */
interface Row extends MagicNumber {
  /** What n can be, where it stands in the number. */
  readonly digits?: string;
}

const row = (number: string, script: string, says: string, digits?: string): Row => ({
  number: `+1202555${number}`,
  script,
  says,
  ...(digits === undefined ? {} : { digits }),
});
const after = (script: string) => `${usualOpening}, ${script}`;

/** The table that people are shown. */
export const magicRows: readonly Row[] = [
  row('0100', usualOpening, 'answers after two seconds and stays, like every other number'),
  row('0101', '100ms answer', 'answers at once'),
  row('0102', '0.5s ring, 10s answer', 'answers after ten seconds'),
  row('0103', '1s busy', 'is busy'),
  row('0104', '0.5s ring', 'rings and never answers'),
  row('0105', '0.5s ring, 15s no answer', 'rings for 15 seconds, until the network gives up'),
  row('0106', '1s fail', 'cannot be reached'),
  row('0107', after('1s speak, 3s fall silent'), 'speaks for two seconds, then never again'),
  row('0108', after('0s speak'), 'speaks all the time'),
  row(
    '0109',
    after(
      ['1s speak', '6s fall silent', '7s press #', '10s hang up']
        .map((deed) => deed.replace(' ', ' after the beep '))
        .join(', '),
    ),
    'leaves a message after the beep: speaks for five seconds, presses #, hangs up',
  ),
  row('011n', after('ns hang up'), 'hangs up n s after the answer', '123456789'),
  row('012n', after('n0s hang up'), 'hangs up n × 10 s after the answer', '123456789'),
  row('013n', after('2s press n'), 'presses n two seconds after the answer', '0123456789'),
  row('0140', after('2s press *'), 'presses * two seconds after the answer'),
  row('0141', after('2s press #'), 'presses # two seconds after the answer'),
  row('0142', after('3s press 1, 20s press #'), 'presses 1 after 3 seconds, and # after 20'),
];

/** Every magic number by itself. */
export const magicNumbers: readonly MagicNumber[] = magicRows.flatMap(
  ({ number, script, says, digits }) =>
    digits === undefined
      ? { number, script, says }
      : [...digits].map((n) => ({
          number: number.replace('n', n),
          script: script.replace(/\bn/, n),
          says: says.replace(/\bn\b/, n),
        })),
);

const magic = new Map(
  magicNumbers.map(({ number, script }) => [digitsOf(number), readScript(script)]),
);
const usual = readScript(usualOpening);

/**
 * Whom an address names, without what is for machines alone: `"Anna" <sip:%2B12025550101@host>` is
 * whoever has +12025550101.
 */
function userOf(address: string): string {
  const inside = /<([^>]*)>/.exec(address)?.[1] ?? address;
  const user = /^\s*(?:sips?:|tel:)?([^@;]*)/i.exec(inside)?.[1] ?? inside;
  return user.replace(/%([0-7][0-9a-f])/gi, (_, code) => String.fromCharCode(parseInt(code, 16)));
}

/**
 * The figures of a telephone number, however it is written, without the prefix of the country that
 * all magic numbers are in; undefined for what is no number. Separators: RFC 3966.
 */
function digitsOf(user: string): string | undefined {
  if (!/^[+\d\s().\-/\u00a0\u2010-\u2015]+$/.test(user)) return undefined;
  const digits = user.replace(/\D/g, '');
  return digits === '' ? undefined : digits.replace(/^(?:00|011)?1(?=\d{10}$)/, '');
}

/** Which of the numbers is meant by an address: as it is written, or else by its figures. */
function meantIn(address: string, numbers: readonly string[]): string | undefined {
  const user = userOf(address);
  const exactly = [address, user].find((one) => numbers.includes(one));
  const digits = digitsOf(user);
  if (exactly !== undefined || digits === undefined) return exactly;
  return numbers.find((one) => digitsOf(userOf(one)) === digits);
}

/** What the far end of an address does; numbers of one's own come first. */
export function scriptOf(
  address: string,
  { numbers }: { readonly numbers: ReadonlyMap<string, Script> },
): Script {
  const own = meantIn(address, [...numbers.keys()]);
  const script = own === undefined ? undefined : numbers.get(own);
  return script ?? magic.get(digitsOf(userOf(address)) ?? '') ?? usual;
}

/**
 * Who is called by an address, by the key of the table, and under which number: its own spelling of
 * it, unless it is called by SIP.
 */
export function calledBy(
  address: string,
  all: Readonly<Record<string, { readonly numbers: readonly string[] }>>,
): { readonly owner?: string; readonly number: string } {
  const numbers = Object.values(all).flatMap((one) => one.numbers);
  const meant = meantIn(address, numbers);
  if (meant === undefined) return { number: address };
  const owner = Object.keys(all).find((key) => all[key]?.numbers.includes(meant));
  const number = address.includes('@') ? address : meant;
  return { number, ...(owner === undefined ? {} : { owner }) };
}
