/** What the matchers and assertions say: read aloud, in each runner. */
import { AssertionError } from 'node:assert';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  assertClaims,
  assertRecording,
  createKit,
  type JudgeableRun,
  type Kit,
  type Line,
  matchers,
} from '../../src/testing/index.ts';

expect.extend(matchers);

let kit: Kit;
let call: Line;
beforeAll(async () => {
  kit = await createKit();
  call = await kit.dial({ Texml: '<Response><Record maxLength="5"/></Response>' });
  await kit.advance('2s');
});
afterAll(() => kit.close());

const thrownBy = (work: () => unknown): Error => {
  try {
    work();
  } catch (error) {
    return error as Error;
  }
  throw new Error('It has thrown nothing.');
};
/** Sids are random, and moments of a story are held elsewhere. */
const read = (text: string) =>
  text
    .replaceAll(call.sid, 'CALL')
    .replaceAll(kit.recordings[0]?.sid ?? '', 'RECORDING')
    .replace(/(?<=What happened:\n).*/s, '…');

describe('A recording that is not as expected', () => {
  test('is told with its fields, those that differ, and the story', () => {
    const says = thrownBy(() =>
      expect(kit).toHaveRecording({ status: 'completed', path: 'record-verb' }),
    ).message;
    expect(read(says)).toBe(`Expected a recording with status 'completed', path 'record-verb'.

There is one recording:
  1. RECORDING, record-verb: in-progress, nobody was told
     status is 'in-progress'; expected 'completed'

What happened:
…`);
    expect(says).toContain('\n  +0:00.2  recording media.started accepted, starting → inProgress');
  });

  test('is told where none was expected', () => {
    const says = thrownBy(() => expect(call).not.toHaveRecording()).message;
    expect(read(says)).toMatch(/^Expected no recording\.\n\nThere is one recording:\n {2}1\. REC/);
  });

  test('is told by matchers in the place of values', () => {
    const durationSeconds = expect.any(Number);
    const says = thrownBy(() => expect(kit).toHaveRecording({ durationSeconds })).message;
    expect(says).toContain('     durationSeconds is null; expected Any<Number>');
    expect(kit).toHaveRecording({ status: expect.stringMatching(/progress$/) });
  });

  test('is none', async () => {
    await using empty = await createKit();
    const says = thrownBy(() => expect(empty).toHaveRecording({ channels: 2 })).message;
    expect(says).toMatch(/^Expected a recording with channels 2\.\n\nThere is no recording\.\n/);
  });
});

test('a field that recordings have not, and what is no kit, are errors', () => {
  const typo: object = { duration: 5 };
  expect(() => expect(kit).not.toHaveRecording(typo)).toThrow(
    'A recording has no "duration"; expected some of sid, callSid,',
  );
  expect(() => expect('kit').toHaveRecording()).toThrow(
    'It was asked of string; expected a kit or a call of it.',
  );
  expect(() => expect(call).toHoldAllClaims()).toThrow('It was asked of object; expected a kit.');
});

describe('Claims', () => {
  test('hold while something is still to happen, and at rest', async () => {
    await using one = await createKit();
    const line = await one.dial({ Texml: '<Response><Record maxLength="5"/></Response>' });
    await one.advance('3s');
    await line.hangUp();
    // The call is over and its recording is not yet: no claim is broken by that.
    expect(one.recordings[0]?.status).toBe('stopped');
    expect(one).toHoldAllClaims();
    await one.untilQuiet();
    expect(one).toHoldAllClaims();
    const says = thrownBy(() => expect(one).not.toHoldAllClaims()).message;
    expect(says).toMatch(/^Expected a claim of the model not to hold; all \d{3} do\.\n/);
  });

  test('that do not hold are told by id and sentence, with the recording that breaks them', () => {
    const moments = kit.moments.map((moment) =>
      moment.event.type === 'media.started' && moment.snapshot
        ? { ...moment, snapshot: { ...moment.snapshot, state: 'completed' } }
        : moment,
    ) as JudgeableRun['moments'];
    const spoiled = { recordings: kit.recordings, story: kit.story, moments, nextMs: 7_000 };
    const says = thrownBy(() => expect(spoiled).toHoldAllClaims()).message;
    expect(says).toMatch(/^Expected all claims of the model to hold\. Not so:\n {2}[A-Z]+-\d+ \w+/);
    expect(says).toContain(`(${kit.recordings[0]?.sid})`);
    expect(says).toContain('Something is still to happen, at +0:07.0: claims about how everything');
    expect(thrownBy(() => assertClaims(spoiled)).message).toBe(says);
  });
});

test('assertions say the same, for runners that have no matchers', () => {
  assertRecording(call, { status: 'in-progress', told: [] });
  assertClaims(kit);
  const error = thrownBy(() => assertRecording(kit, { channels: 1 }));
  expect(error).toBeInstanceOf(AssertionError);
  expect(error.message).toBe(thrownBy(() => expect(kit).toHaveRecording({ channels: 1 })).message);
  expect(error.stack?.split('\n    at ')[1]).toContain('matchers.test.ts');
});

/** Source: Jest, expect.extend: `this.equals`, and an answer of pass and message. */
test('Jest calls the matchers with what they need', () => {
  const equals = (found: unknown, expected: unknown) => Object.is(found, expected);
  const { toHaveRecording, toHoldAllClaims } = matchers;
  const found = toHaveRecording.call({ equals }, kit, { status: 'completed' });
  expect([found.pass, found.message()]).toEqual([
    false,
    thrownBy(() => expect(kit).toHaveRecording({ status: 'completed' })).message,
  ]);
  expect(toHoldAllClaims.call({ equals }, kit).pass).toBe(true);
});
