/** The clock is moved while its account is reset or loaded: somebody wins, and nothing breaks. */
import { expect, test } from 'vitest';
import { aRecording, at, type Errors, type Handled, handled } from './handled.ts';

type Ask = (sandbox: Handled) => Promise<{ status: number; body: unknown }>;
const advance: Ask = ({ ask }) => ask('POST', `${at}/clock/advance`, { json: { by: '10m' } });
const clock: [string, Ask][] = [
  ['moved forward', advance],
  ['frozen', ({ ask }) => ask('PUT', `${at}/clock`, { json: { frozen: true } })],
  ['let run', ({ ask }) => ask('PUT', `${at}/clock`, { json: { frozen: false } })],
];
const anew: [string, (sandbox: Handled) => Promise<Ask>][] = [
  ['reset', () => Promise.resolve(({ ask }) => ask('POST', `${at}/reset`))],
  [
    'loaded',
    async ({ ask }) => {
      const { body } = await ask<object>('GET', `${at}/dump`);
      return (sandbox) => sandbox.ask('PUT', `${at}/dump`, { json: body });
    },
  ],
];
const pairs = clock.flatMap(([moved, move]) =>
  anew.map(([begun, begin]) => ({ moved, move, begun, begin })),
);

test.each(pairs)('a clock that is $moved while its account is $begun', async ({ move, begin }) => {
  await using sandbox = await handled();
  await aRecording(sandbox);
  const begins = await begin(sandbox);
  // It is still being moved when all begin.
  const answers = await Promise.all([
    advance(sandbox),
    move(sandbox),
    begins(sandbox),
    move(sandbox),
  ]);
  expect(answers[2]?.status).toBeLessThan(300);
  for (const { status, body } of answers) {
    expect([200, 204, 503]).toContain(status);
    if (status !== 503) continue;
    expect((body as Errors).errors[0]?.detail).toBe(
      'The account was begun anew, or the sandbox ends, while the request was under way; ask again.',
    );
  }
  expect((await advance(sandbox)).status).toBe(200);
  await aRecording(sandbox);
});
