/** What stands around every page of the site: its head, the way to the other pages, the search. */
import { type ArticlePlace, escaped } from './article.ts';

/** A page of the site, as others name it. */
export interface SitePage {
  /** Its path below the root of the site. */
  readonly file: string;
  readonly title: string;
}
interface Around {
  readonly pages: readonly SitePage[];
  /** The path of this page. */
  readonly file: string;
  /** The way to the root of the site: empty, or `../`. */
  readonly root: string;
  readonly title: string;
  /** What stands in it, as HTML. */
  readonly main: string;
  /** Its parts. */
  readonly sections: readonly ArticlePlace[];
  /** Scripts of its own. */
  readonly scripts?: readonly string[];
  /** Style sheets of its own. */
  readonly styles?: readonly string[];
}

const groups: readonly (readonly [string, (file: string) => boolean])[] = [
  ['', (file) => !file.includes('/')],
  ['Machines', (file) => file.startsWith('machines/')],
  ['How a recording begins', (file) => file.startsWith('paths/')],
];

/** A whole document. */
export function documentOf({
  root,
  title,
  main,
  scripts = [],
  styles = [],
  ...around
}: Around): string {
  const name = 'TeXML recordings';
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escaped(title === '' ? name : `${title} · ${name}`)}</title>
<link rel="stylesheet" href="${root}site.css">
${styles.map((style) => `<link rel="stylesheet" href="${root}${style}">\n`).join('')}<link rel="icon" href="data:,">
</head>
<body data-root="${root}">
<a class="skip" href="#main">To the text</a>
<header>
<a class="name" href="${root}index.html">${name}</a>
<div class="search" role="search">
<input type="search" id="search" placeholder="Search  /" aria-label="Search states, events, refusals, words" autocomplete="off" role="combobox" aria-expanded="false" aria-controls="found" aria-autocomplete="list">
<ul id="found" role="listbox" aria-label="Found" hidden></ul>
</div>
</header>
<nav aria-label="Pages">
${groups.map((group) => groupOf(group, { root, ...around })).join('\n')}
</nav>
<main id="main" tabindex="-1">
${main}
</main>
<script src="${root}search.js"></script>
<script src="${root}site.js"></script>
${scripts.map((script) => `<script src="${root}${script}"></script>\n`).join('')}</body>
</html>
`;
}

function groupOf(
  [head, belongs]: (typeof groups)[number],
  { pages, file, root, sections }: Pick<Around, 'pages' | 'file' | 'root' | 'sections'>,
): string {
  const items = pages
    .filter((page) => belongs(page.file))
    .map((page) => {
      const isHere = page.file === file;
      const parts = isHere && sections.length > 0 ? partsOf(sections) : '';
      const here = isHere ? ' aria-current="page"' : '';
      return `<li><a href="${root}${page.file}"${here}>${escaped(page.title)}</a>${parts}</li>`;
    });
  const title = head === '' ? '' : `<h2>${head}</h2>\n`;
  return `${title}<ul>\n${items.join('\n')}\n</ul>`;
}

const partsOf = (sections: readonly ArticlePlace[]) =>
  `<ul>${sections.map(({ id, name }) => `<li><a href="#${id}">${escaped(name)}</a></li>`).join('')}</ul>`;
