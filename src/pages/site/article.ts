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
const longestSaying = 160;

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
        const self =
          depth === 1
            ? ''
            : ` <a class="here" href="#${id}" aria-label="Link to ${escaped(name)}">#</a>`;
        return `<h${depth} id="${id}">${inner}${self}</h${depth}>\n`;
      },
      image({ href, text }: Tokens.Image) {
        const file = escaped(href);
        const says = escaped(text);
        return `<a class="picture" href="${file}"><img src="${file}" alt="${says}" loading="lazy"></a>`;
      },
    },
  });
  const inner = marked.parse(markdown, { async: false });
  let tables = 0;
  const html = inner
    .replaceAll('<table>', () => {
      tables += 1;
      return `<div class="wide" tabindex="0" role="region" aria-label="Table ${tables}"><table>`;
    })
    .replaceAll('</table>', '</table></div>')
    .replaceAll('<pre>', '<pre tabindex="0">')
    .replaceAll(/<th>\s*<\/th>/gu, '<td></td>');
  const places = [
    ...headings.map(({ id, name }) => ({ id, name, says: textAfter(html, `id="${id}"`) })),
    ...anchorsIn(html),
  ];
  return {
    title: headings.find(({ depth }) => depth === 1)?.name ?? '',
    html,
    sections: headings
      .filter(({ depth }) => depth === 2)
      .map(({ id, name }) => ({ id, name, says: '' })),
    places,
  };
}

/** Anchors that stand before what they name, in a cell or an item of a list. */
const anchorsIn = (html: string): ArticlePlace[] =>
  [...html.matchAll(/<a id="([^"]+)"><\/a>([\s\S]*?)<\/(?:tr|li|p)>/gu)].map(
    ([, id = '', rest = '']) => {
      const [name = '', ...others] = rest.split('</td>');
      return {
        id,
        name: bare(name).slice(0, longestSaying),
        says: bare(others.join(' ')).slice(0, longestSaying),
      };
    },
  );

/** The text from a place on, up to the next heading. */
function textAfter(html: string, mark: string): string {
  const at = html.indexOf('</h', html.indexOf(mark));
  const next = html.indexOf('<h', at + 1);
  return bare(html.slice(html.indexOf('>', at) + 1, next < 0 ? undefined : next)).slice(
    0,
    longestSaying,
  );
}

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
