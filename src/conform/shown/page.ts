/** What a run came to, as a page that is one file, with a picture of each reproduction. */
import type { StoryLine } from '../../check/index.ts';
import {
  type ReportPart,
  type ReportTone,
  reportPage,
  reportStory,
} from '../../check/shown/report.ts';
import { isoOf, escapedText as text } from '../../check/shown/spelled.ts';
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

/** How an outcome is coloured. */
const tones: Readonly<Record<CheckOutcome, ReportTone>> = {
  failed: 'unexplained',
  unsteady: 'unexplained',
  stale: 'unexplained',
  broken: 'unexplained',
  'not-tested': 'undecided',
  expected: 'explained-if',
  'not-selected': 'none',
  passed: 'explained',
};
const order = Object.keys(tones);

/** The page: HTML, with its style and its pictures in it. */
export function conformPage(result: ConformResult): string {
  const { subject, target, at, tookMs, results } = result;
  const place = ({ outcome }: CheckResult) => order.indexOf(outcome);
  const seconds = (tookMs / 1_000).toFixed(1);
  return reportPage({
    title: `${subject}: ${target}`,
    made: `${isoOf(at)}, ${seconds} s; ${conformExitCodes[conformExitCode(result)]}`,
    counts: Object.entries(outcomeCounts(result)).map(([outcome, count]) => ({
      count,
      says: outcome.replace('-', ' '),
      tone: tones[outcome as CheckOutcome],
    })),
    parts: results.toSorted((a, b) => place(a) - place(b)).map((one) => partOf(one, result)),
  });
}

function partOf(one: CheckResult, of: ConformResult): ReportPart {
  const { check, outcome, because, exchanges } = one;
  const sources = check.authority
    .map(authorityShown)
    .map(({ id, url, says }) =>
      url === undefined
        ? `<li>${text(`${id}: ${says}`)}</li>`
        : `<li><a href="${text(url)}">${text(id)}</a></li>`,
    );
  const below = `<pre>${text(reproduction(exchanges))}</pre>`;
  return {
    tone: tones[outcome],
    mark: outcome.replace('-', ' '),
    title: check.id,
    head: check.says,
    about: `${check.priority}${failsRun(one, of) ? ', fails the run' : ''}`,
    body: [
      ...(because === undefined ? [] : [`<p><b>${text(withoutSecrets(because))}</b></p>`]),
      ...(outcome === 'passed' ? [] : [`<ul>${sources.join('')}</ul>`]),
      ...(exchanges.length > 0
        ? [
            reportStory('How to see it again', storyOfExchanges(exchanges), {
              below,
              numbered: 'request',
            }),
          ]
        : []),
    ],
  };
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
