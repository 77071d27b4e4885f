/** A recording whose exit from `pausing` writes its timers, as some of the ways out of it do (D-71). */
import { originalMachines, type WrittenState } from '../../properties/mutants/written.ts';

const { config, implementations } = originalMachines.recording;
const { states = {} } = config;
const pausing = states.pausing as WrittenState;
const exit = [...pausing.exit, { type: 'cancel', params: { timer: 'answer-deadline' } }];

export const leavingLate = {
  config: { ...config, states: { ...states, pausing: { ...pausing, exit } } },
  implementations,
};
