/** What is set under a key happens once, when it is time, unless it was replaced or called off. */
import { expect, test } from 'vitest';
import { Reminders } from '../../src/hosts/index.ts';
import { StillClock } from './still-clock.ts';

function begun() {
  const clock = new StillClock(1_000);
  const happened: string[] = [];
  const reminders = new Reminders(clock);
  const note = (what: string) => () => happened.push(`${clock.now()} ${what}`);
  return { clock, happened, reminders, note };
}

test('each happens once, when it is time, and is forgotten before it does', async () => {
  const { clock, happened, reminders, note } = begun();
  reminders.set('late', 3_000, note('late'));
  reminders.setIn('soon', 500, () => happened.push(`${clock.now()} ${reminders.has('soon')}`));
  expect([reminders.has('late'), reminders.has('soon'), clock.waiting]).toEqual([true, true, 2]);
  await clock.until(5_000);
  expect(happened).toEqual(['1500 false', '3000 late']);
  expect([reminders.has('late'), clock.waiting]).toEqual([false, 0]);
});

test('what is set again under its key replaces what was set', async () => {
  const { clock, happened, reminders, note } = begun();
  reminders.set('one', 2_000, note('early'));
  reminders.set('one', 3_000, note('late'));
  expect(clock.waiting).toBe(1);
  await clock.until(5_000);
  expect(happened).toEqual(['3000 late']);
});

test('what happens may set itself again', async () => {
  const { clock, happened, reminders, note } = begun();
  reminders.set('one', 2_000, () => reminders.set('one', 4_000, note('again')));
  await clock.until(2_000);
  expect(reminders.has('one')).toBe(true);
  await clock.until(5_000);
  expect(happened).toEqual(['4000 again']);
});

test('what was called off does not happen, and the others do', async () => {
  const { clock, happened, reminders, note } = begun();
  reminders.set('one', 2_000, note('one'));
  reminders.set('other', 2_000, note('other'));
  reminders.callOff('one');
  reminders.callOff('nothing');
  expect([reminders.has('one'), clock.waiting]).toEqual([false, 1]);
  await clock.until(5_000);
  expect(happened).toEqual(['2000 other']);
});

test('once closed, nothing happens and nothing is set', async () => {
  const { clock, happened, reminders, note } = begun();
  reminders.set('one', 2_000, note('one'));
  reminders.set('other', 2_000, note('other'));
  reminders.close();
  reminders.set('new', 3_000, note('new'));
  expect([reminders.has('one'), reminders.has('new'), clock.waiting]).toEqual([false, false, 0]);
  await clock.until(5_000);
  expect(happened).toEqual([]);
});
