/** Whatever a test does at the telephone, the claims hold of it: a breach is the sandbox's own. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createKit, type Kit, matchers, noAnswer } from '../../src/testing/index.ts';

expect.extend(matchers);

const documents = [
  '<Response><Record maxLength="20" finishOnKey="#" action="/next" transcription="true"/></Response>',
  `<Response><Dial record="record-from-answer" action="/next">
    <Number>+12025550113</Number><Number>+12025550101</Number>
  </Dial></Response>`,
  '<Response><Dial><Conference record="record-from-start">room</Conference></Dial></Response>',
  `<Response><Start><Recording recordingStatusCallback="/told"/></Start>
    <Gather numDigits="1" action="/next"><Pause length="9"/></Gather></Response>`,
];
const aDocument = fc.constantFrom(...documents);
const told = { StatusCallback: '/told', RecordingStatusCallback: '/told' };

type Deed = (kit: Kit) => Promise<unknown>;
/** Something is done to a line, if there is one. */
const toLine = (does: (line: Kit['lines'][number]) => Promise<unknown>) =>
  fc.nat(3).map(
    (i): Deed =>
      async ({ lines }) =>
        lines[i] && does(lines[i]),
  );
const deed: fc.Arbitrary<Deed> = fc.oneof(
  fc.nat(20_000).map(
    (ms): Deed =>
      (kit) =>
        kit.advance(ms),
  ),
  aDocument.map(
    (Texml): Deed =>
      (kit) =>
        kit.callIn({ Texml }),
  ),
  aDocument.map(
    (Texml): Deed =>
      (kit) =>
        kit.dial({ Texml, Record: true, ...told }),
  ),
  toLine(async (line) => line.machine === 'call' && line.press('1#')),
  toLine((line) => line.hangUp()),
  toLine((line) => line.say('Hello')),
  toLine((line) => line.fallSilent()),
);
const media = fc.constantFrom({}, { file: 'lost' }, { stop: 'never' }, {
  start: 'refused',
} as const);

test('the claims hold of whatever happens, at any time and at rest', async () => {
  const property = fc.asyncProperty(
    fc.array(deed, { minLength: 4, maxLength: 12 }),
    aDocument,
    media,
    async (deeds, next, manner) => {
      const app = { '/next': next, '/told': [500, noAnswer, 200] } as const;
      await using kit = await createKit({ app, settings: { media: manner } });
      for (const one of deeds) await one(kit);
      expect(kit).toHoldAllClaims();
      await kit.untilQuiet();
      expect(kit).toHoldAllClaims();
    },
  );
  await fc.assert(property, { numRuns: 10, seed: 14 });
});
