/**
 * Findings as commands to GitHub Actions, which shows them beside the lines that they are about.
 * Source: GitHub, workflow commands; what their values escape.
 */
import { printable } from '../../wire/said/plain.ts';
import { findingsIn, type LintFormat, lintSummary, pathIn, type ShownFinding } from './shown.ts';

export const lintGithub: LintFormat = (linting, options) => {
  const annotation = ({ document, kind, line, column, rule, source, message }: ShownFinding) => {
    const file = pathIn(options.root, document);
    const title = `${rule} (${source})`;
    // What is in no file of the repository is told without one.
    if (file !== undefined) return command(kind, { file, line, col: column, title }, message);
    return command(kind, { title }, `${document.place.name}:${line}:${column}: ${message}`);
  };
  const lines = [
    ...linting.unread.map(({ name, says }) =>
      command('error', { title: 'unread' }, `${name} ${says}`),
    ),
    ...findingsIn(linting, options).map(annotation),
    lintSummary(linting, options),
  ];
  return `${lines.join('\n')}\n`;
};

function command(
  name: 'error' | 'warning',
  properties: Readonly<Record<string, string | number>>,
  message: string,
): string {
  const list = Object.entries(properties).map(([key, value]) => `${key}=${property(`${value}`)}`);
  return `::${name} ${list.join(',')}::${data(printable(message))}`;
}

const data = (text: string) =>
  text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
const property = (text: string) => data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
