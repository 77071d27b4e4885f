/** The six creation paths: who is recorded, under which name, from when, with which defaults. */
import { describe, expect, test } from 'vitest';
import type { AnyEvent, MachineName } from '../../machines/index.ts';
import { Switchboard } from '../../src/engine/index.ts';
import { cellsOf, type GridCell } from './grid.ts';
import { type Said, say } from './stage.ts';

type Script = readonly (readonly [MachineName, string, Said])[];
/** A switchboard after these events, a second apart. */
function played(script: Script): Switchboard {
  const switchboard = new Switchboard();
  for (const [i, [machine, sid, said]] of script.entries()) {
    switchboard.deliver({ machine, sid }, { at: 1000 * (i + 1), ...said } as AnyEvent);
  }
  return switchboard;
}

const recording = { sid: 'R' } as const;
const out: Script = [['call', 'C', say('call.dialOut', {})]];
const answered: Script = [...out, ['call', 'C', say('call.answered')]];
const verb = (said: Said): Script => [...answered, ['call', 'C', said]];
const participant = (more: Partial<Said<'conference.addParticipant'>>): Script => [
  ['conference', 'F', say('conference.addParticipant', { ...more, legSid: 'L', stay: 'S' })],
  ['dialLeg', 'L', say('call.answered')],
];
const dial = say('call.dial', { legs: ['L'], recording });

/** Each way to ask for a recording, with no setting given. */
const paths: Readonly<Record<string, Script>> = {
  'outbound call': [
    ['call', 'C', say('call.dialOut', { recording })],
    ['call', 'C', say('call.answered')],
  ],
  '<Record>': verb(say('call.record', { recording })),
  '<Dial record>': [...verb(dial), ['dialLeg', 'L', say('call.answered')]],
  '<Conference record>': verb(
    say('call.joinConference', { conferenceSid: 'F', stay: 'S', recording }),
  ),
  'call request': verb(say('call.startRecording', { recording })),
  'leg request': [
    ...verb(say('call.dial', { legs: ['L'] })),
    ['dialLeg', 'L', say('call.answered')],
    ['dialLeg', 'L', say('call.startRecording', { recording })],
  ],
  '<Start><Recording>': verb(say('call.startBackgroundRecording', { recording })),
  'participant Record': participant({ recording }),
  ConferenceRecord: participant({ conferenceRecording: recording }),
};

/** What Telnyx documents; in brackets what no document and no parameter says. */
const identity = `
                       path                 source                       host          callSid
  outbound call        outbound-call        OutboundAPI                  call C        C
  <Record>             record-verb          RecordVerb                   call C        C
  <Dial record>        dial-verb            DialVerb                     call C        C
  <Conference record>  conference-verb      Conference                   conference F  C
  call request         call-request         StartCallRecordingAPI        call C        C
  leg request          call-request         StartCallRecordingAPI        dialLeg L     L
  <Start><Recording>   call-request         StartCallRecordingAPI        call C        C
  participant Record   participant-request  OutboundAPI                  dialLeg L     L
  ConferenceRecord     participant-request  StartConferenceRecordingAPI  conference F  L
`;
const sound = `
                       channels  track   trim           format  beep
  outbound call        1         both    trim-silence   (mp3)   (false)
  <Record>             2         (both)  do-not-trim    mp3     true
  <Dial record>        1         (both)  (do-not-trim)  (mp3)   (false)
  <Conference record>  (1)       (both)  do-not-trim    (mp3)   true
  call request         2         both    (do-not-trim)  (mp3)   true
  leg request          2         both    (do-not-trim)  (mp3)   true
  <Start><Recording>   2         both    do-not-trim    mp3     (false)
  participant Record   1         both    trim-silence   (mp3)   (false)
  ConferenceRecord     (1)       (both)  trim-silence   (mp3)   (false)
`;
const limits = `
                       maxLengthMs  silenceMs
  outbound call        (0)          0
  <Record>             3600000      0
  <Dial record>        0            (0)
  <Conference record>  (0)          0
  call request         (0)          (0)
  leg request          (0)          (0)
  <Start><Recording>   (0)          (0)
  participant Record   (0)          (0)
  ConferenceRecord     (0)          0
`;
const made = (path: string) => played(paths[path] ?? []).recording('R')?.context;
const shown = (value: unknown) =>
  typeof value === 'object' ? Object.values(value ?? {}).join(' ') : String(value);

describe('Without a setting', () => {
  const cells: GridCell[] = [identity, sound, limits].flatMap(cellsOf);
  test.each(cells)('$row: $column is $cell', ({ row, column, cell }) => {
    const context = made(row);
    const found = { ...context, ...context?.settings } as Record<string, unknown>;
    expect(shown(found[column])).toBe(cell.replace(/^\((.*)\)$/, '$1'));
  });

  test('nothing but a conference recording has a conference', () => {
    const conferences = Object.keys(paths).map((path) => made(path)?.conferenceSid ?? '-');
    expect(conferences.join(' ')).toBe('- - - F - - - - F');
  });
});

test('a setting that is given is used, and a single track is one channel', () => {
  const given = { channels: 2, trim: 'trim-silence', format: 'wav', beep: false } as const;
  const settings = (more: object) => {
    const asked = { ...recording, ...given, ...more };
    return played(verb(say('call.startRecording', { recording: asked }))).recording('R')?.context
      .settings;
  };
  expect(settings({})).toMatchObject(given);
  expect(settings({ track: 'inbound' })).toMatchObject({ ...given, track: 'inbound', channels: 1 });
  expect(settings({ track: 'both' })).toMatchObject({ channels: 2 });
});

describe('The recording begins', () => {
  const begins = (script: Script) => {
    const count = (of: Script) => [...played(of).all('recording')].length;
    expect(count(script.slice(0, -1))).toBe(0);
    expect(count(script)).toBe(1);
  };
  const ringing = { ...dial, recordFrom: 'ringing' } as const;
  const notYet = say('call.joinConference', {
    conferenceSid: 'F',
    stay: 'S',
    startOnEnter: false,
    recording,
  });
  test.each<readonly [string, Script]>([
    ['of an outbound call at its answer', paths['outbound call'] ?? []],
    ['of a <Record> when it runs', paths['<Record>'] ?? []],
    ['of a <Dial> from-answer at the first answer', paths['<Dial record>'] ?? []],
    ['of a <Dial> from-ringing when its legs are made', verb(ringing)],
    ['of a conference when somebody starts it', [...verb(notYet), ...joinsLater()]],
    ['of a participant at the answer', paths['participant Record'] ?? []],
    ['of the conference of a participant when they join', paths.ConferenceRecord ?? []],
  ])('%s', (_, script) => begins(script));

  function joinsLater(): Script {
    const joins = say('call.joinConference', { conferenceSid: 'F', stay: 'S2' });
    return [
      ['call', 'C2', say('call.receive', {})],
      ['call', 'C2', say('call.answered')],
      ['call', 'C2', joins],
    ];
  }
});

test('both requests of a participant make two recordings', () => {
  const both = played(participant({ recording, conferenceRecording: { sid: 'R2' } }));
  expect(
    [...both.all('recording')].map(({ sid, context }) => `${sid} ${context.host.sid}`),
  ).toEqual(['R L', 'R2 F']);
});

test('a call that is never answered is never recorded', () => {
  for (const end of ['call.busy', 'call.unanswered', 'call.failed', 'call.hungUp'] as const) {
    const ends = played([...(paths['outbound call'] ?? []).slice(0, 1), ['call', 'C', say(end)]]);
    expect([...ends.all('recording')]).toEqual([]);
  }
});
