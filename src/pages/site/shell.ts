/** What stands around every page of the site: its head, and the way to the other pages. */
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

/** Which pages stand together, by their folder. */
const groups = [
  ['', ''],
  ['Guides', 'guides/'],
  ['Machines', 'machines/'],
  ['How a recording begins', 'paths/'],
  ['Manual', 'manual/'],
] as const;
const folderOf = (file: string) => file.slice(0, file.lastIndexOf('/') + 1);

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
</header>
<nav aria-label="Pages">
<details open>
<summary>Pages</summary>
${groups.map((group) => groupOf(group, { root, ...around })).join('\n')}
</details>
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

/** A group is open where one reads in it, and leads to its first page elsewhere. */
function groupOf(
  [head, folder]: (typeof groups)[number],
  { pages, file, root, sections }: Pick<Around, 'pages' | 'file' | 'root' | 'sections'>,
): string {
  const own = pages.filter((page) => folderOf(page.file) === folder);
  const [first] = own;
  if (!first) return '';
  const title = head === '' ? '' : `<h2><a href="${root}${first.file}">${head}</a></h2>\n`;
  if (head !== '' && folderOf(file) !== folder) return title.trim();
  const items = own.map((page) => {
    const isHere = page.file === file;
    const parts = isHere && sections.length > 0 ? partsOf(sections) : '';
    const here = isHere ? ' aria-current="page"' : '';
    return `<li><a href="${root}${page.file}"${here}>${escaped(page.title)}</a>${parts}</li>`;
  });
  return `${title}<ul>\n${items.join('\n')}\n</ul>`;
}

const partsOf = (sections: readonly ArticlePlace[]) =>
  `<ul>${sections.map(({ id, name }) => `<li><a href="#${id}">${escaped(name)}</a></li>`).join('')}</ul>`;
