/** What the outside sees of a story is explained: a part of the library; test/check-faults.ts takes all. */
import { basename } from 'node:path';
import { expect, test } from 'vitest';
import type { Policy } from '../../machines/index.ts';
import { judged } from '../../src/check/index.ts';
import { libraryFiles, loadScenario, play } from '../../src/scenarios/index.ts';
import { logOf } from './logs.ts';

const some = [
  ...['voicemail', 'call-request', 'conference-verb', 'dial-verb', 'participant-both'],
  ...['pause-resume-stop', 'redirect-out-of-record', 'transcription', 'participant-given-texml'],
];

test.each(some)('what an application sees of %s is explained', (name) => {
  const file = libraryFiles().find((one) => basename(one, '.yaml') === name);
  const scenario = loadScenario(file ?? name);
  const policy = scenario.policy as Policy | undefined;
  const { is, repairs, wrong } = judged(logOf(play(scenario)), { policy });
  expect({ is, repairs, wrong }).toEqual({ is: 'explained', repairs: [], wrong: undefined });
});
