/** Who has answered is found out within a limit; what is found out later is not known. */
import { expect, test } from 'vitest';
import { foundOut } from '../../src/wire/callbacks/detection.ts';
import { type LineRow, usualDetectionMs } from '../../src/wire/resources/rows.ts';

const line = { machine: 'call', detection: 'Enable', detectionLimitMs: 3000 } as LineRow;
const machine = (afterMs: number) => ({ deed: 'machine', afterMs }) as const;

test('what is found out at the limit is told, and a millisecond later it is not', () => {
  expect(foundOut(line, machine(3000))).toEqual({ answeredBy: 'machine_start', durationMs: 3000 });
  expect(foundOut(line, machine(3001))).toEqual({ answeredBy: 'unknown', durationMs: 3000 });
});

test('where no limit is asked for it is the usual one, of calls and of legs', () => {
  for (const kind of ['call', 'dialLeg'] as const) {
    const { detectionLimitMs: _, ...of } = { ...line, machine: kind };
    const durationMs = usualDetectionMs[kind];
    const late = { answeredBy: 'unknown', durationMs };
    expect(foundOut(of as LineRow, machine(durationMs + 1))).toEqual(late);
    expect(foundOut(of as LineRow, machine(durationMs))).not.toEqual(late);
  }
});

test('nothing is found out unless somebody asks', () => {
  const { detection: _, ...unasked } = line;
  expect(foundOut(unasked as LineRow, machine(0))).toBeUndefined();
});

test('a machine is told as it begins, or as its message ends; others by their own words', () => {
  const told = (detection: 'Enable' | 'DetectMessageEnd', deed: 'machine' | 'fax' | 'human') =>
    foundOut({ ...line, detection }, { deed, afterMs: 5 })?.answeredBy;
  expect(told('Enable', 'machine')).toBe('machine_start');
  expect(told('DetectMessageEnd', 'machine')).toBe('machine_end_beep');
  expect([told('Enable', 'fax'), told('Enable', 'human')]).toEqual(['fax', 'human']);
});
