/** The rows of a benchmark as text: a table to read, and the short one of docs/speed.md. */
import type { Row } from './rows.ts';

const figure = (value: number) => value.toLocaleString('en', { maximumSignificantDigits: 3 });
const times = (ratio: number) => `× ${figure(ratio)}`;
const timesOr = (ratio: number | undefined) => (ratio === undefined ? '–' : times(ratio));

/** A table for a terminal: below each row what others come to, as multiples of it. */
export function table(rows: readonly Row[]): string {
  const width = Math.max(0, ...rows.map(({ name }) => name.length));
  return rows
    .flatMap(({ name, unit, value, ratios }) => [
      `${name.padEnd(width)} ${figure(value).padStart(10)} ${unit}\n`,
      ...Object.entries(ratios).map(
        ([other, ratio]) => `${other.padStart(width)} ${times(ratio).padStart(10)}\n`,
      ),
    ])
    .join('');
}

const line = (...cells: readonly string[]) => `| ${cells.join(' | ')} |\n`;
/** What stands beside our own steps; by hand only some of the machines are written. */
const judges = ['XState transition', 'XState actor'] as const;
const beside = ['by hand', ...judges] as const;

/** The tables of docs/speed.md: steps beside those of others, then one line for every other figure. */
export function markdown(rows: readonly Row[]): string {
  const short = rows.filter(({ isDetail }) => !isDetail);
  const isStep = ({ ratios }: Row) => judges.every((name) => Object.hasOwn(ratios, name));
  const steps = short
    .filter(isStep)
    .map(({ name, value, ratios }) =>
      line(name, `${figure(value)} ns`, ...beside.map((other) => timesOr(ratios[other]))),
    );
  const figures = short
    .filter((row) => !isStep(row))
    .map(({ name, unit, value, ratios }) => {
      const others = Object.entries(ratios).map(([other, ratio]) => `${other} ${times(ratio)}`);
      return line(name, `${figure(value)} ${unit}`, others.join('; '));
    });
  const parts = [
    [line('a step', 'compiled', ...beside) + line('---', '--:', '--:', '--:', '--:'), steps],
    [line('what', 'figure', 'others') + line('---', '--:', '---'), figures],
  ] as const;
  return parts
    .filter(([, lines]) => lines.length > 0)
    .map(([head, lines]) => head + lines.join(''))
    .join('\n');
}
