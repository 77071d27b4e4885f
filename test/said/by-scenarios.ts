/** All that the scenarios of the library tell and ask, were everything subscribed to. */
import type { Snapshot } from '../../src/engine/index.ts';
import { libraryFiles, loadScenario, type Played, play } from '../../src/scenarios/index.ts';
import {
  type Callback,
  callbackFor,
  type LineRow,
  lineNewsCallback,
} from '../../src/wire/index.ts';
import { callbackKind, requestKind, type Said, type SaidKindName } from './kinds.ts';

/** Something that was said, and where. */
export interface Spoken {
  readonly kind: SaidKindName;
  readonly said: Said;
  readonly from: string;
}

const all = {
  url: 'https://app.example/told',
  method: 'POST',
  events: [
    ...['initiated', 'ringing', 'answered', 'completed', 'dtmf', 'amd'],
    ...['in-progress', 'absent', 'start', 'end', 'join', 'leave'],
  ],
} as const;

export const saidByScenarios = (): Spoken[] =>
  libraryFiles().flatMap((file) => saidBy(play(loadScenario(file))));

export function saidBy(played: Played): Spoken[] {
  const from = played.scenario.name;
  const callbacks = toldBy(played).map(({ parameters: said }) => ({
    kind: callbackKind(said),
    said,
    from,
  }));
  const requests = played.world.runner.requests.map(({ parameters: said }) => ({
    kind: requestKind(said),
    said,
    from,
  }));
  return [...callbacks, ...requests];
}

const isCall = (one: Snapshot): one is Snapshot<'call'> => one.machine === 'call';

/** What is told, each with its time. */
export function toldBy({ world }: Played): (Callback & { readonly at: number })[] {
  const { mediaUrl, directory: reader, rows } = world;
  return world.happenings.flatMap(({ at, to, event, before, snapshot, effects }) => {
    const heard: (Callback | undefined)[] = [];
    const row = rows.get(to.sid) as LineRow | undefined;
    const host = { mediaUrl, reader, sequenceNumber: 0 };
    if (before && isCall(before) && row && event.type === 'digit.pressed') {
      const news = { type: 'dtmf', digit: event.digit } as const;
      heard.push(
        lineNewsCallback({ news, at, snapshot: before, row, sequenceNumber: 0, subscription: all }),
      );
    }
    if (snapshot && isCall(snapshot) && row && event.type === 'call.answered') {
      const news = { type: 'amd', answeredBy: 'human', durationMs: 2_500 } as const;
      heard.push(
        lineNewsCallback({ news, at, snapshot, row, sequenceNumber: 0, subscription: all }),
      );
    }
    for (const effect of effects) {
      const of = effect.type === 'announced' && snapshot && rows.get(effect.sid);
      if (of) heard.push(callbackFor(effect, snapshot, { ...of, subscription: all }, host));
    }
    return heard.flatMap((one) => (one ? [{ ...one, at }] : []));
  });
}
