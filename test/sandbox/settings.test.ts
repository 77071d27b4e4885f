/** Settings mean what they say, default to the usual, and an error names field, value and place. */
import { expect, test } from 'vitest';
import { readScript } from '../../src/sandbox/stage/scripts.ts';
import {
  byDefault,
  readSettings,
  readSettingsText,
  SettingsError,
} from '../../src/sandbox/stage/settings.ts';
import { FileError } from '../../src/scenarios/format/yaml.ts';

const everything = `
applications:
  1000000000000000001:
    voice_url: http://localhost:3000/voice
    voice_method: get
    voice_fallback_url: https://example.com/fallback
    status_callback: http://localhost:3000/calls
    status_callback_method: Post
    status_callback_events: [answered, completed]
    numbers: ['+12025550100']
  bare: {}
numbers:
  +15550123: 0.5s ring, 2s answer, 3s press 12#, 30s hang up
media: { start: never, pause: 8s, resume: refused, file: empty }
chaos: { seed: 7, late: 0.2, lateBy: 1.5s, twice: 0.1 }
policy: { paused-time: skipped }
strict: true
callbacks:
  { attempts: 3, timeout: 500ms, delivered: 2xx, recordingFields: seen, recordingSignature: left-out }
links: { good: 1h, access: public }
`;

test('a config file says all there is to say, and keys keep every digit', () => {
  const { settings, said } = readSettingsText(everything, 'sandbox.yaml');
  expect(settings).toEqual({
    applications: {
      '1000000000000000001': {
        voice_url: 'http://localhost:3000/voice',
        voice_method: 'GET',
        voice_fallback_url: 'https://example.com/fallback',
        subscription: {
          url: 'http://localhost:3000/calls',
          method: 'POST',
          events: ['answered', 'completed'],
        },
        numbers: ['+12025550100'],
      },
      bare: { voice_method: 'POST', numbers: [] },
    },
    numbers: new Map([['+15550123', readScript('0.5s ring,2s answer,3s press 12#,30s hang up')]]),
    media: {
      start: 'never',
      pause: 8_000,
      resume: 'refused',
      stop: 100,
      file: 'empty',
      text: 3_000,
    },
    chaos: { seed: 7, late: 0.2, lateByMs: 1_500, twice: 0.1 },
    policy: { 'paused-time': 'skipped' },
    strict: true,
    callbacks: {
      attempts: 3,
      timeoutMs: 500,
      delivered: '2xx',
      recordingFields: 'seen',
      recordingSignature: 'left-out',
    },
    links: { goodMs: 3_600_000, access: 'public' },
  });
  expect(said).toMatchObject({ chaos: { lateBy: '1.5s' }, media: { pause: '8s' } });
});

test('what is said is kept as it was said, as JSON that reads the same', () => {
  const { settings, said } = readSettingsText(everything, 'sandbox.yaml');
  const kept = JSON.parse(JSON.stringify(said)) as unknown;
  expect(kept).toEqual(said);
  expect(readSettings(kept).settings).toEqual(settings);
});

test.each([
  ['nothing', undefined],
  ['an empty object', {}],
  ['empty parts', { applications: {}, numbers: {}, media: {}, callbacks: {} }],
])('%s is as usual', (_, said) => {
  expect(readSettings(said).settings).toEqual(byDefault);
  expect(byDefault).toEqual({
    applications: {},
    strict: false,
    numbers: new Map(),
    media: { start: 100, pause: 100, resume: 100, stop: 100, file: 2_000, text: 3_000 },
    callbacks: {
      attempts: 5,
      timeoutMs: 2_000,
      delivered: '200',
      recordingFields: 'documented',
      recordingSignature: 'sent',
    },
    links: { goodMs: 600_000, access: 'signed' },
  });
});

test('chaos of which only the seed is said changes nothing', () => {
  expect(readSettings({ chaos: { seed: 3 } }).settings.chaos).toEqual({
    seed: 3,
    late: 0,
    lateByMs: 5_000,
    twice: 0,
  });
});

test('a config file that is empty is as usual', () => {
  expect(readSettingsText('', 'a').settings).toEqual(byDefault);
});

const app = (fields: object) => ({ applications: { '1': fields } });

test.each<[object | string | number | null | boolean, string, string]>([
  [[], '', 'expected an object with some of the fields applications,'],
  [null, '', 'expected an object'],
  ['media', '', 'expected an object'],
  [{ mediae: {} }, 'mediae', 'expected one of the fields applications, numbers, media,'],
  [{ applications: [] }, 'applications', 'expected applications by ApplicationSid'],
  [app({ voice_url: 'voice' }), 'applications.1.voice_url', '"voice": expected an http or https'],
  [app({ voice_url: 'file:///etc/passwd' }), 'applications.1.voice_url', 'expected an http'],
  [app({ voice_url: '' }), 'applications.1.voice_url', 'expected an http'],
  [app({ voice_method: 'PUT' }), 'applications.1.voice_method', '"PUT": expected get or post'],
  [app({ voice_methode: 'get' }), 'applications.1.voice_methode', '"get": expected one of the'],
  [app({ status_callback: 7 }), 'applications.1.status_callback', '7: expected an http'],
  [
    app({ status_callback_events: ['gone'] }),
    'applications.1.status_callback_events.0',
    '"gone": expected one of initiated, ringing, answered, dtmf, completed',
  ],
  [app({ status_callback_events: [] }), 'applications.1.status_callback_events', 'one event'],
  [app({ numbers: [12025550100] }), 'applications.1.numbers.0', 'expected a number in quotes'],
  [app({ numbers: '+1' }), 'applications.1.numbers', '"+1": expected a list of numbers'],
  [{ numbers: { '+1': '2s sing' } }, 'numbers.+1', 'one of the deeds ring, answer'],
  [{ numbers: { '+1': 2 } }, 'numbers.+1', '2: expected deeds such as'],
  [{ media: { pause: 8 } }, 'media.pause', '8: expected a length of time'],
  [{ media: { pause: 'lost' } }, 'media.pause', 'or never, or refused'],
  [{ media: { file: 'refused' } }, 'media.file', 'or never, or lost, or empty'],
  [{ media: { paus: '8s' } }, 'media.paus', '"8s": expected one of the fields start, pause,'],
  [{ chaos: { late: 1.1 } }, 'chaos.late', '1.1: expected a number from 0 to 1'],
  [{ chaos: { twice: '0.1' } }, 'chaos.twice', '"0.1": expected a number from 0 to 1'],
  [{ chaos: { seed: 0.5 } }, 'chaos.seed', '0.5: expected a whole number'],
  [{ chaos: { lateBy: 5 } }, 'chaos.lateBy', 'expected a length of time'],
  [{ chaos: { lateBy: '9999h' } }, 'chaos.lateBy', 'expected a length of time'],
  [{ policy: 'vonage' }, 'policy', '"vonage":'],
  [{ policy: { 'paused-time': 'lost' } }, 'policy.paused-time', '"policy.paused-time"'],
  [{ callbacks: { attempts: 0 } }, 'callbacks.attempts', '0: expected a whole number from 1 to 20'],
  [{ callbacks: { timeout: '31s' } }, 'callbacks.timeout', '"31s": expected 30s at most'],
  [{ callbacks: { timeout: '2' } }, 'callbacks.timeout', 'expected a length of time'],
])('%j cannot be: the error names the field and what was expected', (said, field, says) => {
  let error: unknown;
  try {
    readSettings(said);
  } catch (thrown) {
    error = thrown;
  }
  expect(error).toBeInstanceOf(SettingsError);
  expect(error).toMatchObject({ field, message: expect.stringContaining(says) });
  if (field !== '') expect(error).toHaveProperty('message', expect.stringContaining(`"${field}"`));
});

test.each([
  ['media:\n  pause: 8', '2:10', 'media.pause', '8: expected a length of time'],
  ['applications:\n  1: { voice_url: voice }', '2:19', 'applications.1.voice_url', 'http'],
  ['media: {}\nchaos: { sed: 7 }', '2:15', 'chaos.sed', '7: expected one of the fields seed'],
  ['media: [', '1:9', '', ''],
])('in %j the error says where', (text, place, field, says) => {
  let error: unknown;
  try {
    readSettingsText(text, 'sandbox.yaml');
  } catch (thrown) {
    error = thrown;
  }
  expect(error).toBeInstanceOf(FileError);
  expect(error).toMatchObject({ field, message: expect.stringContaining(says) });
  expect((error as FileError).message).toMatch(new RegExp(`^sandbox\\.yaml:${place}: `));
});

test('no ApplicationSid finds what nobody has set', () => {
  for (const sid of ['constructor', '__proto__', 'toString']) {
    expect(byDefault.applications[sid]).toBeUndefined();
  }
  readSettings(JSON.parse('{"applications":{"__proto__":{"voice_url":"http://evil.test"}}}'));
  expect({}).not.toHaveProperty('voice_url');
});
