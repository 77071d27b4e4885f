/** Words in lines of bounded length, and made safe for XML. */

/** Breaks a text between words into as few lines of this many characters as will do, all alike. */
export function wrapped(text: string, width: number): readonly string[] {
  const fewest = broken(text, width);
  let even = fewest;
  for (let narrower = width - 1; narrower > 0; narrower -= 1) {
    const lines = broken(text, narrower);
    if (lines.length > fewest.length) return even;
    even = lines;
  }
  return even;
}

function broken(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last === undefined || last.length + 1 + word.length > width) lines.push(word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines;
}

/** How wide letters are in faces of Helvetica, in thousandths of their height. */
const widths = {
  Bold: { 278: 'ijlI ., /', 333: 'ft:;!()-', 389: 'r*', 556: 'aceksvxyJz', 889: 'mM' },
  Oblique: { 222: 'ijl', 278: 'ftI .,:;/!', 333: 'r()-', 500: 'ckJsvxyz', 833: 'mM' },
} as const;
const others = { Bold: 611, Oblique: 556 } as const;
/** Capitals, and signs from elsewhere. */
const wide = /[A-HK-Zw\u0080-\uffff]/u;

/** How wide a line is at most, in the unit of its size; Graphviz knows the plain face only. */
export function widthOf(line: string, face: keyof typeof widths, size: number): number {
  const table = Object.entries(widths[face]);
  const width = (sign: string) =>
    Number(table.find(([, signs]) => signs.includes(sign))?.[0]) ||
    (wide.test(sign) ? 778 : others[face]);
  return Math.ceil(([...line].reduce((sum, sign) => sum + width(sign), 0) * size) / 1000);
}

const entities = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' } as const;
/** What no XML document can hold, however it is written. */
const unwritable = /[^\t\n\r -\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;
export const xml = (text: string) =>
  text
    .replace(unwritable, '\ufffd')
    .replace(/[&<>"']/g, (sign) => entities[sign as keyof typeof entities]);
