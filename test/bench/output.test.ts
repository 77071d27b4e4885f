/** What the benchmark prints: rows as JSON, as a table and for docs/speed.md. */
import { execFileSync } from 'node:child_process';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { handWritten } from './by-hand/index.ts';
import type { Row } from './rows.ts';
import { markdown, table } from './tables.ts';

const bench = resolve(import.meta.dirname, '../bench.ts');

test('a quick run prints the machine, and a row for every life', () => {
  const args = [bench, 'steps', '--quick', '--json'];
  const { machine, rows } = JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8' }));
  expect(machine).toEqual({
    cpu: expect.any(String),
    cores: expect.any(Number),
    node: process.version,
    platform: expect.any(String),
    memoryGb: expect.any(Number),
    date: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
  });
  expect(rows).toHaveLength(10);
  for (const row of rows) {
    expect(row).toMatchObject({ name: expect.any(String), unit: 'ns per step' });
    expect(row.value).toBeGreaterThan(0);
    expect(row.ratios['XState transition']).toBeGreaterThan(0);
    const isByHand = handWritten.some((machine) => row.name.startsWith(`${machine},`));
    expect(Object.hasOwn(row.ratios, 'by hand')).toBe(isByHand);
  }
});

const rows: readonly Row[] = [
  {
    name: 'recording, a whole life',
    unit: 'ns per step',
    value: 204,
    ratios: { 'by hand': 0.4, 'XState transition': 45.12, 'XState actor': 20 },
  },
  {
    name: 'call, a whole life',
    unit: 'ns per step',
    value: 101,
    ratios: { 'XState transition': 30, 'XState actor': 10 },
  },
  { name: 'a delivery', unit: 'ns per event', value: 2_345, ratios: { 'among few': 0.9 } },
  { name: 'a share', unit: '%', value: 12, ratios: {}, isDetail: true },
];

test('a table names what others come to below each figure', () => {
  expect(table(rows)).toBe(
    [
      'recording, a whole life        204 ns per step',
      '                by hand      × 0.4',
      '      XState transition     × 45.1',
      '           XState actor       × 20',
      'call, a whole life             101 ns per step',
      '      XState transition       × 30',
      '           XState actor       × 10',
      'a delivery                   2,350 ns per event',
      '              among few      × 0.9',
      'a share                         12 %',
      '',
    ].join('\n'),
  );
});

test('docs/speed.md gets two short tables', () => {
  expect(markdown(rows)).toBe(
    [
      '| a step | compiled | by hand | XState transition | XState actor |',
      '| --- | --: | --: | --: | --: |',
      '| recording, a whole life | 204 ns | × 0.4 | × 45.1 | × 20 |',
      '| call, a whole life | 101 ns | – | × 30 | × 10 |',
      '',
      '| what | figure | others |',
      '| --- | --: | --- |',
      '| a delivery | 2,350 ns per event | among few × 0.9 |',
      '',
    ].join('\n'),
  );
  expect(markdown([])).toBe('');
});
