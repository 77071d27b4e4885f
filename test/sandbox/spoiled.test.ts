/** One wrong value in what a world has kept: it is refused by its path, or all goes on with it. */
import { fc } from '@fast-check/vitest';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createSandbox, type Sandbox } from '../../src/sandbox/index.ts';
import { isAbout, type Path, placesIn, spoiled } from '../engine/spoiling.ts';

const account = 'me';
const api = `/v2/texml/Accounts/${account}`;
const control = `/sandbox/accounts/${account}`;
/** Of what the sandbox did not foresee. */
const unforeseen: string[] = [];
const note = (warning: Error) => unforeseen.push(String(warning.stack));
let sandbox: Sandbox;

async function asked(method: string, path: string, body?: unknown, below = 500) {
  const response = await sandbox.fetch(
    new Request(`http://127.0.0.1:4010${path}`, {
      method,
      headers: { authorization: 'Bearer any', 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    }),
  );
  const text = await response.text();
  expect(response.status, `${method} ${path}: ${text}`).toBeLessThan(below);
  return { status: response.status, said: text === '' ? undefined : JSON.parse(text) };
}

const gone = 'http://127.0.0.1:9/gone';
const verbs = [
  '<Gather numDigits="3" timeout="60" action="/keys"><Say>Press</Say></Gather>',
  '<Pause length="60"/><Record maxLength="30" finishOnKey="#"/>',
  '<Record maxLength="30" action="/done"/><Redirect>/next</Redirect>',
  '<Dial record="record-from-answer-dual"><Number>+12025550121</Number></Dial><Hangup/>',
  `<Dial><Conference record="record-from-start" statusCallback="${gone}"
    statusCallbackEvent="start end join leave">room</Conference></Dial>`,
];
/** A world in which much is under way, some of it untold and some over. */
async function busy() {
  await asked('PUT', `${control}/clock`, { frozen: true }, 300);
  await asked(
    'PUT',
    `${control}/settings`,
    {
      callbacks: { attempts: 20, timeout: '250ms' },
      // What is late waits as a note; what is tried again waits in the outbox: of either there are many.
      chaos: { seed: 1, late: 0.2, lateBy: '9h', twice: 0.5 },
      media: { file: '40s' },
    },
    300,
  );
  for (const verb of verbs) {
    await asked(
      'POST',
      `${api}/Calls`,
      {
        To: '+12025550121',
        From: '+12025550199',
        ApplicationSid: '1',
        Record: true,
        StatusCallback: gone,
        StatusCallbackEvent: 'initiated ringing answered completed',
        RecordingStatusCallback: gone,
        RecordingStatusCallbackEvent: 'in-progress completed absent',
        Texml: `<Response>${verb}</Response>`,
      },
      300,
    );
  }
  await asked('POST', `${control}/clock/advance`, { ms: 4_000 });
  return (await asked('GET', `${control}/dump`)).said as object;
}

/** Everything that is shown, and a step of time. */
async function lives() {
  const { said: machines } = await asked('GET', `${control}/machines`);
  for (const [machine, list] of [
    ['call', machines.calls],
    ['dialLeg', machines.legs],
    ['conference', machines.conferences],
    ['recording', machines.recordings],
  ]) {
    for (const { sid } of list) await asked('GET', `${control}/machines/${machine}/${sid}`);
  }
  for (const { sid } of machines.calls) await asked('GET', `${api}/Calls/${sid}`);
  for (const { sid } of machines.conferences) {
    await asked('GET', `${api}/Conferences/${sid}`);
    await asked('GET', `${api}/Conferences/${sid}/Participants`);
    await asked('GET', `${api}/Conferences/${sid}/Recordings`);
  }
  for (const list of ['Calls', 'Conferences', 'Recordings']) {
    await asked('GET', `${api}/${list}.json`);
  }
  await asked('GET', control);
  await asked('GET', `${control}/dump`);
  await asked('POST', `${control}/clock/advance`, { ms: 40_000 });
}

let dump: object;
beforeAll(async () => {
  process.on('warning', note);
  sandbox = await createSandbox({ state: 'memory' });
  dump = await busy();
});
afterAll(async () => {
  await sandbox.close();
  process.off('warning', note);
});

test('a dump holds some of everything that is kept', () => {
  const { machines, rows, notes, outbox, answers } = dump as Record<string, object[]>;
  expect([machines, rows, outbox, answers].map((one) => (one ?? []).length > 5)).toEqual(
    Array(4).fill(true),
  );
  const kinds = (notes as { key: string }[]).map(({ key }) => key.split(' ')[0]);
  expect(new Set(kinds)).toEqual(
    new Set([
      'clock',
      'settings',
      'plan',
      'document',
      'instructions',
      'given',
      'sequence',
      'capture',
      'happened',
      'exchange',
    ]),
  );
});

test('with one wrong value it is refused by its path, or everything is shown and goes on', async () => {
  let refused = 0;
  const parts = ['machines', 'rows', 'notes', 'outbox', 'answers'] as const;
  const picks = fc.record({ part: fc.constantFrom(...parts), place: fc.nat(), wrong: fc.nat() });
  const places = Object.fromEntries(
    parts.map((part) => [
      part,
      placesIn((dump as Record<string, unknown>)[part]).map((path): Path => [part, ...path]),
    ]),
  );
  await fc.assert(
    fc.asyncProperty(picks, async ({ part, place, wrong }) => {
      const among = places[part] as readonly Path[];
      const path = among[place % among.length] as Path;
      const { value } = spoiled(dump, path, wrong);
      const { status, said } = await asked('PUT', `${control}/dump`, value);
      if (status === 200) return lives();
      refused += 1;
      expect(status).toBe(422);
      const { pointer } = said.errors[0].source;
      const field = pointer.slice(1).replaceAll('/', '.');
      // A sid, or whose a thing is, stands in several places: any of them can be the wrong one.
      const isBeside = isAbout(field, path.slice(0, 2)) && /\.(accountSid|sid|id)$/.test(field);
      expect(isAbout(field, path) || isBeside, `${field} for ${path.join('.')}`).toBe(true);
    }),
    { numRuns: 300, seed: 3, interruptAfterTimeLimit: 100_000, markInterruptAsFailure: false },
  );
  expect(refused).toBeGreaterThan(100);
  expect(unforeseen).toEqual([]);
});
