/** The pages say what the machines do: their tables, read back, are the declarations. */
import { describe, expect, test } from 'vitest';
import {
  type AssumptionId,
  assumptions,
  type Candidate,
  creationPaths,
  type KindId,
  kindOf,
  type MachineName,
  machineNames,
  tableOf,
} from '../../machines/index.ts';
import { claims } from '../../properties/claims/index.ts';
import { placesOf } from '../../src/pages/assumptions.ts';
import { graphs, stories } from '../../src/pages/gathered/book.ts';
import { witnesses } from '../../src/pages/gathered/witnesses.ts';
import { writtenMachine } from '../../src/pages/machines.ts';
import { shown } from '../../src/pages/paths.ts';
import { refusalAnswer } from '../../src/wire/index.ts';

const told = stories();
const seen = witnesses(told);
const pageText = (machine: MachineName) => writtenMachine(graphs[machine], seen)[1];
/** What is on a page between a heading and the next of its rank. */
const section = (text: string, heading: string) =>
  (text.split(`\n${heading}\n`)[1] ?? '').split(/^#{1,3} /m)[0] as string;

/** The cells of the tables in a text; links and code are read as their words. */
const tablesIn = (text: string): string[][][] =>
  [...text.matchAll(/(?:^\|.*\|\n?)+/gm)].map(([lines]) =>
    lines
      .trimEnd()
      .split('\n')
      .filter((line) => !line.startsWith('|---'))
      .map((line) => line.slice(2, -2).split(' | ').map(bare)),
  );
const bare = (cell: string) =>
  cell
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replaceAll('`', '')
    .trim();

/** A candidate as the tables of verdicts spell it. */
function spelled({ verdict, reason, target, reenter, authority }: Candidate): string {
  const mark = { telnyx: '', model: '', twilio: '\u00a0<sup>Twilio</sup>' }[authority as string];
  const by = mark ?? `\u00a0<sup>${authority}</sup>`;
  if (verdict === 'unchanged') return `=${by}`;
  if (verdict === 'ignored') return `–${by}`;
  if (reason) return `✗ ${refusalAnswer(reason).status} ${reason}${by}`;
  return target ? `→\u00a0${target}${reenter ? ' anew' : ''}${by}` : `✓${by}`;
}

describe.each(machineNames)('The page of the %s', (machine) => {
  const text = pageText(machine);

  test('has every cell of its table, with all candidates in order', () => {
    const found = new Map<string, string>();
    const verdicts = (text.split('\n### Commands\n')[1] ?? '').split('\n## States')[0] ?? '';
    for (const [heads = [], ...rows] of tablesIn(verdicts)) {
      for (const [state, ...cells] of rows) {
        for (const [i, cell] of cells.entries()) found.set(`${state} ${heads[i + 1]}`, cell);
      }
    }
    const wanted = tableOf(machine).map(({ state, type, cell }): [string, string] => [
      `${state} ${type}`,
      cell.map((one, i) => `${i > 0 ? 'else ' : ''}${spelled(one)}`).join('<br>'),
    ]);
    expect([...found].sort()).toEqual(wanted.sort());
  });

  test.each(graphs[machine].nodes)('shows every answer that $path declares, once', ({ path }) => {
    const rows = tablesIn(section(text, `### ${path}`)).flatMap(([, ...lines]) => lines);
    const own = graphs[machine].edges.filter(({ from }) => from === path);
    expect(rows).toHaveLength(own.length);
    const refusals = own.flatMap(({ reason }) => (reason ? [reason] : []));
    const refused = rows.filter(([, , answer = '']) => answer.startsWith('refused: '));
    expect(refused.map(([, , , why = '']) => why.split(':')[0]).sort()).toEqual(refusals.sort());
  });

  test('has every claim about it', () => {
    const own = claims.filter(({ about }) => about === machine).map(({ id }) => id);
    expect(own.filter((id) => !text.includes(id))).toEqual([]);
  });
});

test('what a claim says was seen is what the story shows', () => {
  expect(seen.length).toBeGreaterThan(60);
  for (const { claim, moment } of seen) {
    expect(claim.kind).toBe('sometimes');
    if (claim.about !== 'system') expect(moment.to.machine).toBe(claim.about);
    expect(claim.holds(claim.next(claim.begin, moment)), claim.id).toBe(true);
  }
});

test.each(Object.entries(shown))('%s is shown by a recording of that kind', (id, { story }) => {
  const { hosts, path } = kindOf(id as KindId);
  const played = told.find(({ report }) => report.name === story);
  const machineOf = (sid: string) =>
    played?.heard.find(({ to }) => to.sid === sid)?.to.machine as MachineName;
  const fitting = (played?.report.recordings ?? []).filter(
    (one) => one.path === path && hosts.includes(machineOf(one.host)),
  );
  expect(played?.report.ok).toBe(true);
  expect(fitting.length).toBeGreaterThan(0);
});

test('every kind of every path is shown', () => {
  const kinds = Object.entries(creationPaths).flatMap(([path, { kinds: of }]) =>
    Object.keys(of).map((kind) => `${path}/${kind}`),
  );
  expect(Object.keys(shown).sort()).toEqual(kinds.sort());
});

test.each(Object.keys(assumptions) as AssumptionId[])('something rests on %s', (id) => {
  expect(placesOf(graphs, id)).not.toBe('');
});
