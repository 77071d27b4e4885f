/** Markdown as GitHub reads it: tables, links, code, and sentences made safe for both. */

/** The parts of a page, a blank line between them; an empty part is left out. */
export const page = (...parts: readonly string[]) =>
  `${parts.filter((part) => part !== '').join('\n\n')}\n`;

export const code = (text: string) => `\`${text}\``;
export const link = (text: string, to: string) => `[${text}](${to})`;
export const picture = (says: string, file: string) => `![${says}](${file})`;
export const bulletList = (items: readonly string[]) => items.map((item) => `- ${item}`).join('\n');
export const fenced = (language: string, text: string) =>
  `\`\`\`${language}\n${text.trimEnd()}\n\`\`\``;
/** Something that a reader opens: GitHub wants a blank line around Markdown inside HTML. */
export const folded = (summary: string, body: string) =>
  `<details>\n<summary>${summary}</summary>\n\n${body}\n\n</details>`;
/** A place that links lead to, where no heading is. */
export const anchor = (id: string) => `<a id="${id}"></a>`;

/** A table; a `|` in a cell would open another cell. */
export function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(heads), `|${heads.map(() => '---').join('|')}|`, ...rows.map(line)].join('\n');
}

/** Tags such as `<Dial record>`, alone or nested, or what stands in backticks already. */
const asCode = /`[^`]*`|(?:<\/?[A-Z][^<>]*>)+/g;
/** A sentence of the model as Markdown: its tags become code, and a lone asterisk stays one. */
export const prose = (sentence: string) =>
  sentence
    .split(new RegExp(`(${asCode.source})`, 'g'))
    .map((part, i) => (i % 2 === 1 ? code(part.replaceAll('`', '')) : plain(part)))
    .join('');
const plain = (text: string) =>
  text.replaceAll('<', '&lt;').replaceAll('*', '\\*').replaceAll('_', '\\_');

/** The id that GitHub gives to a heading. */
export const slug = (heading: string) =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\- ]/gu, '')
    .replaceAll(' ', '-');

/** `a`, `a and b`, `a, b and c`. */
export const and = (items: readonly string[]) =>
  items.length < 2
    ? (items[0] ?? '')
    : `${items.slice(0, -1).join(', ')} and ${items.at(-1) as string}`;

/** A sentence from a clause: the first letter large, a full stop at the end. */
export const sentence = (clause: string) =>
  `${clause.charAt(0).toUpperCase()}${clause.slice(1)}${/[.:!?]$/.test(clause) ? '' : '.'}`;

/** A length of time as a person says it. */
export function spokenDuration(ms: number): string {
  const units = [
    [3_600_000, 'h'],
    [60_000, 'min'],
    [1_000, 's'],
  ] as const;
  const unit = units.find(([size]) => ms >= size && ms % size === 0);
  return unit ? `${ms / unit[0]} ${unit[1]}` : `${ms} ms`;
}
