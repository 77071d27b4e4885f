/** What a run came to, and what checks there are, for a terminal. */

import type { Paint } from '../../scenarios/index.ts';
import { withoutSecrets } from '../../wire/said/secrets.ts';
import { authorityShown } from '../checks/pages.ts';
import {
  type AnyCheck,
  type CheckOutcome,
  type CheckResult,
  type ConformResult,
  conformExitCode,
  conformExitCodes,
  outcomeCounts,
} from '../running/result.ts';
import { reproduction } from './curl.ts';

/** How outcomes are shown; what is not as it should be stands out. */
const looks: Readonly<Record<CheckOutcome, readonly [says: string, colour: Parameters<Paint>[0]]>> =
  {
    passed: ['pass', 'green'],
    failed: ['FAIL', 'red'],
    unsteady: ['UNSTEADY', 'red'],
    expected: ['expected to fail', 'yellow'],
    stale: ['STALE', 'red'],
    'not-tested': ['NOT TESTED', 'red'],
    'not-selected': ['left out', 'dim'],
    broken: ['BROKEN', 'red'],
  };

/** A result: a line, and where it did not pass why, on whose word, and how to see it again. */
export function resultText(result: CheckResult, paint: Paint): string {
  const { check, outcome, because, exchanges, tookMs } = result;
  const [says, colour] = looks[outcome];
  const seconds = tookMs >= 100 ? paint('dim', ` ${(tookMs / 1_000).toFixed(1)} s`) : '';
  const head = `${paint(colour, says)} ${check.id} ${paint('dim', `(${check.priority})`)}${seconds}\n`;
  const why = because === undefined ? '' : `  ${withoutSecrets(because)}\n`;
  const isShort = ['passed', 'not-selected', 'expected', 'not-tested'].includes(outcome);
  if (isShort) return `${head}${why}`;
  const shown = exchanges.length > 0 ? indented(reproduction(exchanges)) : '';
  return `${head}  ${check.says}\n${why}${authorities(check)}${paint('dim', shown)}`;
}

const indented = (text: string) => `${text.replace(/^/gm, '    ')}\n`;
const authorities = ({ authority }: AnyCheck) =>
  authority
    .map(authorityShown)
    .map(({ id, url, says }) => `  ${id}: ${url ?? says}\n`)
    .join('');

/** The last lines: how many came to what, and what the exit code says. */
export function summaryText(result: ConformResult, paint: Paint): string {
  const counts = outcomeCounts(result);
  const told = Object.entries(looks).flatMap(([outcome, [says, colour]]) => {
    const count = counts[outcome as CheckOutcome];
    return count === 0 ? [] : [paint(colour, `${count} ${says}`)];
  });
  const code = conformExitCode(result);
  const seconds = (result.tookMs / 1_000).toFixed(1);
  const head = `${result.subject} ${result.target}: ${told.join(', ')}; ${seconds} s\n`;
  return `${head}${conformExitCodes[code]} (exit code ${code})\n`;
}

/** All checks: id, priority, sentence, who says so, and what they use and need. */
export const checkListText = (checks: readonly AnyCheck[], paint: Paint): string =>
  checks
    .map((check) => {
      const { id, priority, says, uses = [], needs = [] } = check;
      const also = [
        ...(uses.length > 0 ? [`  uses ${uses.join(', ')}\n`] : []),
        ...(needs.length > 0 ? [`  needs ${needs.join(', ')}\n`] : []),
      ];
      const head = `${paint('bold', id)} ${paint('dim', `(${priority})`)}\n`;
      return `${head}  ${says}\n${authorities(check)}${also.join('')}`;
    })
    .join('');
