/** What a check has come to, as a page that is one file: for whoever was not there. */
import type { CheckSummary } from '../check.ts';
import type { SessionVerdict, Wrong } from '../judging/verdict.ts';
import { placed } from '../judging/words.ts';
import {
  type ReportCount,
  type ReportPart,
  reportList,
  reportPage,
  reportStory,
} from './report.ts';
import { isoOf, escapedText as text } from './spelled.ts';
import { couldText, headOf, linesIn, repairText, titleOf, unansweredText } from './text.ts';

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
  const { entries, odd, ofNobody, unanswered } = summary;
  const dials = unanswered > 0 ? `, ${unansweredText(unanswered)}` : '';
  return reportPage({
    title,
    made: `Checked ${isoOf(madeAt)}`,
    counts: countsOf(summary),
    beside: `${entries} entries, ${odd} not understood, ${ofNobody} of no call${dials}.`,
    parts: verdicts
      .toSorted((a, b) => order[a.is] - order[b.is] || a.at[0] - b.at[0])
      .map(sessionPart),
    nothing: 'Everything is explained.',
  });
}

function countsOf(of: CheckSummary): ReportCount[] {
  const failed = {
    count: of.failed,
    says: 'not judged: the check failed',
    tone: 'unexplained',
  } as const;
  return [
    { count: of.unexplained, says: 'unexplained', tone: 'unexplained' },
    { count: of.explainedIf, says: 'explained if something is missing', tone: 'explained-if' },
    { count: of.overdue, says: 'with a callback overdue', tone: 'explained-if' },
    { count: of.undecided, says: 'with too many ways to tell', tone: 'undecided' },
    ...(of.failed > 0 ? [failed] : []),
    { count: of.explained, says: 'explained', tone: 'explained' },
  ];
}

function sessionPart(verdict: SessionVerdict): ReportPart {
  const { is, repairs, wrong, assumes, from, to, lines, leftOut, at } = verdict;
  const left = leftOut === undefined ? '' : ` and ${leftOut} more, not looked at`;
  const body: string[] = [];
  if (is === 'explained-if')
    body.push('<h3>It is explained if</h3>', reportList(repairs.map(repairText)));
  if (is === 'unexplained' || is === 'undecided') {
    body.push('<h3>It would be explained by one of these</h3>');
    body.push(
      repairs.length > 0
        ? reportList(repairs.map(repairText))
        : '<p>Nothing that is one thing otherwise.</p>',
    );
  }
  if (wrong) body.push(...wrongIn(wrong));
  if (assumes.length > 0) body.push('<h3>Taken for granted</h3>', reportList(assumes));
  const drawn = verdict.story.slice(-mostDrawn);
  if (drawn.length > 0) {
    const what = 'What happened: dashed is what nobody has seen';
    body.push(reportStory(what, drawn, { isOpen: is !== 'explained' }));
  }
  return {
    tone: is,
    mark: is.replace('-', ' '),
    title: titleOf(verdict),
    head: headOf(verdict),
    about: `${linesIn(lines)}${left}, ${placed(from)} to ${to.line}; ${isoOf(at[0])} to ${isoOf(at[1])}`,
    body,
  };
}

function wrongIn({ sureUntil, could, couldCome, breaks }: Wrong): string[] {
  const until = sureUntil
    ? `Everything is explained until ${placed(sureUntil)}.`
    : 'It is the first.';
  return [
    `<p>${text(until)}</p>`,
    ...(could.length > 0
      ? ['<h3>What it could have been by then</h3>', reportList(could.map(couldText))]
      : []),
    ...(couldCome.length > 0 ? ['<h3>What could have come</h3>', reportList(couldCome)] : []),
    ...(breaks ? [`<p><b>${text(breaks.id)}</b> says: ${text(breaks.says)}</p>`] : []),
  ];
}
