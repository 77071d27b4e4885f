/** A session as a scenario: a file that `play` plays to the same states, statuses and callbacks. */
import { asYaml } from '../../../scenarios/format/yaml.ts';
import { play, readScenario, reportOf } from '../../../scenarios/index.ts';
import { withoutSecrets } from '../../../wire/said/secrets.ts';
import type { World } from '../../world/world.ts';
import { documentsOf } from './scenario-documents.ts';
import { expectedOf } from './scenario-expected.ts';
import { lengthText, stepsOf } from './scenario-steps.ts';
import { dateOf, NotTold, notesOn, type ToldSession } from './told-session.ts';

/** Nothing by itself: all that the media server did stands among the steps. */
const media = { start: 'never', pause: 'never', resume: 'never', stop: 'never' };
const silent = { ...media, file: 'never', text: 'never' };

/**
 * The file. It is played once, and says at its head what is not as it was.
 * @throws NotTold if too little of the session is kept, or too much for a file.
 */
export function scenarioOf(world: World, session: ToldSession): string {
  const { isBeginningLost, withoutBody, lost, until, machines } = session;
  const isNeeded = withoutBody.some(
    (one) => one.kind === 'instructions' || (one.kind === 'request' && one.method !== 'GET'),
  );
  if (isBeginningLost || isNeeded) {
    throw new NotTold(`${lost.join(' ')} No scenario plays what is left.`);
  }
  const [{ createdAt, from, to }] = machines;
  const who = from === undefined || to === undefined ? '' : ` ${from} → ${to}`;
  const { policy } = session;
  const documents = Object.entries(documentsOf(session));
  const text = asYaml({
    name: `session-${dateOf(createdAt)
      .toLowerCase()
      .replaceAll(/[^a-z0-9]+/g, '-')
      .replace(/-$/, '')}`,
    says: `A session of the sandbox:${who}, ${dateOf(createdAt)}.`,
    ...(policy === undefined ? {} : { policy }),
    ...(world.settings.strict ? { strict: true } : {}),
    media: silent,
    application: applicationOf(world, session),
    ...Object.fromEntries(documents.filter(([, all]) => Object.keys(all).length > 0)),
    steps: stepsOf(world, session),
    ...(until === undefined ? {} : { until: lengthText(until - createdAt) }),
    expect: expectedOf(world, session),
  });
  const head = [...notesOn(session), ...differences(text)];
  return head.map((says) => `# ${says.replaceAll(/\s+/g, ' ')}\n`).join('') + text;
}

/** What is not as it was when it is played. */
function differences(text: string): readonly string[] {
  const scenario = readOrSay(() => readScenario(text, 'The scenario'));
  try {
    const { ok, failures } = reportOf(play(scenario));
    return ok ? [] : ['Played, it does not come to what it came to here:', ...failures];
  } catch (error) {
    return [`It cannot be played to its end: ${error instanceof Error ? error.message : error}`];
  }
}
function readOrSay<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw new NotTold(error instanceof Error ? error.message : String(error));
  }
}

/** That of the first line; a scenario has one. */
function applicationOf(world: World, { names }: ToldSession): object {
  const [connection] = [...names.keys()].flatMap(
    (sid) => world.directory.line(sid)?.connectionId ?? [],
  );
  const found = world.settings.applications[connection ?? ''];
  const { voice_url: url, voice_method, voice_fallback_url: fallback } = found ?? {};
  return {
    ...(url === undefined ? {} : { voice_url: withoutSecrets(url), voice_method }),
    ...(fallback === undefined ? {} : { voice_fallback_url: withoutSecrets(fallback) }),
  };
}
