/**
 * A host that goes away and comes back; meanwhile what is reported waits outside. How hosts go by
 * an outage (D-28) is written anew here, so that their rule is judged by another one.
 */
import type { TimerName } from '../../../../machines/index.ts';
import { calm, choice, least, most, type OutageText, type Rule, type Scene } from './scene.ts';

/** What waits for a fact: it gives up on nothing that may still wait outside. */
const keptBack: readonly TimerName[] = [
  'start-deadline',
  'answer-deadline',
  'finish-deadline',
  'ring',
];
/** So many attempts, each after the longest pause, may fall into outages that go on with each other. */
const mostPauses = 5;

/** How all hosts go by an outage that is over, with pauses of whoever tries again. */
export const textOfHosts = (firstPauseMs: number, longestPauseMs: number): OutageText => {
  const pauseFrom = (began: string) =>
    least(`clock - ${began} + ${firstPauseMs}`, String(longestPauseMs));
  return {
    after: [
      choice(
        ['awaySince < until', `since = ${least('since', 'awaySince')}`],
        ['else', 'since = awaySince; firstOver = clock'],
      ),
      `x = clock + ${pauseFrom('since')}`,
      `x = ${least('x', `firstOver + ${mostPauses * longestPauseMs}`)}`,
      `y = clock + ${pauseFrom('awaySince')}`,
      `until = ${most('until', most('x', 'y'))}`,
      'over = clock; x = 0; y = 0',
    ],
    fires: (due, of) => `((${due} < until && was[${of}]) -> until : ${due})`,
  };
};

const textIn = ({ options, system }: Scene): OutageText | undefined => {
  if (!system.outages) return undefined;
  const { firstPauseMs, longestPauseMs } = system.outages;
  return options.outage ?? textOfHosts(firstPauseMs, longestPauseMs);
};

/** When a timer that is due then may fire. */
export function firesAt(scene: Scene, due: string, of: number, timer: TimerName): string {
  const text = keptBack.includes(timer) ? textIn(scene) : undefined;
  return text ? text.fires(due, scene.nameOf(of)) : due;
}

/** Those for whom something can wait outside. */
const awaited = (scene: Scene) =>
  scene.placesOf('call', 'dialLeg', 'recording', 'transcription').map((i) => scene.nameOf(i));
/** Says that nothing waits outside; nothing where nothing ever does. */
const noneWaits = (scene: Scene) =>
  scene.system.outages ? awaited(scene).map((name) => `empty(waits[${name}])`) : [];
/** Says that nothing is on its way. */
export const allIn = (scene: Scene): string[] => [
  ...scene.parties.channels.map((_, i) => `empty(mail[${i}])`),
  ...noneWaits(scene),
];

/** Who was there when the last outage was over; it is known of each when it was made. */
const looksWho = (scene: Scene) => {
  const each = scene.parties.machines.map(
    (_, i) => `now.was[${i}] = now.machine[${i}] && beside.made[${i}] <= now.over;`,
  );
  return `c_code { ${each.join(' ')} }`;
};

/** The host goes away, comes back, and hears then what has waited. */
export function outageRules(scene: Scene): Rule[] {
  const { outages } = scene.system;
  const text = textIn(scene);
  if (!outages || !text) return [];
  return [
    {
      says: 'the host is away',
      when: [calm, ...scene.isLoud, '!away', `outages < ${outages.times}`],
      does: ['outages++; away = 1; awaySince = clock; disturbed = 1', looksWho(scene)],
    },
    {
      says: 'the host is back',
      when: [calm, 'away'],
      does: [...text.after, 'away = 0; awaySince = 0; back = clock + 1', looksWho(scene)],
    },
    ...awaited(scene).map((name) => ({
      says: `what waits for ${name} comes in`,
      when: [calm, ...scene.isThere, `nempty(waits[${name}])`],
      does: [`waits[${name}]?what,x,y,happened`, `who = ${name}; at = clock; happened++`],
    })),
  ];
}

/** How far the clock of a system with outages goes: what waits is told of by the time it shows. */
const momentsOf = ({ system: { time } }: Scene) =>
  Array.from({ length: Number(time) + 1 }, (_, at) => at);

/**
 * Says that time may go on: of a host that is there, whatever waits is told before it has waited
 * twice as long as when the host came back, and a first pause.
 */
export function mayPass(scene: Scene): string[] {
  const { outages } = scene.system;
  if (!outages) return [];
  const { firstPauseMs, longestPauseMs } = outages;
  const inTime = awaited(scene).flatMap((name) =>
    momentsOf(scene).map((at) => {
      const pause = least(`back - 1 - ${at} + ${firstPauseMs}`, String(longestPauseMs));
      return `(!waits[${name}]?[_,_,_,${at}] || clock + 1 < back - 1 + ${pause})`;
    }),
  );
  return [`(away || back == 0 || (${inTime.join(' && ')}))`];
}

/** Where nothing is left of an outage it is as if there had been none. */
export function forgets(scene: Scene): string[] {
  if (!scene.system.outages) return [];
  const isOver = ['disturbed', '!away', 'clock >= until', ...noneWaits(scene)].join(' && ');
  const nobody = scene.parties.machines.map((_, i) => `was[${i}] = 0`);
  const figures = ['disturbed', 'back', 'since', 'firstOver', 'over', 'until'];
  const none = [...figures.map((name) => `${name} = 0`), ...nobody].join('; ');
  return [choice([isOver, none], ['else', 'skip'])];
}
