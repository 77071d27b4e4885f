/** The pages as MDX: the same files, for documentation sites whose pages are components. */
import type { PageFiles } from '../sheet/sheet.ts';

/** The pages under names in `.mdx`, with links to these; pictures and exports as they are. */
export const asMdx = (files: PageFiles): PageFiles =>
  new Map(
    [...files].map(([file, text]) =>
      file.endsWith('.md') ? [file.replace(/\.md$/u, '.mdx'), mdxOf(text)] : [file, text],
    ),
  );

/** Code is the same in both; elsewhere, MDX reads tags as JSX and braces as JavaScript. */
const apart = /(^```[\s\S]*?^```$|`[^`\n]*`|<!--[\s\S]*?-->)/gmu;

/** Markdown of these pages as MDX. */
export const mdxOf = (markdown: string): string =>
  withLinksTo(markdown, 'mdx')
    .split(apart)
    .map((part, i) => (i % 2 === 0 ? proseOf(part) : (commentOf(part) ?? part)))
    .join('');

const proseOf = (text: string) =>
  text
    .replaceAll(/[{}]/gu, (brace) => `\\${brace}`)
    .replaceAll(/<br\s*>/gu, '<br />')
    .replaceAll(/<(https?:[^>\s]+)>/gu, '[$1]($1)');
const commentOf = (text: string) =>
  text.startsWith('<!--') ? `{/*${text.slice('<!--'.length, -'-->'.length)}*/}` : undefined;

/** The same page, whose links lead to pages of another kind. */
export const withLinksTo = (markdown: string, kind: 'mdx' | 'html'): string =>
  markdown.replaceAll(/(\]\((?!\w+:)[^)#\s]*)\.md(?=[)#])/gu, `$1.${kind}`);
