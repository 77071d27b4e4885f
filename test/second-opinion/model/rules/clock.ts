/** Time: timers as machines set and cancel them, and a clock that goes on, or back. */
import { constantOf } from '../words.ts';
import { allIn, firesAt, forgets, mayPass } from './outages.ts';
import { calm, most, type Rule, type Scene } from './scene.ts';

/** When a timer is due; `runs` is one more, and 0 while it does not run. */
const dueOf = (i: number) => `runs[${i}] - 1`;

/** A timer fires when its time has come, or whenever it likes where time is free. */
export const timerRules = (scene: Scene): Rule[] =>
  scene.parties.timers.flatMap(({ of, timer }, i): Rule[] => {
    const { time, strayTimers = 0 } = scene.system;
    const name = scene.nameOf(of);
    const clock = scene.clockOf(of);
    const runs = [calm, ...scene.isThere, `runs[${i}] > 0`];
    const fires = (at: string) => [
      `at = ${at}; runs[${i}] = 0`,
      scene.tellAt('at', of, 'TIMER', constantOf(timer)),
    ];
    const isDue = time === 'free' ? [] : [`${firesAt(scene, dueOf(i), of, timer)} <= ${clock}`];
    const says = `${timer} of ${name} fires`;
    const rules = [{ says, when: [...runs, ...isDue], does: fires(most(dueOf(i), clock)) }];
    if (strayTimers === 0) return rules;
    const stray = {
      says: `${says} too early`,
      when: [...runs, ...scene.isLoud, `strays < ${strayTimers}`],
      does: ['strays++', ...fires(`(runs[${i}] > 1 -> runs[${i}] - 2 : 0)`)],
    };
    return [...rules, stray];
  });

/** The clock of the world: it goes from 0 to its last figure, and may step back so often. */
export function clockRules(scene: Scene): Rule[] {
  const { time, ticks = 0, stepsBack = 0 } = scene.system;
  const last = time === 'free' ? ticks : time;
  const rules: Rule[] = [];
  if (last > 0) {
    rules.push({
      says: 'the clock goes on',
      when: [calm, `clock < ${last}`, ...mayPass(scene)],
      does: ['clock++', ...forgets(scene)],
    });
  }
  if (stepsBack > 0) {
    rules.push({
      says: 'the clock steps back',
      when: [calm, ...scene.isLoud, 'clock > 0', `stepsBack < ${stepsBack}`],
      does: ['clock--', 'stepsBack++', ...forgets(scene)],
    });
  }
  return rules;
}

/**
 * Everybody outside falls silent: people, network and media server, for good. Time goes on then to
 * what was set, however late that is, once all that is on its way has come in.
 */
export function silenceRules(scene: Scene): Rule[] {
  if (!scene.options.falls) return [];
  const passes = scene.system.time === 'free' ? [] : scene.parties.timers;
  return [
    { says: 'everybody outside falls silent', when: ['!silent'], does: ['silent = 1'] },
    ...passes.map(({ of, timer }, i) => {
      const at = firesAt(scene, dueOf(i), of, timer);
      const clock = scene.clockOf(of);
      return {
        says: `time goes on to ${timer} of ${scene.nameOf(of)}`,
        when: ['silent', `runs[${i}] > 0`, `${at} > ${clock}`, ...allIn(scene)],
        does: [`clock = clock + ${at} - (${clock})`],
      };
    }),
  ];
}
