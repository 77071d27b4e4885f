/** Tells what a loop of troubles came to. */
import type { Outcome } from './loop.ts';

/** How many of the same kind are printed. */
const most = 10;

/** Prints the outcome, as JSON or as lines; what is wrong makes the process fail. */
export function report(outcome: Outcome, seconds: number, seed: number, isJson = false) {
  const { lost, doubled, flaws, ...figures } = outcome;
  if (lost.length + doubled.length + flaws.length > 0) process.exitCode = 1;
  if (isJson) {
    process.stdout.write(`${JSON.stringify({ seed, seconds, ...outcome }, null, 2)}\n`);
    return;
  }
  const { rounds, kills, lives, acknowledged, callbacks, repeats } = figures;
  const { recordings, completed, absent, deleted } = figures;
  const listed = (all: readonly string[]) => [
    ...all.slice(0, most).map((says) => `  ${says}`),
    ...(all.length > most ? [`  and ${all.length - most} more`] : []),
  ];
  const lines = [
    `${rounds} troubles, ${kills} kills in ${seconds.toFixed(0)} s`,
    `${lives} lives, ${acknowledged} requests acknowledged`,
    `${recordings} recordings left, ${completed} completed, ${absent} absent; ${deleted} deleted`,
    `${callbacks} callbacks, ${repeats} of them repeats`,
    `${lost.length} lost, ${doubled.length} doubled, ${flaws.length} otherwise wrong`,
    ...[lost, doubled, flaws].flatMap(listed),
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
}
