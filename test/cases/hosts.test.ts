/** What comes of documents that are nearly right: the player of scenarios and the sandbox agree. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Outcome, played, type Story, sandboxed, unexpected } from './both.ts';
import { caseDocuments } from './documents.ts';

type Case = (typeof caseDocuments)[number]['name'];
const end = '<Response><Hangup/></Response>';
/** What the documents of cases lead to. */
const others = { '/chosen': end, '/ok': end, '/other': end, '/done': end, '/later': end };

/** A story of a document of the table, and what comes of it; a warning is told by a part of it. */
interface Row {
  readonly of: Case;
  readonly when: string;
  readonly caller: Story['caller'];
  readonly more?: Pick<Story, 'media'>;
  readonly requests?: Outcome['requests'];
  readonly callbacks?: Outcome['callbacks'];
  readonly recordings: Outcome['recordings'];
  readonly warnings?: readonly string[];
}
const hangsUp = (seconds: number): Story['caller'] => [[seconds, 'hang up']];
const presses = (key: string, seconds = 3): Story['caller'] => [[seconds, key], ...hangsUp(400)];
const told = (...said: readonly string[]) => said.map((one) => `POST /told RecordingStatus=${one}`);
const recrod = ['1:11: <Recrod>', '1:20: <Dial> reaches nobody', '1:26: <Client>'];

const rows: readonly Row[] = [
  {
    of: 'pause-ten-minutes',
    when: 'the caller stays for 200 seconds',
    caller: hangsUp(200),
    recordings: ['RecordVerb completed 20'],
    warnings: ['1:18: <Pause length="600"> is not whole seconds from 1 to 180: it counts as 180.'],
  },
  {
    of: 'record-told-when-absent',
    when: 'the caller stays',
    caller: hangsUp(60),
    recordings: ['RecordVerb completed 20'],
    callbacks: told('in-progress', 'completed RecordingDuration=20'),
  },
  {
    of: 'record-told-when-absent',
    when: 'nothing came of it',
    caller: hangsUp(60),
    more: { media: { file: 'empty' } },
    recordings: ['RecordVerb stopped 0'],
    callbacks: told('in-progress', 'absent'),
  },
  {
    of: 'conference-without-music',
    when: 'the caller stays for half a minute',
    caller: hangsUp(30),
    recordings: ['Conference completed 30'],
    callbacks: told('completed RecordingDuration=30'),
  },
  {
    of: 'gather-speech-or-keys',
    when: 'a key is pressed',
    caller: presses('1', 2),
    requests: ['POST /a', 'POST /chosen Digits=1'],
    recordings: [],
    warnings: ['1:19: <Gather input="speech dtmf"> is not modelled'],
  },
  {
    of: 'gather-speech-or-keys',
    when: 'no key is pressed',
    caller: hangsUp(23),
    requests: ['POST /a', 'POST /done Digits=hangup RecordingDuration=20'],
    recordings: ['RecordVerb completed 20'],
    warnings: ['1:19: <Gather input="speech dtmf"> is not modelled'],
  },
  {
    of: 'record-beep-with-slash',
    when: 'a key ends it',
    caller: presses('#', 11),
    requests: ['POST /a', 'POST /done Digits=# RecordingDuration=10'],
    recordings: ['RecordVerb completed 10'],
    warnings: ['1:40: <Record playBeep="true/"> is not true or false: it is as if left out.'],
  },
  {
    of: 'dial-nobody',
    when: 'the caller stays',
    caller: hangsUp(60),
    requests: ['POST /a', 'POST /later'],
    recordings: [],
    warnings: ['1:11: <Dial> reaches nobody: it comes out as failed, and is over at once.'],
  },
  {
    of: 'recording-before-connect',
    when: 'the caller stays for five minutes',
    caller: hangsUp(300),
    recordings: ['StartCallRecordingAPI completed 300'],
    callbacks: told('completed RecordingDuration=300'),
    warnings: ['1:70: <Connect> waits until it is ended, or the call is, and does nothing else.'],
  },
  {
    of: 'gather-other-digit',
    when: 'a key is pressed that is not allowed',
    caller: presses('9'),
    requests: ['POST /a', 'POST /other Digits=9'],
    recordings: [],
  },
  {
    of: 'gather-other-digit',
    when: 'a key is pressed that is allowed',
    caller: presses('2'),
    requests: ['POST /a', 'POST /ok Digits=2'],
    recordings: [],
  },
  {
    of: 'recrod',
    when: 'the caller stays for a minute',
    caller: hangsUp(60),
    recordings: ['RecordVerb completed 60'],
    warnings: recrod,
  },
];

let sandbox: Awaited<ReturnType<typeof sandboxed>>;
beforeAll(async () => {
  sandbox = await sandboxed();
});
afterAll(() => sandbox.close());

/** What comes of a story, which is the same in both. */
async function outcome(story: Story): Promise<Outcome> {
  const lived = await sandbox.lived(story);
  expect(lived).toEqual(played(story));
  return lived;
}

describe('In a scenario and in the sandbox', () => {
  test.each(rows)(
    '$of, when $when',
    async ({ of, when: _, caller, more, warnings = [], ...row }) => {
      const texml = caseDocuments.find(({ name }) => name === of)?.texml ?? '';
      const story = { documents: { '/a': texml, ...others }, caller, ...more };
      const { status, ...came } = await outcome(story);
      expect(came).toMatchObject({ requests: ['POST /a'], callbacks: [], ...row });
      expect(came.warnings).toEqual(
        warnings.map((part) =>
          expect.stringMatching(`^/a:${part.replace(/[[\]().?*+^$|]/g, '\\$&')}`),
        ),
      );
      expect(status).toBe('completed');
    },
  );

  test('every document of the table has its stories', () => {
    const names = new Set(rows.map(({ of }) => of));
    expect(caseDocuments.filter(({ name }) => !names.has(name))).toEqual([]);
  });

  test('fewer keys than a <Gather> asks for lead nowhere', async () => {
    const gather = '<Gather minDigits="3" timeout="2" action="/next"/>';
    const documents = {
      '/a': `<Response>${gather}<Pause length="1"/><Hangup/></Response>`,
      '/next': '<Response><Record/></Response>',
    };
    const came = await outcome({ documents, caller: [[2, '5'], ...hangsUp(20)] });
    expect(came).toMatchObject({ requests: ['POST /a'], recordings: [], warnings: [] });
    const enough: Story['caller'] = [[1, '5'], [2, '6'], [3, '7'], ...hangsUp(20)];
    expect(await outcome({ documents, caller: enough })).toMatchObject({
      requests: ['POST /a', 'POST /next Digits=567'],
      recordings: ['RecordVerb completed 15'],
    });
  });

  test('a request has no fragment, and its URL is spelt in one way', async () => {
    const documents = {
      '/a': '<Response><Redirect> ./b%2fc/../next?d=1&amp;e=ü#f </Redirect></Response>',
      '/next?d=1&e=%C3%BC': end,
    };
    const came = await outcome({ documents, caller: hangsUp(20) });
    expect(came.requests).toEqual(['POST /a', 'POST /next?d=1&e=%C3%BC']);
    expect(came.warnings).toEqual([]);
  });

  test('documents that differ in their query are told apart', async () => {
    const documents = {
      '/voice': '<Response><Redirect>/voice?step=2</Redirect></Response>',
      '/voice?step=2': '<Response><Record maxLength="2"/></Response>',
    };
    const came = await outcome({ documents, begin: '/voice', caller: hangsUp(30) });
    expect(came).toMatchObject({
      requests: ['POST /voice', 'POST /voice?step=2'],
      recordings: ['RecordVerb completed 2'],
      warnings: [],
    });
  });

  test.each([
    ['the first document', { '/a': '' }, ['POST /a'], '/a'],
    [
      'the action of a <Gather>',
      {
        '/a': '<Response><Gather numDigits="1" action="/next"/><Record/></Response>',
        '/next': ' \n',
      },
      ['POST /a', 'POST /next Digits=5'],
      '/next',
    ],
  ])('an empty answer for %s ends the call, and says so', async (_, documents, requests, file) => {
    const story = { documents, caller: [[2, '5'], ...hangsUp(20)] } as const;
    expect(await outcome(story)).toMatchObject({
      requests,
      recordings: [],
      status: 'completed',
      warnings: [`${file} answers with nothing: the call has nothing more to do.`],
    });
    expect((await outcome({ ...story, strict: true })).warnings).toEqual([
      expect.stringMatching(`^${file}:\\d+:\\d+: found the end of the document, expected `),
    ]);
  });
});

const gathering = `
name: too-few-keys
says: One key is not the three that are asked for.
documents:
  /menu: <Response><Gather minDigits="3" timeout="2" action="/go"/><Hangup/></Response>
  /go: <Response><Record/></Response>
steps:
  - { at: 0s, inbound: { url: /menu } }
  - { at: 1s, fact: call.answered, to: call-1 }
  - { at: 3s, fact: digit.pressed, to: call-1, with: { digit: '5' } }
expect: { recordings: {}, requests: [POST /menu] }
`;
const inSteps = `
name: in-steps
says: The step of an application is in the query.
documents:
  /menu: <Response><Redirect>/menu?step=2</Redirect></Response>
  /menu?step=2: <Response><Record maxLength="2"/></Response>
steps:
  - { at: 0s, inbound: { url: /menu } }
  - { at: 1s, fact: call.answered, to: call-1 }
  - { at: 30s, fact: call.hungUp, to: call-1 }
expect:
  recordings: { recording-1: { path: record-verb, end: completed, endReason: max-length } }
  requests: [POST /menu, POST /menu?step=2]
`;
test.each([gathering, inSteps])('a scenario comes out as it expects: %#', (text) => {
  expect(unexpected(text)).toEqual([]);
});
