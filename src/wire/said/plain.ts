/** Texts of others on a line of a terminal or a log: nothing in them gives orders to either. */

/** Characters of control, those that turn the direction of what follows, and those without a look. */
const orders = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}]/gu;

/** A text on one line, in which such characters are shown by their numbers. */
export const printable = (text: string): string =>
  text.replace(/\s+/g, ' ').replace(orders, (one) => {
    const number = one.codePointAt(0) as number;
    return `\\u{${number.toString(16)}}`;
  });

/** Data as JSON has it, in whose texts a sign stands for each such character. */
export const plainIn = <T extends object>(says: T): T =>
  JSON.parse(JSON.stringify(says), (_, one: unknown) =>
    typeof one === 'string' ? one.replace(orders, '\u{fffd}') : one,
  ) as T;
