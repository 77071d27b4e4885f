/** What a session has come to, as a scenario expects it. */
import { hasEnded } from '../../../engine/index.ts';
import { origin } from '../../../scenarios/format/documents.ts';
import { callStatus } from '../../../wire/index.ts';
import { recordingWords } from '../../../wire/resources/status.ts';
import type { KeptExchange } from '../../traffic/exchange.ts';
import { orphanSays } from '../../world/parts.ts';
import type { World } from '../../world/world.ts';
import { askedUrl, asksOf } from './scenario-documents.ts';
import type { ToldSession } from './told-session.ts';

/** Recordings, transcriptions, lines, requests for documents and orphans. */
export function expectedOf(world: World, session: ToldSession): object {
  const { machines } = world.host;
  const { names, entries } = session;
  const all = [...names];
  const table = (made: (sid: string) => unknown) =>
    Object.fromEntries(
      all.flatMap(([sid, name]) => {
        const value = made(sid);
        return value === undefined ? [] : [[name, value]];
      }),
    );
  const told = (sid: string) =>
    entries.flatMap((one) =>
      one.kind === 'callback' && one.sid === sid && one.attempt === 1 && one.again === undefined
        ? [one.about]
        : [],
    );
  const transcriptions = table((sid) => {
    const found = machines.find('transcription', sid);
    if (!found) return undefined;
    const { text } = found.context;
    return { end: found.state, ...(text === null ? {} : { text }), callbacks: told(sid) };
  });
  const orphans = entries.flatMap((one) =>
    one.kind === 'warning' && one.sid !== undefined && one.says.startsWith(orphanSays)
      ? [names.get(one.sid) ?? one.sid]
      : [],
  );
  return {
    recordings: table((sid) => recordingOf(sid)),
    ...(Object.keys(transcriptions).length > 0 ? { transcriptions } : {}),
    lines: table((sid) => {
      const line = machines.line(sid);
      return line && callStatus(line);
    }),
    requests: asksOf(session).map(asked),
    ...(orphans.length > 0 ? { orphans } : {}),
  };

  function recordingOf(sid: string) {
    const found = machines.recording(sid);
    if (!found) return undefined;
    const { path, source, host, settings, endReason, errorCode, durationSeconds } = found.context;
    const states = withoutRepeats(
      entries.flatMap((one) =>
        one.kind === 'step' && one.machine === 'recording' && one.sid === sid ? [one.after] : [],
      ),
    );
    const statuses = states.map((state) => recordingWords[outermost(state)].resource ?? 'deleted');
    return {
      ...{ path, source, host: names.get(host.sid) ?? host.sid, channels: settings.channels },
      ...(hasEnded(found) ? { end: found.state } : {}),
      ...(endReason === null ? {} : { endReason }),
      ...(errorCode === null ? {} : { errorCode }),
      ...(durationSeconds === null ? {} : { durationSeconds }),
      ...{ states, statuses: withoutRepeats(statuses), callbacks: told(sid) },
    };
  }
}

/** As a scenario says it: without the host that all are at where nothing is said. */
function asked(one: KeptExchange): string {
  const { href = askedUrl(one) } = URL.parse(askedUrl(one)) ?? {};
  const url = href.startsWith(`${origin}/`) ? href.slice(origin.length) : href;
  return `${one.request.method} ${url}`;
}
const outermost = (state: string) => state.replace(/\..*/s, '') as keyof typeof recordingWords;
const withoutRepeats = (words: readonly string[]) =>
  words.filter((word, i) => word !== words[i - 1]);
