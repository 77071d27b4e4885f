/** Holds what was played against what its scenario expects. */
import { callStatus } from '../wire/index.ts';
import { origin } from './format/documents.ts';
import type { ExpectedRecording } from './format/format.ts';
import { happeningsOf, livesOf } from './life.ts';
import type { Played } from './play.ts';
import type { DocumentRequest } from './playing/document-runner.ts';

/** What was not as expected, one sentence each. */
export function check(played: Played): string[] {
  const { scenario, world, told } = played;
  const recordings = livesOf(played);
  const failures: string[] = [];
  const hold = (what: string, found: unknown, expected: unknown) => {
    const [is, should] = [JSON.stringify(found), JSON.stringify(expected)];
    if (is !== should) failures.push(`${what} is ${is}; expected ${should}`);
  };
  for (const { says, answer, expected } of told) {
    if (expected !== undefined) hold(`the answer to "${says}"`, answer, expected);
  }
  for (const [sid, expected] of Object.entries(scenario.expect.recordings)) {
    const found = recordings.find((one) => one.sid === sid);
    if (!found) failures.push(`${sid} was never requested`);
    for (const [field, value] of Object.entries(expected)) {
      if (found) hold(`${sid}.${field}`, found[field as keyof ExpectedRecording], value);
    }
  }
  for (const { sid } of recordings) {
    if (!(sid in scenario.expect.recordings)) failures.push(`${sid} was not expected`);
  }
  for (const [sid, expected] of Object.entries(scenario.expect.transcriptions ?? {})) {
    const found = transcriptionOf(played, sid);
    for (const [field, value] of Object.entries(expected)) {
      hold(`${sid}.${field}`, found[field as keyof typeof expected], value);
    }
  }
  for (const [sid, expected] of Object.entries(scenario.expect.lines ?? {})) {
    const line = world.board.line(sid);
    hold(sid, line && callStatus(line), expected);
  }
  const { requests } = scenario.expect;
  if (requests) hold('the list of requests', world.runner.requests.map(asked), requests);
  hold('the list of orphans', world.orphans, scenario.expect.orphans ?? []);
  return failures;
}

/** What there is to say of a transcription; of one that nobody asked for, nothing. */
function transcriptionOf(played: Played, sid: string) {
  const transcription = played.world.board.find('transcription', sid);
  return {
    end: transcription?.state,
    text: transcription?.context.text,
    callbacks: happeningsOf(played, sid).flatMap(({ callbacks }) =>
      callbacks.map(({ parameters }) => String(parameters.TranscriptionStatus)),
    ),
  };
}

/** A request for a document, as a scenario tells it: without the host that it did not name. */
const asked = ({ method, url }: DocumentRequest) =>
  `${method} ${url.startsWith(`${origin}/`) ? url.slice(origin.length) : url}`;
