/** What a check has come to, as a page that is one file: for whoever was not there. */
import type { CheckSummary } from '../check.ts';
import type { SessionVerdict } from '../judging/verdict.ts';
import { placed } from '../judging/words.ts';
import { pageStyle } from './page-style.ts';
import { storyPicture } from './picture.ts';
import { isoOf, escapedText as text } from './spelled.ts';
import { couldText, headOf, repairText, titleOf } from './text.ts';

/** What a page shows. */
export interface CheckPageOf {
  /** What was checked. */
  readonly title: string;
  /** Sessions that are told of, in any order. */
  readonly verdicts: readonly SessionVerdict[];
  /** What it comes to. */
  readonly summary: CheckSummary;
  /** When it was made, in milliseconds since the epoch. */
  readonly madeAt: number;
}

const order = { unexplained: 0, undecided: 1, 'explained-if': 2, explained: 3 } as const;
/** So many lines of a story are drawn: those before what is wrong. */
const mostDrawn = 80;

/** The page: HTML, with its style and its pictures in it. */
export function checkPage({ title, verdicts, summary, madeAt }: CheckPageOf): string {
  const sorted = verdicts.toSorted((a, b) => order[a.is] - order[b.is] || a.at[0] - b.at[0]);
  const told = sorted.map(sessionPart).join('\n');
  const none = '<p>Everything is explained.</p>';
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${text(title)}</title>
<style>${pageStyle}</style>
</head>
<body>
<main>
<h1>${text(title)}</h1>
<p class="made">Checked ${isoOf(madeAt)}</p>
${countsPart(summary)}
${sorted.length > 0 ? told : none}
</main>
</body>
</html>
`;
}

function countsPart(of: CheckSummary): string {
  const count = (n: number, says: string, kind: string) =>
    `<li class="${n > 0 ? kind : 'none'}"><b>${n}</b> ${says}</li>`;
  return `<ul class="counts">${[
    count(of.unexplained, 'unexplained', 'unexplained'),
    count(of.explainedIf, 'explained if something is missing', 'explained-if'),
    count(of.overdue, 'with a callback overdue', 'explained-if'),
    count(of.undecided, 'with too many ways to tell', 'undecided'),
    ...(of.failed > 0 ? [count(of.failed, 'not judged: the check failed', 'unexplained')] : []),
    count(of.explained, 'explained', 'explained'),
  ].join('')}</ul>
<p class="made">${of.entries} entries, ${of.odd} not understood, ${of.ofNobody} of no call; ${of.inVain} requests to dial without an answer, and nothing shows whom they have dialled.</p>`;
}

function sessionPart(verdict: SessionVerdict): string {
  const { is, repairs, wrong, assumes, from, to, lines, leftOut, at } = verdict;
  const list = (all: readonly string[]) =>
    `<ul>${all.map((one) => `<li>${text(one)}</li>`).join('')}</ul>`;
  const parts = [
    `<h2><span class="mark">${text(is.replace('-', ' '))}</span> ${text(titleOf(verdict))}</h2>`,
    `<p class="head">${text(headOf(verdict))}</p>`,
    `<p class="made">${lines} lines${leftOut === undefined ? '' : ` and ${leftOut} more, not looked at`}, ${text(placed(from))} to ${to.line}; ${isoOf(at[0])} to ${isoOf(at[1])}</p>`,
  ];
  if (is === 'explained-if')
    parts.push('<h3>It is explained if</h3>', list(repairs.map(repairText)));
  if (is === 'unexplained' || is === 'undecided') {
    parts.push('<h3>It would be explained by one of these</h3>');
    parts.push(
      repairs.length > 0
        ? list(repairs.map(repairText))
        : '<p>Nothing that is one thing otherwise.</p>',
    );
  }
  if (wrong) {
    const until = wrong.sureUntil
      ? `Everything is explained until ${placed(wrong.sureUntil)}.`
      : '';
    parts.push('<h3>What it could have been by then</h3>', `<p>${text(until)}</p>`);
    parts.push(list(wrong.could.map(couldText)));
    if (wrong.couldCome.length > 0)
      parts.push('<h3>What could have come</h3>', list(wrong.couldCome));
    if (wrong.breaks) {
      parts.push(`<p><b>${text(wrong.breaks.id)}</b> says: ${text(wrong.breaks.says)}</p>`);
    }
  }
  if (assumes.length > 0) parts.push('<h3>Taken for granted</h3>', list(assumes));
  const drawn = verdict.story.slice(-mostDrawn);
  if (drawn.length > 0) {
    const open = is === 'explained' ? '' : ' open';
    const what = 'What happened: dashed is what nobody has seen';
    parts.push(
      `<details${open}><summary>${what}</summary><div class="wide">${storyPicture(drawn)}</div></details>`,
    );
  }
  return `<section class="${is}">${parts.join('\n')}</section>`;
}
