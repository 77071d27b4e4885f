/** What a machine may still answer to a request: read off the machines, which alone know. */
import {
  type EventType,
  type MachineName,
  type RefusalReason,
  statesAhead,
  tableOf,
} from '../../../machines/index.ts';
import type { AnsweredSeen } from '../../follow/ways/observation.ts';

type Answer = RefusalReason | 'done';
/** By state and event. */
type Answers = ReadonlyMap<string, ReadonlyMap<EventType, ReadonlySet<Answer>>>;

/** What a state, or any that can come of it, answers. */
function answersOf(machine: MachineName): Answers {
  const table = tableOf(machine);
  const found = new Map<string, Map<EventType, Set<Answer>>>();
  for (const [from, ahead] of statesAhead(machine)) {
    const answers = new Map<EventType, Set<Answer>>();
    for (const { state, type, cell } of table) {
      if (!ahead.has(state)) continue;
      const all = answers.get(type) ?? new Set();
      answers.set(type, all);
      for (const { reason = 'done' } of cell) all.add(reason);
    }
    found.set(from, answers);
  }
  return found;
}

const known = new Map<MachineName, Answers>();
/** Whether a machine in a state, which is a dotted path, may answer a request so, now or later. */
export function mayAnswer(
  machine: MachineName,
  state: string,
  type: EventType,
  { is, reason }: AnsweredSeen,
): boolean {
  const all = known.get(machine) ?? answersOf(machine);
  known.set(machine, all);
  const answers = all.get(state)?.get(type);
  if (!answers || is === 'lost') return true;
  if (is === 'done') return answers.has('done');
  return reason === undefined ? [...answers].some((one) => one !== 'done') : answers.has(reason);
}
