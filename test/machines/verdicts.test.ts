/** The whole tables: how every state answers every event, for a person to review. */
import { describe, expect, test } from 'vitest';
import {
  type Candidate,
  type EventType,
  leavesOf,
  type MachineName,
  machineNames,
  type Named,
  tableOf,
} from '../../machines/index.ts';
import { aligned } from './grid.ts';

const params = ({ type, params: of = {} }: Named) =>
  [type, ...Object.values(of).map(String)].join(' ');
const answer = ({ verdict, reason }: Candidate) => (reason ? `refused ${reason}` : verdict);
const target = ({ target: to, reenter }: Candidate) =>
  to === undefined ? '' : `→ ${to}${reenter ? ' anew' : ''}`;

/** One line a candidate; the event stands in the first line of its cell only. */
const lines = (type: EventType, cell: readonly Candidate[]) =>
  cell.map((one, i) => [
    `  ${i === 0 ? type : ''}`,
    one.guard ? `if ${params(one.guard)}` : '',
    answer(one),
    target(one),
    one.authority,
  ]);

function rendered(machine: MachineName): string {
  const table = tableOf(machine);
  const all = aligned(table.flatMap(({ type, cell }) => lines(type, cell))).split('\n');
  const blocks: string[] = [];
  for (const { path, tags } of leavesOf(machine)) {
    const height = table
      .filter(({ state }) => state === path)
      .reduce((sum, { cell }) => sum + cell.length, 0);
    blocks.push(
      [`${path}${tags.map((tag) => ` #${tag}`).join('')}`, ...all.splice(0, height)].join('\n'),
    );
  }
  return `${blocks.join('\n\n')}\n`;
}

describe('The table of every machine is the one that was reviewed:', () => {
  test.each(machineNames)('%s', async (machine) => {
    await expect(rendered(machine)).toMatchFileSnapshot(`tables/${machine}.txt`);
  });
});

describe('Every cell', () => {
  const cells = machineNames.flatMap((machine) =>
    tableOf(machine).map((row) => ({ machine, ...row })),
  );
  const faults = (broken: (cell: readonly Candidate[]) => boolean) =>
    cells
      .filter(({ cell }) => broken(cell))
      .map(({ machine, state, type }) => `${machine} ${state} ${type}`);

  test('has an answer', () => {
    expect(faults((cell) => cell.length === 0)).toEqual([]);
  });

  test('has one that needs no guard, and it is the last', () => {
    expect(faults((cell) => cell.findIndex(({ guard }) => !guard) !== cell.length - 1)).toEqual([]);
  });

  test('gives one answer at a time: what refuses, ignores or leaves does nothing else', () => {
    const passive = (one: Candidate) => one.verdict !== 'accepted';
    expect(
      faults((cell) => cell.some((one) => passive(one) && (one.actions.length > 1 || one.target))),
    ).toEqual([]);
  });

  test('that ignores or leaves says why', () => {
    const silent = (one: Candidate) =>
      (one.verdict === 'ignored' || one.verdict === 'unchanged') &&
      !/^[A-Z*].+\.$/.test(one.says ?? '');
    expect(faults((cell) => cell.some(silent))).toEqual([]);
  });

  test('refuses commands only, and ignores facts and signals only', () => {
    const isCommand = new Set<string>(
      cells
        .filter(({ cell }) => cell.some(({ verdict }) => verdict === 'refused'))
        .map(({ type }) => type),
    );
    const wrong = cells.filter(
      ({ type, cell }) => isCommand.has(type) && cell.some(({ verdict }) => verdict === 'ignored'),
    );
    expect(wrong).toEqual([]);
  });
});
