/** The pages as a static site: files that open from a disk, ask nothing of anybody, and are searched. */
import { readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { builtFile } from '../../explorer/built.ts';
import { explorerMarkup } from '../../explorer/markup.ts';
import { withLinksTo } from '../formats/mdx.ts';
import { folded, link } from '../sheet/markdown.ts';
import type { PageFiles } from '../sheet/sheet.ts';
import { way } from '../sheet/sheet.ts';
import { type Article, articleOf } from './article.ts';
import { explorerFiles } from './explorer.ts';
import { documentOf, type SitePage } from './shell.ts';

/** By a page in Markdown its page on the site; an index is what a server shows of its folder. */
const sitePath = (file: string) =>
  file.replace(/(^|\/)README\.md$/u, '$1index.md').replace(/\.md$/u, '.html');

/** Files of the site, made of the pages in Markdown, their pictures and their exports. */
export async function asSite(files: PageFiles): Promise<PageFiles> {
  const articles = [...files].flatMap(([file, text]) =>
    file.endsWith('.md') ? [{ file: sitePath(file), ...articleOf(forSite(file, text)) }] : [],
  );
  const explorer = await explorerFiles();
  const shown: SitePage[] = inOrder(articles).map(({ file, title }) => ({ file, title }));
  const pages = [{ file: 'explorer.html', title: 'Explorer' }, ...shown];
  const around = (file: string) => ({ pages, file, root: way(file, '') });
  return new Map([
    ...[...files].filter(([file]) => !file.endsWith('.md')),
    ...articles.map(({ file, title, html, sections }): [string, string] => [
      file,
      documentOf({ ...around(file), title, main: html, sections }),
    ]),
    ...explorer,
    [
      'explorer.html',
      documentOf({
        ...around('explorer.html'),
        title: 'Explorer',
        main: explorerMarkup,
        sections: [],
        scripts: ['explorer-data.js', 'explorer.js'],
        styles: ['explorer.css'],
      }),
    ],
    ['site.css', readFileSync(new URL('./browser/site.css', import.meta.url), 'utf8')],
    ['site.js', builtFile('pages/site/browser/site.js')],
    ['search.js', `window.searchIndex=${JSON.stringify(searchIndex(articles))}\n`],
  ]);
}

/** Links to pages lead to pages of the site, and those to the index of a folder to its first page. */
const forSite = (file: string, text: string) =>
  withLinksTo(withoutMermaid(file, withoutWays(text)), 'html').replaceAll(
    /(\]\((?:[\w.-]+\/)*)README\.html/gu,
    '$1index.html',
  );

/** The ways to other pages stand beside each page. */
const withoutWays = (text: string) =>
  text.replace(/^(?:(?: · )?\[(?:Index|Glossary|Assumptions)\]\([^)]*\))+\n\n/mu, '');

/**
 * No browser draws Mermaid by itself. Charts are there as pictures, and as files for other tools; what is
 * told from one to the next, the explorer shows.
 */
const withoutMermaid = (file: string, text: string) =>
  text
    .replaceAll(
      /<details>\n<summary>[^<]*<\/summary>\n\n```mermaid\n[\s\S]*?^```$\n\n<\/details>/gmu,
      '',
    )
    .replaceAll(
      /^```mermaid$[\s\S]*?^```$/gmu,
      (block) =>
        `The ${link('explorer', way(file, 'explorer.html'))} walks through it, message by message.\n\n` +
        folded('Who told whom, as Mermaid', block),
    );

type Filed = Article & { readonly file: string };
/** In the order in which indexes name them, themselves first; what none names, by its title. */
function inOrder(articles: readonly Filed[]): Filed[] {
  const isIndex = ({ file }: Filed) => posix.basename(file) === 'index.html';
  const named = articles
    .filter(isIndex)
    .flatMap((index) => [
      index.file,
      ...Array.from(index.html.matchAll(/ href="([^"#:]+)"/gu), ([, to = '']) =>
        posix.join(posix.dirname(index.file), to),
      ),
    ]);
  const rank = ({ file }: Filed) => {
    const place = named.indexOf(file);
    return place < 0 ? named.length : place;
  };
  return articles.toSorted((a, b) => rank(a) - rank(b) || (a.title < b.title ? -1 : 1));
}

/** What is found: of each page its places, what each is called, and what is said there. */
const searchIndex = (articles: readonly Filed[]) =>
  articles.map(({ file, title, places }) => [
    file,
    title,
    places.map(({ id, name, says }) => [id, name, says]),
  ]);
