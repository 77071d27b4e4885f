/** TeXML documents: what each verb may say and means by default, what is refused, what is told. */
import { fc, test as property } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import {
  anyKey,
  kindOf,
  longestRecordingMs,
  participantsByDefault,
  ringTimeoutByDefaultMs,
  timeLimitByDefaultMs,
} from '../../machines/words/creation-paths.ts';
import { type Attribute, expectationOf } from '../../src/wire/texml/attributes.ts';
import {
  type DocumentRule,
  documentRules,
  documentSources,
  readTexml,
  sourceKeysIn,
  type TexmlOptions,
} from '../../src/wire/texml/texml.ts';
import { type VerbName, verbs } from '../../src/wire/texml/verbs.ts';

const response = (content: string) => `<Response>${content}</Response>`;
const read = (content: string, options?: TexmlOptions) => readTexml(response(content), options);
const rulesOf = (content: string) => read(content).noticed.map(({ rule }) => rule);
const first = (content: string) => read(content).instructions[0];
/** What refuses a document where nothing is forgiven. */
const refusal = (content: string) =>
  read(content, { strict: true }).noticed.find(({ kind }) => kind === 'error');

const declared = (verb: VerbName, name: string) =>
  (verbs[verb] as Readonly<Record<string, Attribute>>)[name];

test('every attribute names its source', () => {
  for (const table of Object.values(verbs))
    for (const { source } of Object.values<Attribute>(table))
      expect(source).toMatch(/^(T-[A-Z]+|K[12])\b/);
});

test('every source leads to a page of the documentation', () => {
  const rules = Object.values(documentRules);
  const attributes = Object.values(verbs).flatMap((table) => Object.values<Attribute>(table));
  for (const { source } of [...rules, ...attributes])
    for (const part of source.split(';')) expect(sourceKeysIn(part), source).toHaveLength(1);
  for (const { url } of Object.values(documentSources)) expect(url).toMatch(/^https:\/\/\S+$/);
});

describe('What a recording defaults to is the same in the documentation and on its path:', () => {
  test.each([
    ['record-verb/call', 'channels', 2, 'Record', 'channels', 'dual'],
    ['record-verb/call', 'trim', 'do-not-trim', 'Record', 'trim', 'do-not-trim'],
    ['record-verb/call', 'format', 'mp3', 'Record', 'format', 'mp3'],
    ['record-verb/call', 'beep', true, 'Record', 'playBeep', true],
    ['record-verb/call', 'maxLengthMs', 3_600_000, 'Record', 'maxLength', 3_600],
    ['record-verb/call', 'silenceMs', 0, 'Record', 'timeout', 0],
    ['dial-verb/call', 'channels', 1, 'Dial', 'recordingChannels', 'single'],
    ['dial-verb/call', 'maxLengthMs', 0, 'Dial', 'recordMaxLength', 0],
    ['conference-verb/conference', 'trim', 'do-not-trim', 'Conference', 'trim', 'do-not-trim'],
    ['conference-verb/conference', 'beep', true, 'Conference', 'recordBeep', true],
    ['conference-verb/conference', 'silenceMs', 0, 'Conference', 'recordingTimeout', 0],
    ['call-request/background', 'channels', 2, 'Recording', 'channels', 'dual'],
    ['call-request/background', 'track', 'both', 'Recording', 'track', 'both'],
    ['call-request/background', 'trim', 'do-not-trim', 'Recording', 'trim', 'do-not-trim'],
    ['call-request/background', 'format', 'mp3', 'Recording', 'format', 'mp3'],
  ] as const)('%s %s %s, <%s %s> %s', (path, setting, decided, verb, name, says) => {
    expect(kindOf(path).defaults[setting]).toBe(decided);
    expect(declared(verb, name)?.default).toBe(says);
  });

  test('limits, keys, participants, ringing and duration', () => {
    expect(longestRecordingMs).toBe(14_400_000);
    expect(anyKey).toBe('1234567890*#');
    expect(participantsByDefault).toBe(250);
    expect(ringTimeoutByDefaultMs).toBe(30_000);
    expect(timeLimitByDefaultMs).toBe(14_400_000);
  });
});

describe('A value that is allowed is read as', () => {
  test.each([
    ['<Record maxLength="0"/>', { maxLength: 0 }],
    ['<Record maxLength="14400" timeout="5"/>', { maxLength: 14_400, timeout: 5 }],
    ['<Record finishOnKey=""/>', { finishOnKey: '' }],
    ['<Record finishOnKey="*#"/>', { finishOnKey: '*#' }],
    ['<Record playBeep="false"/>', { playBeep: false }],
    [
      '<Record recordingStatusCallback="/a" recordingStatusCallbackEvent="in-progress"/>',
      { recordingStatusCallback: '/a', recordingStatusCallbackEvent: ['in-progress'] },
    ],
    ['<Record action=" /next?a=1&amp;b=2 "/>', { action: '/next?a=1&b=2' }],
    ['<Record action="//example.com/x"/>', { action: '//example.com/x' }],
    [
      '<Record recordingStatusCallback="/a" recordingStatusCallbackEvent=" completed  in-progress completed"/>',
      {
        recordingStatusCallback: '/a',
        recordingStatusCallbackEvent: ['completed', 'in-progress'],
      },
    ],
    ['<Start><Recording channels="mono"/></Start>', { channels: 'mono' }],
    ['<Dial timeout="5">1</Dial>', { timeout: 5 }],
    ['<Dial><Conference maxParticipants="2">a</Conference></Dial>', { maxParticipants: 2 }],
    ['<Pause length="180"/>', { length: 180 }],
    ['<Gather finishOnKey="" numDigits="4"/>', { finishOnKey: '', numDigits: 4 }],
    ['<Record trim="do-not-trim"/>', { trim: 'do-not-trim' }],
    [
      '<Record recordingStatusCallback="/a" recordingStatusCallbackEvent="absent in-progress completed"/>',
      {
        recordingStatusCallback: '/a',
        recordingStatusCallbackEvent: ['absent', 'in-progress', 'completed'],
      },
    ],
    ['<Dial><Conference waitUrl="">a</Conference></Dial>', { waitUrl: '' }],
  ])('%s', (content, attributes) => {
    expect(first(content)?.attributes).toEqual(attributes);
    expect(rulesOf(content)).toEqual([]);
  });
});

describe('Where nothing is forgiven, a value is refused with its place, the attribute and the value:', () => {
  const url = 'an http or https URL, or one relative to the document';
  const record =
    'do-not-record or record-from-answer or record-from-ringing or ' +
    'record-from-answer-dual or record-from-ringing-dual';
  test.each([
    ['<Record finishOnKey="abc"/>', 'characters of 1234567890*#, or none'],
    ['<Record maxLength="-1"/>', 'whole seconds from 0 to 14400'],
    ['<Record maxLength="14401"/>', 'whole seconds from 0 to 14400'],
    ['<Record maxLength="1.5"/>', 'whole seconds from 0 to 14400'],
    ['<Record maxLength="1e3"/>', 'whole seconds from 0 to 14400'],
    ['<Record maxLength=""/>', 'whole seconds from 0 to 14400'],
    ['<Record timeout="99999999999999999999"/>', 'whole seconds from 0 on'],
    ['<Record channels="triple"/>', 'single or dual'],
    ['<Record channels="mono"/>', 'single or dual'],
    ['<Record playBeep="True"/>', 'true or false'],
    ['<Record format="ogg"/>', 'mp3 or wav'],
    ['<Record trim="silence"/>', 'trim-silence or do-not-trim'],
    ['<Record method="post"/>', 'GET or POST'],
    ['<Record action=""/>', url],
    ['<Record action=" "/>', url],
    ['<Record action="ftp://example.com"/>', url],
    ['<Record action="javascript:alert(1)"/>', url],
    ['<Record action="http://"/>', url],
    [
      '<Record recordingStatusCallbackEvent="failed"/>',
      'one or more of in-progress completed absent',
    ],
    ['<Record recordingStatusCallbackEvent=" "/>', 'one or more of in-progress completed absent'],
    ['<Dial record="yes">1</Dial>', record],
    ['<Dial record="true">1</Dial>', record],
    ['<Dial timeout="4">1</Dial>', 'whole seconds from 5 to 120'],
    ['<Dial timeLimit="59">1</Dial>', 'whole seconds from 60 to 14400'],
    ['<Dial recordingChannels="mono">1</Dial>', 'single or dual'],
    ['<Pause length="0"/>', 'whole seconds from 1 to 180'],
    ['<Gather validDigits=""/>', 'characters of 1234567890*#'],
  ])('%s', (content, expected) => {
    const [, name = ''] = content.match(/ (\w+)=/) ?? [];
    const [found] = content.match(/^<[^>]*"/) ?? [];
    expect(refusal(`\n ${content}`)).toMatchObject({
      line: 2,
      column: 2 + content.indexOf(name),
      rule: expect.stringMatching(/^value-|^words-/),
      element: content.match(/^<(\w+)/)?.[1],
      attribute: name,
      message: `found ${found}>, expected ${expected}`,
      source: declared(content.match(/^<(\w+)/)?.[1] as VerbName, name)?.source,
    });
  });

  test.each([
    ['<Start><Recording channels="two"/></Start>', 18],
    ['<Dial><Conference maxParticipants="1">a</Conference></Dial>', 18],
    ['<Dial><Conference record="record-from-answer">a</Conference></Dial>', 18],
    ['<Dial><Number statusCallbackEvent="done">1</Number></Dial>', 14],
    ['<Dial><Sip statusCallback="sip:a@b">sip:a@b</Sip></Dial>', 11],
    ['<Gather><Pause length="x"/></Gather>', 15],
  ])('%s, inside another element', (content, before) => {
    expect(refusal(content)?.column).toBe('<Response>'.length + before + 1);
  });

  test('the message shows no more of a value than fits a line', () => {
    const found = (length: number) => refusal(`<Record format="${'x'.repeat(length)}"/>`)?.message;
    expect(found(60)).toBe(`found <Record format="${'x'.repeat(60)}">, expected mp3 or wav`);
    expect(found(5_000)).toBe(`found <Record format="${'x'.repeat(60)}…">, expected mp3 or wav`);
    expect(refusal('<Dial><Number>a\n  b</Number></Dial>')?.message).toMatch(/^found <Number>a b,/);
  });

  test('no character is cut in two', () => {
    const { noticed } = read(`<Gather>${'x'.repeat(59)}😀😀</Gather>`);
    expect(noticed[0]?.value).toBe(`${'x'.repeat(59)}😀…`);
  });
});

describe('Where nothing is forgiven, a document that leads nowhere is refused:', () => {
  const whom = 'a number or <Number>, <Sip>, <Conference>, <Queue>';
  const both = 'a number or nouns, not both';
  test.each([
    ['an empty <Dial>', '<Dial/>', 'a <Dial> without anybody to dial', whom],
    [
      'a <Dial> to a noun that Telnyx does not have',
      '<Dial><Client>a</Client></Dial>',
      'a <Dial> without anybody to dial',
      whom,
    ],
    [
      'a <Dial> to a number and a noun',
      '<Dial>1<Number>2</Number></Dial>',
      'The text "1" beside <Number>',
      both,
    ],
    [
      'a conference beside a number',
      '<Dial><Number>1</Number><Conference>a</Conference></Dial>',
      '<Number> beside <Conference>',
      '<Conference> alone',
    ],
    [
      'two conferences',
      '<Dial><Conference>a</Conference><Conference>b</Conference></Dial>',
      '<Conference> beside <Conference>',
      '<Conference> alone',
    ],
    ['an empty <Number>', '<Dial><Number> </Number></Dial>', 'an empty <Number>', 'a number'],
    ['an empty <Sip>', '<Dial><Sip/></Dial>', 'an empty <Sip>', 'a SIP address'],
    [
      'a <Conference> without a name',
      '<Dial><Conference/></Dial>',
      'an empty <Conference>',
      'the name of a conference',
    ],
    [
      'a <Redirect> to nowhere',
      '<Redirect/>',
      '<Redirect>',
      'an http or https URL, or one relative to the document',
    ],
  ])('%s', (_, content, found, expected) => {
    expect(refusal(content)?.message).toBe(`found ${found}, expected ${expected}`);
  });
});

describe('A document is refused, and all that was noticed before is told:', () => {
  const told = (text: string, options?: TexmlOptions) => {
    const { instructions, noticed, isRefused } = readTexml(text, options);
    expect(instructions).toEqual([]);
    expect(isRefused).toBe(true);
    return noticed.map(({ kind, rule, line, column }) => `${line}:${column} ${kind} ${rule}`);
  };

  test('a root that is not <Response>', () => {
    expect(told('<response/>')).toEqual(['1:1 error other-root']);
    expect(readTexml('<response/>').noticed).toEqual([
      {
        ...{ kind: 'error', rule: 'other-root', element: 'response', line: 1, column: 1 },
        message: 'found <response>, expected <Response> as the root',
        source: 'T-COMPAT',
      },
    ]);
  });

  test('XML that is not well-formed', () => {
    const text = '<Response>\n<Recrod/><Record maxLength="x" loud="1"><Say';
    expect(told(text)).toEqual([
      '2:1 warning unknown-verb',
      '2:18 warning value-not-allowed',
      '2:32 warning unknown-attribute',
      '2:45 error not-well-formed',
    ]);
  });

  test('what has not ended is not known to be empty', () => {
    expect(told('<Response><Dial><Number>')).toEqual(['1:25 error not-well-formed']);
    expect(told('<Response><Redirect>')).toEqual(['1:21 error not-well-formed']);
    expect(told('<Response><Connect>')).toEqual(['1:20 error not-well-formed']);
    expect(told('<Response><Refer><Sip')).toEqual(['1:22 error not-well-formed']);
    const alone = '<Response><Record transcriptionCallback="/a"';
    expect(told(alone)).toEqual(['1:45 error not-well-formed']);
    expect(told(`${alone}/>`)).toEqual([
      '1:19 warning needs-another',
      '1:47 error not-well-formed',
    ]);
  });

  test('more than a reader takes', () => {
    const limits = { characters: 14 };
    expect(told('<Response a="1"><Record/></Response>', { limits })).toEqual([
      '1:15 error too-much',
    ]);
  });

  test('where nothing is forgiven, every error is told', () => {
    const document = '<Response><Record maxLength="x" format="y"/><Dial/><Shout/></Response>';
    expect(told(document, { strict: true })).toEqual([
      '1:19 error value-not-allowed',
      '1:33 error value-not-allowed',
      '1:45 error nobody-dialled',
      '1:52 warning unknown-verb',
    ]);
  });
});

describe('Verbs are read in order:', () => {
  test('a document of all of them', () => {
    const { instructions, noticed } = read(`
      <Say voice="alice"> Hello </Say>
      <Play>https://example.com/a.mp3</Play>
      <Pause/>
      <Gather numDigits="1"><Say>Press</Say><Pause length="2"/><Play digits="1w2"/></Gather>
      <Start><Recording track="inbound"/><Recording/></Start>
      <Record maxLength="30"/>
      <Dial callerId="+13120001234"><Number>+15550001</Number><Sip username="u">sip:a@b</Sip></Dial>
      <Dial>+15550002</Dial>
      <Dial action="/done"><Conference muted="true">room</Conference></Dial>
      <Redirect method="GET"> /next
</Redirect>
      <Reject/>
      <Hangup/>`);
    expect(noticed).toEqual([]);
    expect(instructions.map(({ line: _l, column: _c, ...rest }) => rest)).toMatchObject([
      { verb: 'Say', attributes: { voice: 'alice' }, text: 'Hello' },
      { verb: 'Play', attributes: {}, text: 'https://example.com/a.mp3' },
      { verb: 'Pause', attributes: {} },
      {
        verb: 'Gather',
        attributes: { numDigits: 1 },
        prompts: [
          { verb: 'Say', text: 'Press' },
          { verb: 'Pause', attributes: { length: 2 } },
          { verb: 'Play', attributes: { digits: '1w2' }, text: '' },
        ],
      },
      { verb: 'Recording', attributes: { track: 'inbound' } },
      { verb: 'Recording', attributes: {} },
      { verb: 'Record', attributes: { maxLength: 30 } },
      {
        verb: 'Dial',
        attributes: { callerId: '+13120001234' },
        targets: [
          { verb: 'Number', address: '+15550001', attributes: {} },
          { verb: 'Sip', address: 'sip:a@b', attributes: { username: 'u' } },
        ],
      },
      { verb: 'Dial', targets: [{ verb: 'Number', address: '+15550002', attributes: {} }] },
      {
        verb: 'Conference',
        friendlyName: 'room',
        attributes: { muted: true },
        dial: { action: '/done' },
      },
      { verb: 'Redirect', attributes: { method: 'GET' }, url: '/next' },
      { verb: 'Reject', attributes: {} },
      { verb: 'Hangup', attributes: {} },
    ]);
  });

  test('each knows where it stands', () => {
    const { instructions } = readTexml('<Response>\n  <Say>a</Say>\n <Hangup/></Response>');
    expect(instructions).toMatchObject([
      { verb: 'Say', line: 2, column: 3 },
      { verb: 'Hangup', line: 3, column: 2 },
    ]);
  });

  test('a document may say nothing at all', () => {
    expect(read('<!-- bye -->')).toEqual({
      instructions: [],
      noticed: [],
      isRefused: false,
    });
  });
});

test.each([
  ['Hello <break time="1s"/>world', 'Hello  world'],
  ['<speak>All of <lang xml:lang="fr">la vie</lang>.</speak>', 'All of la vie.'],
  ['<prosody rate="slow">a<emphasis>b</emphasis></prosody>c', 'abc'],
  ['<sub alias="World Wide Web">WWW</sub>, <sub>x</sub>', 'World Wide Web, x'],
  ['<amazon:effect name="whispered">hush</amazon:effect>', 'hush'],
  ['<p><s>One.</s> <s>Two.</s></p><desc>three</desc>', 'One. Two.'],
  ['<![CDATA[a < b]]> <say-as interpret-as="digits">12</say-as>', 'a < b 12'],
])('<Say>%s</Say> is heard as its text', (inside, text) => {
  const { instructions, noticed } = read(`<Say>${inside}</Say>`);
  expect([instructions, noticed]).toMatchObject([[{ verb: 'Say', text }], []]);
});

describe('What has no effect is told and harms nothing:', () => {
  const conference = (attributes: string) =>
    `<Dial ${attributes}><Conference>a</Conference></Dial>`;
  test.each([
    ['<Record><Say>a</Say></Record>', 'content-ignored'],
    ['<Hangup>now</Hangup>', 'content-ignored'],
    ['<Dial><Number>1<b/></Number></Dial>', 'content-ignored'],
    ['<Dial><Conference>a<b/></Conference></Dial>', 'content-ignored'],
    ['hello <Hangup/>', 'content-ignored'],
    ['<Start>a<Recording/></Start>', 'content-ignored'],
    ['<Stop>a</Stop>', 'content-ignored'],
    ['<Gather>a</Gather>', 'content-ignored'],
    ['<Say>a<Pause/></Say>', 'content-ignored'],
    ['<Say>a<prosody>b<Record/></prosody></Say>', 'content-ignored'],
    ['<Redirect>/a<b/></Redirect>', 'content-ignored'],
    ['<Shout>a</Shout>', 'unknown-verb'],
    ['<toString/>', 'unknown-verb'],
    ['<record/>', 'unknown-verb'],
    ['<HttpRequest/>', 'verb-not-modelled'],
    ['<Enqueue>a</Enqueue>', 'waits-only'],
    ['<Connect><Stream url="wss://a"/></Connect>', 'waits-only'],
    ['<Connect/>', 'connects-nothing'],
    ['<AIGather><Greeting>Hi</Greeting></AIGather>', 'waits-only'],
    ['<AIAssistant id="a"/>', 'waits-only'],
    ['<Pay><Prompt for="postal-code"><Say>Hi</Say></Prompt></Pay>', 'pays-nothing'],
    ['<Refer><Sip>sip:a@b</Sip></Refer>', 'refers-only'],
    ['<Refer><Sip> </Sip></Refer>', 'refers-to-nobody'],
    ['<Record maxlength="30"/>', 'unknown-attribute'],
    ['<Record constructor="30"/>', 'unknown-attribute'],
    ['<Start><Recording name="a"/></Start>', 'unknown-attribute'],
    ['<Start><Stream url="wss://a"/></Start>', 'noun-not-modelled'],
    ['<Start><Record/></Start>', 'unknown-noun'],
    ['<Stop><Recording name="a"/></Stop>', 'stop-recording'],
    ['<Stop><Stream/></Stop>', 'noun-not-modelled'],
    ['<Gather><Record/></Gather>', 'unknown-noun'],
    ['<Leave/>', 'leave-without-queue'],
    ['<Dial answerOnBridge="true">1</Dial>', 'answer-on-bridge'],
    ['<Dial sequential="true">1</Dial>', 'sequential'],
    ['<Dial><Number url="/a">1</Number></Dial>', 'callee-document'],
    ['<Dial><Sip url="/a">sip:a@b</Sip></Dial>', 'callee-document'],
    ['<Dial><Number>1</Number><Client>a</Client></Dial>', 'unknown-noun'],
    [
      '<Dial record="record-from-answer-dual" recordingChannels="single">1</Dial>',
      'channels-contradict',
    ],
    [conference('record="record-from-answer"'), 'dial-record-on-conference'],
    [conference('recordingStatusCallback="/a"'), 'dial-record-on-conference'],
    [conference('recordMaxLength="60"'), 'dial-record-on-conference'],
    [conference('hangupOnStar="true"'), 'no-effect-on-conference'],
    [conference('timeLimit="60"'), 'no-effect-on-conference'],
    [conference('callerId="+15550009"'), 'no-effect-on-conference'],
    ['<Dial><Conference waitUrl="/a">a</Conference></Dial>', 'wait-document'],
    [
      '<Dial><Conference statusCallback="/a" statusCallbackEvent="join speaker">a</Conference></Dial>',
      'event-never-told',
    ],
    [
      '<Dial><Number statusCallback="/a" statusCallbackEvent="deepfake">1</Number></Dial>',
      'event-never-told',
    ],
    ['<Record transcriptionCallback="/a"/>', 'needs-another'],
    ['<Record transcriptionCallback="/a" transcription="false"/>', 'needs-another'],
    ['<Dial><Sip amdStatusCallback="/a">sip:a@b</Sip></Dial>', 'needs-another'],
    ['<Dial record="do-not-record" recordMaxLength="5">1</Dial>', 'needs-another'],
    ['<Refer method="GET"><Sip>sip:a@b</Sip></Refer>', 'needs-another', 'refers-only'],
    ['<Dial><Number deepfakeDetection="a">1</Number></Dial>', 'deepfake-detection'],
    ['<Reject reason="busy"/>', 'reject-reason'],
    ['<Gather input="dtmf speech"/>', 'speech'],
    ['<Gather input="speech dtmf"/>', 'speech'],
    ['<Gather partialResultCallback="/a"/>', 'speech'],
    ['<Play failoverUrl="/a">/b</Play>', 'audio-file'],
    ['<Dial audioUrl="/a">1</Dial>', 'audio-file'],
    ['<Say/>', 'nothing-to-hear'],
    ['<Start/>', 'starts-nothing'],
    ['<Stop></Stop>', 'starts-nothing'],
    ['<Gather minDigits="5" maxDigits="2"/>', 'keys-contradict'],
    ['<Gather minDigits="2" numDigits="1"/>', 'keys-contradict'],
    ['<Gather numDigits="1" maxDigits="3"/>', 'keys-contradict'],
    ['<Play> </Play>', 'nothing-to-hear'],
  ])('%s: %s', (content, ...rules) => {
    expect(rulesOf(content).sort()).toEqual(rules);
  });

  test.each([
    '<Dial answerOnBridge="false" sequential="false">1</Dial>',
    '<Record transcription="true" transcriptionCallback="/a"/>',
    '<Dial><Number machineDetection="Disable">1</Number></Dial>',
    '<Reject reason="rejected"/>',
    '<Gather input="dtmf"/>',
    '<Gather minDigits="2" maxDigits="2"/>',
    '<Gather numDigits="3" maxDigits="3"/>',
    '<Start><Recording/></Start>',
    '<Play digits="1w2"/>',
    '<Dial><Conference waitUrl="">a</Conference></Dial>',
    '<Dial record="record-from-answer-dual" recordingChannels="dual">1</Dial>',
    '<Dial record="record-from-answer" recordingChannels="single">1</Dial>',
    '<Record method="POST" transcriptionEngine="A" recordingStatusCallbackEvent="completed"/>',
    '<Gather validDigits="12" invalidDigitsAction="/a"/>',
  ])('%s: nothing', (content) => {
    expect(rulesOf(content)).toEqual([]);
  });

  test('a warning says where, what and with which result', () => {
    const { noticed } = readTexml(
      '<Response a="1">\n<Pause/>\n  <Record\n   maxlength="30"/> <record/></Response>',
    );
    const common = { kind: 'warning', rule: 'unknown-attribute', source: 'K2' };
    expect(noticed).toEqual([
      {
        ...common,
        ...{ element: 'Response', attribute: 'a', value: '1', line: 1, column: 11 },
        message: 'a is no attribute of <Response>: it is ignored.',
      },
      {
        ...common,
        ...{ element: 'Record', attribute: 'maxlength', value: '30', line: 4, column: 4 },
        message: 'maxlength (maxLength?) is no attribute of <Record>: it is ignored.',
      },
      {
        ...{ kind: 'warning', rule: 'unknown-verb', element: 'record', line: 4, column: 21 },
        message: '<record> (Record?) is not a TeXML verb: it is skipped.',
        source: 'T-COMPAT',
      },
    ]);
  });

  test.each([
    ['in another case', '<dial/>', 'Dial'],
    ['with two letters swapped', '<Recrod/>', 'Record'],
    ['with a letter missing', '<Gathr/>', 'Gather'],
    ['with a letter too many', '<Pausse/>', 'Pause'],
    ['with another letter', '<Hengup/>', 'Hangup'],
    ['of an attribute', '<Record maxLenght="1"/>', 'maxLength'],
    ['of a noun', '<Dial><Nubmer>1</Nubmer></Dial>', 'Number'],
  ])('a name %s is told with the one that is meant', (_, content, meant) => {
    const { noticed } = read(content);
    expect(noticed.map(({ message }) => message)).toContainEqual(
      expect.stringContaining(` (${meant}?) `),
    );
  });
  test.each(['<Sms/>', '<Video/>', '<Record timeouts_="1"/>', '<Sya/>'])(
    '%s is told without a guess',
    (content) => {
      expect(read(content).noticed[0]?.message).not.toContain('?');
    },
  );

  test('warnings stand in the order of the document', () => {
    const { noticed } = read('<Start><Recording x="1"/><Stream/></Start><Shout/>');
    expect(noticed.map(({ column }) => column)).toEqual([29, 36, 53]);
  });

  test('the verbs around what is skipped are executed', () => {
    const { instructions } = read('<Say>a</Say><Shout/><Start><Stream/></Start><Hangup/>');
    expect(instructions.map(({ verb }) => verb)).toEqual(['Say', 'Hangup']);
  });

  test('a <Dial> to a conference loses what a conference does not take', () => {
    const [instruction] = read(conference('record="record-from-answer" method="GET"')).instructions;
    expect(instruction).toMatchObject({
      verb: 'Conference',
      attributes: {},
      dial: { method: 'GET' },
    });
  });

  test('every kind of warning has a phrase that ends a sentence', () => {
    const without: string[] = [];
    for (const [rule, { says }] of Object.entries(documentRules)) {
      if (says === '') without.push(rule);
      else expect(says).toMatch(/^[a-z].*[a-z>]$/);
    }
    // An error says itself what was found; where a relative URL starts depends on the call.
    expect(without.sort()).toEqual([
      'needs-another',
      'not-well-formed',
      'other-root',
      'relative-to-application',
      'relative-to-nothing',
      'too-much',
    ]);
  });
});

const word = fc.constantFrom(
  'Response',
  ...Object.keys(verbs),
  'Queue',
  'Client',
  '__proto__',
  'constructor',
);
const attribute = fc.tuple(
  fc.constantFrom('__proto__', 'x', ...new Set(Object.values(verbs).flatMap(Object.keys))),
  fc.constantFrom('', '0', '5', '60', 'true', 'false', 'single', 'dual', 'GET', '/a', 'completed'),
);
const { element } = fc.letrec<{ element: string }>((tie) => ({
  element: fc
    .tuple(
      word,
      fc.uniqueArray(attribute, { selector: ([name]) => name, maxLength: 3 }),
      fc.oneof(
        { maxDepth: 4 },
        fc.constantFrom('', '1', 'https://example.com/'),
        fc.array(tie('element'), { maxLength: 3 }).map((children) => children.join('')),
      ),
    )
    .map(([name, attributes, content]) => {
      const said = attributes.map(([key, value]) => ` ${key}="${value}"`).join('');
      return `<${name}${said}>${content}</${name}>`;
    }),
}));

property.prop(
  [
    fc.oneof(
      fc.array(element, { maxLength: 4 }).map((all) => all.join('')),
      element,
    ),
  ],
  {
    seed: 2,
    numRuns: 3_000,
  },
)('any elements in any order are read, and what is noticed has a rule and a place', (content) => {
  const { instructions, noticed, isRefused } = read(content);
  expect(isRefused).toBe(false);
  expect(instructions.every(({ verb }) => Object.hasOwn(verbs, verb))).toBe(true);
  expect(noticed.every(({ rule }) => Object.hasOwn(documentRules, rule))).toBe(true);
  expect(noticed.every(({ line, column }) => line === 1 && column > 1)).toBe(true);
});

describe('In a document that was given as text, a relative URL is told:', () => {
  const told = (content: string, hasBase = false) =>
    read(content, { inline: { hasBase } }).noticed.map(({ rule, attribute, value }) => [
      rule,
      attribute,
      value,
    ]);

  test.each<[string, string | undefined, string]>([
    ['<Record action="/a"/>', 'action', '/a'],
    ['<Gather action="b?c=1"/>', 'action', 'b?c=1'],
    [
      '<Start><Recording recordingStatusCallback="//a.example/b"/></Start>',
      'recordingStatusCallback',
      '//a.example/b',
    ],
    ['<Dial><Number statusCallback="?a">1</Number></Dial>', 'statusCallback', '?a'],
    ['<Redirect>next</Redirect>', undefined, 'next'],
  ])('%s', (content, attribute, value) => {
    expect(told(content)).toEqual([['relative-to-nothing', attribute, value]]);
    expect(told(content, true)).toEqual([['relative-to-application', attribute, value]]);
    expect(read(content).noticed).toEqual([]);
  });

  test('one that is whole is not', () => {
    expect(
      told('<Record action="https://a.example/b"/><Redirect>http://a.example/</Redirect>'),
    ).toEqual([]);
  });
});

describe('Whom a <Dial> reaches', () => {
  const reached = (content: string) => {
    const { instructions, noticed } = read(content);
    const targets = instructions.flatMap((one) => ('targets' in one ? [...one.targets] : []));
    return [targets.map(({ address }) => address), noticed.map(({ rule }) => rule)];
  };
  test.each<[string, string[], DocumentRule[]]>([
    ['+1 (202) 555-0133', ['+12025550133'], ['address-understood']],
    ['<Number>202.555.0133</Number>', ['2025550133'], ['address-understood']],
    ['<Number>tel:+12025550133</Number>', ['+12025550133'], ['address-understood']],
    ['<Sip>anna@example.com</Sip>', ['sip:anna@example.com'], ['address-understood']],
    ['<Sip>SIPS:anna@example.com</Sip>', ['SIPS:anna@example.com'], []],
    ['sip:anna@example.com', ['sip:anna@example.com'], []],
    ['<Number>1</Number><Number>anna</Number>', ['1'], ['noun-left-out']],
    ['1<Number>2</Number>', ['2'], ['text-beside-nouns']],
    ['1<Queue>q</Queue>', ['1'], ['text-beside-nouns', 'noun-not-modelled']],
    ['1<Client>a</Client>', ['1'], ['unknown-noun']],
    ['anna', [], ['noun-left-out', 'nobody-dialled']],
    ['<Number>{{To}}</Number>', [], ['nobody-dialled', 'noun-left-out']],
    ['<Sip>anna smith</Sip>', [], ['nobody-dialled', 'noun-left-out']],
    ['<Conference> </Conference>', [], ['nobody-dialled', 'noun-left-out']],
    ['<Queue>q</Queue>', [], ['nobody-dialled', 'noun-not-modelled']],
    [
      '<Client>a</Client><Application>b</Application>',
      [],
      ['nobody-dialled', 'unknown-noun', 'unknown-noun'],
    ],
  ])('%s: %j', (inside, addresses, rules) => {
    expect(reached(`<Dial>${inside}</Dial>`)).toEqual([addresses, rules]);
  });

  test('a conference wins, and what stands beside it is left out', () => {
    const inside = '1<Number>2</Number><Conference>a</Conference><Conference>b</Conference>';
    const { instructions, noticed } = read(`<Dial>${inside}</Dial>`);
    expect(instructions).toMatchObject([{ verb: 'Conference', friendlyName: 'a' }]);
    expect(noticed.map(({ rule }) => rule)).toEqual([
      'text-beside-nouns',
      'noun-left-out',
      'noun-left-out',
    ]);
  });

  test('what the model does not have is not refused, however strictly it is read', () => {
    const strictly = (inside: string) => read(`<Dial>${inside}</Dial>`, { strict: true }).isRefused;
    expect(['<Queue>q</Queue>', '1<Client>a</Client>', ''].map(strictly)).toEqual([
      false,
      false,
      true,
    ]);
  });
});

describe('Around a document there may be', () => {
  test.each([
    [
      'a byte order mark and a declaration',
      '\uFEFF<?xml version="1.0" encoding="UTF-8"?>\n<Response><Hangup/></Response>\n',
      [],
    ],
    ['comments', '<!-- a --><Response><!-- b --><Hangup/></Response><!-- c -->', []],
    [
      'namespaces',
      '<Response xmlns="urn:a" xmlns:xsi="urn:b" xsi:schemaLocation="c" xml:lang="en"><Hangup/></Response>',
      [],
    ],
    ['a document type', '<!DOCTYPE Response><Response><Hangup/></Response>', ['document-type']],
  ])('%s', (_, text, rules) => {
    const { instructions, noticed } = readTexml(text);
    expect(instructions.map(({ verb }) => verb)).toEqual(['Hangup']);
    expect(noticed.map(({ rule }) => rule)).toEqual(rules);
    expect(readTexml(text, { strict: true }).isRefused).toBe(rules.length > 0);
  });
});

test('no URL is taken in silence: somebody may wait to be asked', () => {
  const silent = Object.entries(verbs).flatMap(([verb, table]) =>
    Object.entries<Attribute>(table).flatMap(([name, { kind, use }]) =>
      kind === 'url' && use.use === 'silent' ? [`${verb} ${name}`] : [],
    ),
  );
  expect(silent).toEqual([]);
});

test('every attribute says in words what it may hold', () => {
  for (const table of Object.values(verbs))
    for (const one of Object.values<Attribute>(table)) expect(expectationOf(one)).not.toBe('');
});
