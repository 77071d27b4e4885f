/** A page in Markdown as the article of a page in HTML, with the places in it that can be linked to. */
import { Marked, type Tokens } from 'marked';
import { slug } from '../sheet/markdown.ts';

/** A place on a page: a heading, or an anchor. */
export interface ArticlePlace {
  readonly id: string;
  /** What it is called. */
  readonly name: string;
  /** What is said there, as bare text. */
  readonly says: string;
}
/** A page without what is around it. */
export interface Article {
  readonly title: string;
  readonly html: string;
  /** Its parts: headings of the second order. */
  readonly sections: readonly ArticlePlace[];
  /** Every place in it. */
  readonly places: readonly ArticlePlace[];
}

/** So much is said of a place in what is searched. */
const longestSaying = 90;

/** HTML ends cells, rows and items by itself where the next one begins. */
const needlessEnds = /<\/(?:td|th|tr|thead|tbody|li)>\n?/gu;

/** Reads a page. */
export function articleOf(markdown: string): Article {
  const headings: { depth: number; id: string; name: string }[] = [];
  const taken = new Map<string, number>();
  const idOf = (text: string) => {
    const id = slug(text);
    const times = taken.get(id) ?? 0;
    taken.set(id, times + 1);
    return times === 0 ? id : `${id}-${times}`;
  };
  const marked = new Marked({
    gfm: true,
    renderer: {
      heading({ tokens, depth }: Tokens.Heading) {
        const inner = this.parser.parseInline(tokens);
        const name = bare(inner);
        const id = idOf(name);
        headings.push({ depth, id, name });
        return `<h${depth} id="${id}">${inner}</h${depth}>\n`;
      },
      code({ text, lang = '' }: Tokens.Code) {
        const [, language = '', file] = /^(\S*)(?: title="([^"]+)")?/u.exec(lang) ?? [];
        const block = `<pre><code class="language-${language}">${escaped(text)}\n</code></pre>\n`;
        return file === undefined
          ? block
          : `<figure><figcaption>${escaped(file)}</figcaption>${block}</figure>\n`;
      },
      link({ href, tokens }: Tokens.Link) {
        return `<a href="${escaped(href)}">${this.parser.parseInline(tokens)}</a>`;
      },
      image({ href, text }: Tokens.Image) {
        const file = escaped(href);
        const says = escaped(text);
        return `<a class="picture" href="${file}"><img src="${file}" alt="${says}" loading="lazy"></a>`;
      },
    },
  });
  const inner = marked.parse(markdown, { async: false });
  const html = eventsOnce(inner)
    .replaceAll('<table>', '<div class="wide"><table>')
    .replaceAll('</table>', '</table></div>')
    .replaceAll(/<th>\s*<\/th>/gu, '<td></td>');
  const places = [
    ...headings.map(({ id, name }) => ({ id, name, says: textAfter(html, `id="${id}"`) })),
    ...anchorsIn(html),
  ];
  return {
    title: headings.find(({ depth }) => depth === 1)?.name ?? '',
    html: html.replaceAll(needlessEnds, ''),
    sections: headings
      .filter(({ depth }) => depth === 2)
      .map(({ id, name }) => ({ id, name, says: '' })),
    places,
  };
}

/** The first cell that names an event leads to it: tables of states name dozens, each of them all. */
function eventsOnce(html: string): string {
  const known = new Set<string>();
  return html.replaceAll(
    /<td><a href="([^"]*words\.html#event-[^"]*)">(<code>[^<]*<\/code>)<\/a>/gu,
    (whole, to: string, name: string) => {
      if (known.has(to)) return `<td>${name}`;
      known.add(to);
      return whole;
    },
  );
}

/** Anchors that stand before what they name, in a cell or an item of a list. */
const anchorsIn = (html: string): ArticlePlace[] =>
  [...html.matchAll(/<a id="([^"]+)"><\/a>([\s\S]*?)<\/(?:tr|li|p)>/gu)].map(
    ([, id = '', rest = '']) => {
      const [name = '', ...others] = rest.split('</td>');
      return {
        id,
        name: shortened(bare(name)),
        says: shortened(bare(others.join(' '))),
      };
    },
  );

/** The text from a place on, up to the next heading. */
function textAfter(html: string, mark: string): string {
  const at = html.indexOf('</h', html.indexOf(mark));
  const next = html.indexOf('<h', at + 1);
  return shortened(bare(html.slice(html.indexOf('>', at) + 1, next < 0 ? undefined : next)));
}

/** Whole words of it. */
const shortened = (text: string) =>
  text.length <= longestSaying ? text : `${text.slice(0, text.lastIndexOf(' ', longestSaying))}…`;

const entities: Readonly<Record<string, string>> = {
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
  '&amp;': '&',
};
/** Text without its tags. */
const bare = (html: string) =>
  html
    .replaceAll(/<[^>]*>/gu, ' ')
    .replaceAll(/&(?:lt|gt|quot|#39|amp);/gu, (entity) => entities[entity] ?? entity)
    .replaceAll(/\s+/gu, ' ')
    .trim();

/** Text that may stand in HTML, in an attribute too. */
export const escaped = (text: string) =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
