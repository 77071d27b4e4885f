/** A report: a page that is one file, with its style and its pictures in it. */
import type { StoryLine } from '../judging/verdict.ts';
import { storyPicture } from './picture.ts';
import { reportStyle } from './report-style.ts';
import { escapedText as text } from './spelled.ts';

/** How something came out, by which the style colours it; `none`: there is nothing to be seen. */
export type ReportTone = 'explained' | 'explained-if' | 'undecided' | 'unexplained' | 'none';

/** How many came out so. */
export interface ReportCount {
  readonly count: number;
  /** Of what. */
  readonly says: string;
  /** If there are any. */
  readonly tone: ReportTone;
}
/** One of those that are reported, all in plain text but its body. */
export interface ReportPart {
  readonly tone: ReportTone;
  /** How it came out, in a word or two. */
  readonly mark: string;
  readonly title: string;
  /** In one sentence. */
  readonly head: string;
  /** Beside it, in small print. */
  readonly about: string;
  /** HTML. */
  readonly body: readonly string[];
}
/** What a report shows. */
export interface Report {
  readonly title: string;
  /** When and how it was made. */
  readonly made: string;
  readonly counts: readonly ReportCount[];
  /** What else was counted. */
  readonly beside?: string;
  readonly parts: readonly ReportPart[];
  /** What is said where there are none. */
  readonly nothing?: string;
}

/** The page. */
export function reportPage({ title, made, counts, beside, parts, nothing = '' }: Report): string {
  const items = counts.map(
    ({ count, says, tone }) =>
      `<li class="${count > 0 ? tone : 'none'}"><b>${count}</b> ${text(says)}</li>`,
  );
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${text(title)}</title>
<style>${reportStyle}</style>
</head>
<body>
<main>
<h1>${text(title)}</h1>
<p class="made">${text(made)}</p>
<ul class="counts">${items.join('')}</ul>
${beside === undefined ? '' : `<p class="made">${text(beside)}</p>\n`}${
  parts.length > 0 ? parts.map(section).join('\n') : `<p>${text(nothing)}</p>`
}
</main>
</body>
</html>
`;
}

const section = ({ tone, mark, title, head, about, body }: ReportPart) =>
  `<section class="${tone}">${[
    `<h2><span class="mark">${text(mark)}</span> ${text(title)}</h2>`,
    `<p class="head">${text(head)}</p>`,
    `<p class="made">${text(about)}</p>`,
    ...body,
  ].join('\n')}</section>`;

/** A list of texts. */
export const reportList = (all: readonly string[]): string =>
  `<ul>${all.map((one) => `<li>${text(one)}</li>`).join('')}</ul>`;

/** A story as a picture, which can be folded away, and HTML below it. */
export const reportStory = (
  summary: string,
  story: readonly StoryLine[],
  { isOpen = true, below = '', numbered = 'line' } = {},
): string =>
  `<details${isOpen ? ' open' : ''}><summary>${text(summary)}</summary><div class="wide">${storyPicture(story, numbered)}</div>${below}</details>`;
