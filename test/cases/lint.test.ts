/** What is said of documents that are nearly right: `lint` names each fault and its place. */
import { expect, test } from 'vitest';
import { linted } from '../lint/linted.ts';
import { caseDocuments } from './documents.ts';

type Name = (typeof caseDocuments)[number]['name'];
/** What is told of each: place, kind, rule and source, and a part of the message. */
interface Told {
  /** Each place, rule and source, and what becomes of it. */
  readonly lenient: readonly [at: string, rule: string, says: RegExp][];
  /** Where it is refused if nothing is forgiven; left out: nowhere. */
  readonly strict?: readonly string[];
}
const told: Readonly<Record<Name, Told>> = {
  'pause-ten-minutes': {
    lenient: [['1:18', '[value-clamped] (K2)', /length="600".* counts as 180\./]],
    strict: ['1:18'],
  },
  'record-told-when-absent': { lenient: [] },
  'conference-without-music': { lenient: [] },
  'gather-speech-or-keys': {
    lenient: [['1:19', '[speech] (K2)', /keys are heard, and speech is not understood\./]],
  },
  'record-beep-with-slash': {
    lenient: [['1:40', '[value-not-allowed] (T-REC)', /playBeep="true\/".* as if left out\./]],
    strict: ['1:40'],
  },
  'dial-nobody': {
    lenient: [['1:11', '[nobody-dialled] (T-DIAL)', /comes out as failed, and is over at once\./]],
    strict: ['1:11'],
  },
  'recording-before-connect': {
    lenient: [['1:70', '[waits-only] (T-CONNECT)', /<Connect> waits until it is ended/]],
  },
  'gather-other-digit': { lenient: [] },
  recrod: {
    lenient: [
      ['1:11', '[unknown-verb] (T-COMPAT)', /<Recrod> \(Record\?\) is not a TeXML verb/],
      ['1:20', '[nobody-dialled] (T-DIAL)', /<Dial> reaches nobody/],
      ['1:26', '[unknown-noun] (T-COMPAT)', /<Client> inside <Dial> has no meaning there/],
    ],
    strict: ['1:20'],
  },
};

/** The lines about the document, as an editor takes them apart. */
const findingsIn = (out: string) =>
  [...out.matchAll(/^<stdin>:(\d+:\d+): (warning|error): (.*) (\[.*\] \(.*\))$/gm)].map(
    ([, at, kind, message, rule]) => ({ at, kind, message, rule }),
  );

test.each(caseDocuments)('$name: what is warned of, and where', async ({ name, texml }) => {
  const { out, err, code } = await linted([], { stdin: texml });
  expect(findingsIn(out)).toEqual(
    told[name].lenient.map(([at, rule, says]) => ({
      ...{ at, rule, kind: 'warning' },
      message: expect.stringMatching(says),
    })),
  );
  expect([err, code]).toEqual(['', 0]);
});

test.each(caseDocuments)('$name: what refuses it, read strictly', async ({ name, texml }) => {
  const { out, code } = await linted(['--strict'], { stdin: texml });
  const { lenient, strict = [] } = told[name];
  const errors = findingsIn(out).filter(({ kind }) => kind === 'error');
  expect(errors.map(({ at }) => at)).toEqual(strict);
  expect(findingsIn(out)).toHaveLength(lenient.length);
  expect(code).toBe(strict.length > 0 ? 1 : 0);
});
