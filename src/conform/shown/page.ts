/** What a run came to, as a page that is one file, with a picture of each reproduction. */
import type { StoryLine } from '../../check/index.ts';
import { pageStyle } from '../../check/shown/page-style.ts';
import { storyPicture } from '../../check/shown/picture.ts';
import { withoutSecrets } from '../../wire/said/secrets.ts';
import { authorityShown } from '../checks/pages.ts';
import type { TracedExchange } from '../checks/trace.ts';
import {
  type CheckOutcome,
  type CheckResult,
  type ConformResult,
  conformExitCode,
  conformExitCodes,
  failsRun,
  outcomeCounts,
} from '../running/result.ts';
import { cameOf, reproduction } from './curl.ts';
import { escapedXml as text } from './escaped.ts';

/** The class of an outcome, as the style of pages has it. */
const classes: Readonly<Record<CheckOutcome, string>> = {
  failed: 'unexplained',
  unsteady: 'unexplained',
  stale: 'unexplained',
  broken: 'unexplained',
  'not-tested': 'undecided',
  expected: 'explained-if',
  'not-selected': 'none',
  passed: 'explained',
};
const order = Object.keys(classes);

/** The page: HTML, with its style and its pictures in it. */
export function conformPage(result: ConformResult): string {
  const { subject, target, at, results } = result;
  const title = `${subject}: ${target}`;
  const place = ({ outcome }: CheckResult) => order.indexOf(outcome);
  const sorted = results.toSorted((a, b) => place(a) - place(b));
  const counts = Object.entries(outcomeCounts(result)).map(([outcome, n]) => {
    const kind = n > 0 ? classes[outcome as CheckOutcome] : 'none';
    return `<li class="${kind}"><b>${n}</b> ${outcome.replace('-', ' ')}</li>`;
  });
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${text(title)}</title>
<style>${pageStyle}
pre{overflow-x:auto;font-size:12px}</style>
</head>
<body>
<main>
<h1>${text(title)}</h1>
<p class="made">${new Date(at).toISOString()}, ${(result.tookMs / 1_000).toFixed(1)} s; ${text(conformExitCodes[conformExitCode(result)])}</p>
<ul class="counts">${counts.join('')}</ul>
${sorted.map((one) => partOf(one, result)).join('\n')}
</main>
</body>
</html>
`;
}

function partOf(one: CheckResult, of: ConformResult): string {
  const { check, outcome, because, exchanges } = one;
  const mark = `<span class="mark">${text(outcome.replace('-', ' '))}</span>`;
  const sources = check.authority
    .map(authorityShown)
    .map(({ id, url, says }) =>
      url === undefined
        ? `<li>${text(`${id}: ${says}`)}</li>`
        : `<li><a href="${text(url)}">${text(id)}</a></li>`,
    );
  const parts = [
    `<h2>${mark} ${text(check.id)}</h2>`,
    `<p class="head">${text(check.says)}</p>`,
    `<p class="made">${check.priority}${failsRun(one, of) ? ', fails the run' : ''}</p>`,
    ...(because === undefined ? [] : [`<p><b>${text(withoutSecrets(because))}</b></p>`]),
    ...(outcome === 'passed' ? [] : [`<ul>${sources.join('')}</ul>`]),
  ];
  if (exchanges.length > 0) {
    parts.push('<details open><summary>How to see it again</summary>');
    parts.push(`<div class="wide">${storyPicture(storyOfExchanges(exchanges))}</div>`);
    parts.push(`<pre>${text(reproduction(exchanges))}</pre></details>`);
  }
  return `<section class="${classes[outcome]}">${parts.join('\n')}</section>`;
}

/** Each exchange is two lines: what was asked, and what came of it. */
const storyOfExchanges = (exchanges: readonly TracedExchange[]): StoryLine[] =>
  exchanges.flatMap((one, i) => {
    const { at, from, to, says, answer } = one;
    const place = { file: '', line: i + 1 };
    const asked: StoryLine = { from, to, says, at: [at, at], place };
    const then = at + (answer?.tookMs ?? 0);
    const came = {
      from: to,
      to: from,
      says: withoutSecrets(cameOf(one)),
      at: [then, then] as const,
    };
    return answer?.status === undefined ? [asked, came] : [asked, { ...came, place }];
  });
