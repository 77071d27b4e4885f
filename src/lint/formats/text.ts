/** Findings for people, and for the problem matchers of editors: a line each. */
import { printable } from '../../wire/said/plain.ts';
import { exitCodeOf } from '../lint.ts';
import { findingsIn, type LintFormat, lintSummary, type ShownFinding, sourcesOf } from './shown.ts';

/** `FILE:LINE:COLUMN: warning: message [rule] (source)`; what the sources are; what came of all. */
export const lintText: LintFormat = (linting, options) => {
  const { paint, maxWarnings } = options;
  const line = ({ document, ...one }: ShownFinding) => {
    const { name } = document.place;
    const place = paint('bold', `${printable(name)}:${one.line}:${one.column}:`);
    const kind = paint(one.kind === 'error' ? 'red' : 'yellow', `${one.kind}:`);
    const from = paint('gray', `[${one.rule}] (${one.source})`);
    return `${place} ${kind} ${printable(one.message)} ${from}`;
  };
  const findings = findingsIn(linting, options);
  const sources = sourcesOf(findings);
  const width = Math.max(0, ...sources.map(([key]) => key.length));
  const legend = sources.map(([key, { is, url }]) =>
    paint('gray', `${key.padEnd(width)}  ${is}: ${url}`),
  );
  const isFine = exitCodeOf(linting, maxWarnings) === 0;
  const summary = paint(isFine ? 'green' : 'red', lintSummary(linting, options));
  const paragraphs = [findings.map(line), legend, [summary]].filter((those) => those.length > 0);
  return `${paragraphs.map((those) => those.join('\n')).join('\n\n')}\n`;
};
