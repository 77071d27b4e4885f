/** The pages as a static site: files that open from a disk, ask nothing of anybody, and are searched. */
import { readFileSync } from 'node:fs';
import { builtFile } from '../../explorer/built.ts';
import { explorerMarkup } from '../../explorer/markup.ts';
import { withLinksTo } from '../formats/mdx.ts';
import type { PageFiles } from '../sheet/sheet.ts';
import { way } from '../sheet/sheet.ts';
import { type Article, articleOf } from './article.ts';
import { explorerFiles } from './explorer.ts';
import { documentOf, type SitePage } from './shell.ts';

/** By a page in Markdown its page on the site; that of the index is the first to be opened. */
const sitePath = (file: string) =>
  file === 'README.md' ? 'index.html' : file.replace(/\.md$/u, '.html');

/** Files of the site, made of the pages in Markdown, their pictures and their exports. */
export async function asSite(files: PageFiles): Promise<PageFiles> {
  const articles = [...files].flatMap(([file, text]) =>
    file.endsWith('.md') ? [{ file: sitePath(file), ...articleOf(forSite(text)) }] : [],
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

/** Links to pages lead to pages of the site, and those to the index to its first page. */
const forSite = (text: string) =>
  withLinksTo(text, 'html').replaceAll(/(\]\((?:\.\.\/)*)README\.html/gu, '$1index.html');

type Filed = Article & { readonly file: string };
/** The index first, then machines and paths, then the rest. */
function inOrder(articles: readonly Filed[]): Filed[] {
  const rank = ({ file }: Filed) => {
    const place = ['index.html', 'machines/', 'paths/'].findIndex((start) =>
      file.startsWith(start),
    );
    return place < 0 ? 9 : place;
  };
  return articles.toSorted((a, b) => rank(a) - rank(b) || (a.title < b.title ? -1 : 1));
}

/** What is found: page, place, what it is called, what is said there. */
const searchIndex = (articles: readonly Filed[]) =>
  articles.flatMap(({ file, title, places }) =>
    places.map(({ id, name, says }) => [file, id, name, title, says]),
  );
