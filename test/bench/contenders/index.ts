/** Everything that steps a machine, the fastest that is imaginable first. */
import type { Life } from '../lives.ts';
import type { Contender } from './contender.ts';
import { javascriptStateMachine } from './javascript-state-machine.ts';
import { jssm } from './jssm.ts';
import { byHand, checked, compiled, stored } from './own.ts';
import { robot3 } from './robot3.ts';
import { xstateActor, xstateTransition } from './xstate.ts';
import { xstateStore } from './xstate-store.ts';

/** What a service chooses between. */
export const own: readonly Contender[] = [byHand, compiled, checked];
/**
 * What others make of the same declarations. They hand our deeds objects of shapes of their own,
 * which slows the deeds down for everybody: hence they are measured by themselves, after our own.
 */
export const others: readonly Contender[] = [
  xstateTransition,
  xstateActor,
  stored,
  xstateStore,
  robot3,
  javascriptStateMachine,
  jssm,
];
export const contenders: readonly Contender[] = [...own, ...others];
/** Whether it steps the machine of a life. */
export const plays = ({ only }: Contender, { machine }: Life): boolean =>
  only === undefined || only.includes(machine);
export { compiled };
