/** Scenarios as they are seen from outside: requests, documents, callbacks, and nothing else. */
import { commands, documentCommands, slotOf } from '../../machines/index.ts';
import { asks, type Manner } from '../../src/follow/ways/manner.ts';
import type { Observation, Untimed } from '../../src/follow/ways/observation.ts';
import { type Played, play, type Scenario } from '../../src/scenarios/index.ts';
import { chance } from './chance.ts';
import { type Lived, type Moment, watched } from './soundness.ts';

type Happening = Played['world']['happenings'][number];
/** What an observer sees of what is asked of a machine, before it answers. */
function askedIn({ at, to, event, verdict, isFirst }: Happening, id: string): Observation[] {
  const { at: _, ...untimed } = event;
  const asked = untimed as Untimed;
  if (!isFirst || !(event.type in commands) || event.type === 'digit.pressed') return [];
  if (event.type === 'call.receive') return [{ kind: 'cameIn', at, of: to, event: asked }];
  if (Object.hasOwn(documentCommands, event.type))
    return [{ kind: 'document', at, of: to, commands: [asked] }];
  const is =
    verdict.verdict === 'refused'
      ? ({ is: 'refused', reason: verdict.reason } as const)
      : ({ is: 'done' } as const);
  return [
    { kind: 'asked', at, id, to, event: asked },
    { kind: 'answered', at, id, ...is },
  ];
}

/** What is told of it. */
function toldIn({ at, effects, snapshot }: Happening, { tells }: Manner): Observation[] {
  return effects.flatMap((effect): Observation[] => {
    if (effect.type === 'instructions.requested') {
      const { machine, sid, recordingSid } = effect;
      const more = recordingSid === undefined ? {} : { recordingSid };
      const isTold = tells.call?.includes(asks);
      return isTold ? [{ kind: 'documentAsked', at, of: { machine, sid }, ...more }] : [];
    }
    if (effect.type !== 'announced' || !tells[effect.machine]?.includes(effect.status)) return [];
    const { machine, sid, status } = effect;
    const known = snapshot?.context as { readonly durationSeconds?: number | null } | undefined;
    const durationSeconds = known?.durationSeconds;
    return [
      {
        kind: 'callback',
        at,
        saidAt: at,
        of: { machine, sid },
        status,
        ...('callSid' in effect ? { callSid: effect.callSid } : {}),
        ...(status === 'completed' && typeof durationSeconds === 'number'
          ? { durationSeconds }
          : {}),
      },
    ];
  });
}

/** Follows a scenario; with a seed its callbacks come late, twice and out of order, or never. */
export const followStory = (scenario: Scenario, manner: Manner, seed?: number): Lived =>
  watched(scenario.name, manner, toldOf(scenario, manner, seed));

/** What is seen of a scenario, moment after moment. */
export function toldOf(scenario: Scenario, manner: Manner, seed?: number): readonly Moment[] {
  const { world } = play(scenario);
  const random = seed === undefined ? undefined : chance(seed);
  const seen: Observation[] = [];
  const truths: { readonly at: number; readonly slot: string; readonly state: string }[] = [];
  for (const [i, happening] of world.happenings.entries()) {
    seen.push(...askedIn(happening, `q${i}`));
    for (const told of toldIn(happening, manner)) {
      const late = random && told.kind === 'callback' ? random() ** 4 * 120_000 : 0;
      const pick = random && told.kind === 'callback' ? random() : 0.5;
      if (pick >= 0.1) seen.push({ ...told, at: told.at + Math.round(late) });
      if (pick > 0.9) seen.push({ ...told, at: told.at + Math.round(late * 2) });
    }
    const { snapshot, at } = happening;
    if (snapshot) truths.push({ at, slot: slotOf(snapshot), state: snapshot.state });
  }
  const inOrder = seen
    .map((one, i) => [one, i] as const)
    .sort(([a, i], [b, j]) => a.at - b.at || i - j);
  return inOrder.map(([one], i): Moment => {
    const isLast = inOrder[i + 1]?.[0].at !== one.at;
    const so = () =>
      new Map(truths.filter(({ at }) => at <= one.at).map(({ slot, state }) => [slot, state]));
    return { seen: one, ...(isLast ? { truth: so } : {}) };
  });
}
