/** The first time that a page says a word of the glossary, the word leads there. */
import { link } from './markdown.ts';
import { way } from './sheet.ts';

/** A word that is explained somewhere. */
export interface Term {
  /** The page and the place that explain it, from the root of the pages. */
  readonly to: string;
  /** How it is said in prose: the source of a regular expression that matches the word alone. */
  readonly said?: string;
  /** How it is said as code, whole. */
  readonly code?: string;
}

/**
 * Where no link may come: blocks of code, headings, heads of tables, links, what stands in HTML, and
 * addresses. Code between backticks is a part by itself.
 */
const apart =
  /(^```[\s\S]*?^```$|^#.*$|^\|.*\|\n\|(?: ?-+:? ?\|)+$|^ *<.*$|!?\[[^\]]*\]\([^)\s]*\)|<!--[\s\S]*?-->|<[^>\n]+>|https?:[^\s)>]+|`[^`\n]+`)/gmu;
const linkTarget = /\]\(([^)\s]*)\)$/u;

/** Links the words of a page, each once; one that is a link already needs no other. */
export function linkTerms(file: string, markdown: string, terms: readonly Term[]): string {
  const isHere = ({ to }: Term) => to.startsWith(`${file}#`);
  const others = terms.filter((term) => !isHere(term));
  const byCode = new Map(
    others.flatMap((term) => (term.code === undefined ? [] : [[term.code, term] as const])),
  );
  const spoken = others.filter(({ said }) => said !== undefined);
  // Longer ones first, so that a word in another one is not taken out of it.
  spoken.sort((a, b) => (b.said?.length ?? 0) - (a.said?.length ?? 0));
  const words = spoken.map(({ said }) => `(${said})`).join('|');
  // Not in a longer name, such as `finish-deadline` or `host.ended`.
  const any = new RegExp(`(?<![\\w.-])(?:${words})(?![-.]?\\w)`, 'gu');
  const known = new Set<string>();
  const linked = (text: string, { to }: Term) => {
    if (known.has(to)) return text;
    known.add(to);
    return link(text, way(file, to));
  };
  const parts = markdown.split(apart);
  return parts
    .map((part, i) => {
      if (i % 2 === 1) {
        const target = linkTarget.exec(part)?.[1];
        for (const { to } of others) if (way(file, to) === target) known.add(to);
        const term = part.startsWith('`') ? byCode.get(part.replaceAll('`', '')) : undefined;
        return term ? linked(part, term) : part;
      }
      return part.replace(any, (text, ...found) => {
        const at = found.slice(0, spoken.length).findIndex((one) => one !== undefined);
        return linked(text, spoken[at] as Term);
      });
    })
    .join('');
}
