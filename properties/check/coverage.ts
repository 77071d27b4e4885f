/** Which candidate of which cell a step took, and which candidates no step has taken. */
import {
  type Candidate,
  Declaration,
  type EventType,
  eventsTo,
  type MachineName,
  machineNames,
  machines,
  unborn,
} from '../../machines/index.ts';
import type { Moment } from '../claims/claim.ts';

/** One candidate of one cell: the answer that a state gives to an event when its guard holds. */
export interface Taken {
  /** Whose cell. */
  readonly machine: MachineName;
  /** The atomic state that was asked, as a dotted path; `none` before there is a machine. */
  readonly state: string;
  /** The event that it was asked about. */
  readonly type: EventType;
  /** Its place in the cell, from 0 on. */
  readonly index: number;
}
type Ask = (args: { context: object; event: object }, params: unknown) => boolean;
interface Entry extends Taken {
  readonly candidate: Candidate;
  readonly holds: Ask | undefined;
}
type Table = ReadonlyMap<string, ReadonlyMap<EventType, readonly Entry[]>>;
/** What a table needs of a machine. */
interface Definition {
  readonly config: { readonly context?: unknown };
  readonly implementations: { readonly guards: Readonly<Record<string, unknown>> };
}

function tableOf(machine: MachineName, { config, implementations }: Definition): Table {
  const declaration = new Declaration(config);
  const entry = (state: string, type: EventType, candidate: Candidate, index: number): Entry => {
    const { guard } = candidate;
    const holds = guard && (implementations.guards[guard.type] as Ask);
    return { machine, state, type, index, candidate, holds };
  };
  return new Map(
    declaration.leaves.map(({ path }) => [
      path,
      new Map(
        eventsTo(machine).map((type) => [
          type,
          declaration.cell(path, type).map((one, index) => entry(path, type, one, index)),
        ]),
      ),
    ]),
  );
}
const tables = Object.fromEntries(
  machineNames.map((name) => [name, tableOf(name, machines[name] as Definition)]),
) as Readonly<Record<MachineName, Table>>;

const entriesOf = (machine: MachineName, state: string, type: EventType) =>
  tables[machine].get(state)?.get(type) ?? [];

/** Which candidate a step took: the first whose guard holds. */
export function takenBy({ to, event, before }: Pick<Moment, 'to' | 'event' | 'before'>): Taken {
  const state = before?.state ?? 'none';
  const context = before?.context ?? unborn(to.sid);
  const taken = entriesOf(to.machine, state, event.type).find(
    ({ candidate, holds }) => !holds || holds({ context, event }, candidate.guard?.params),
  );
  if (!taken) throw new Error(`${to.machine} in ${state} has no answer to ${event.type}`);
  return taken;
}

/** A candidate in words, as the list below names it. */
export const candidateName = ({ machine, state, type, index }: Taken) =>
  `${machine} ${state} ${type} ${index}`;
/** How a candidate is declared. */
export const candidateOf = ({ machine, state, type, index }: Taken): Candidate =>
  entriesOf(machine, state, type)[index]?.candidate as Candidate;

/** Every declared candidate of a machine, state by state. */
export const declaredBy = (machine: MachineName): readonly Taken[] =>
  [...tables[machine].values()].flatMap((row) => [...row.values()].flat());

const outboundOnly = 'An inbound call rings from the first; only outbound ones are here.';
const noRecordings = 'A line is recorded from its answer on, and this one was never answered.';
const notIn = 'Whoever ends a conference by going is in it; this is about a leg that never got in.';
/** Candidates that no run can take, and why: shared cells say more than some of their states need. */
export const unreachable: Readonly<Record<string, string>> = {
  'call queued call.hungUp 0': outboundOnly,
  'call initiated call.hungUp 0': outboundOnly,
  'call busy recording.ended 0': noRecordings,
  'call busy recording.declined 0': noRecordings,
  'call noAnswer recording.ended 0': noRecordings,
  'call noAnswer recording.declined 0': noRecordings,
  'call canceled recording.ended 0': noRecordings,
  'call canceled recording.declined 0': noRecordings,
  'call failed recording.ended 0': noRecordings,
  'call failed recording.declined 0': noRecordings,
  'dialLeg busy recording.ended 0': noRecordings,
  'dialLeg busy recording.declined 0': noRecordings,
  'dialLeg noAnswer recording.ended 0': noRecordings,
  'dialLeg noAnswer recording.declined 0': noRecordings,
  'dialLeg canceled recording.ended 0': noRecordings,
  'dialLeg canceled recording.declined 0': noRecordings,
  'dialLeg failed recording.ended 0': noRecordings,
  'dialLeg failed recording.declined 0': noRecordings,
  'dialLeg answered.bridged participant.dismissed 0': 'A bridged leg is of a dial: it has no stay.',
  'conference init leg.ended 0': notIn,
  'conference inProgress leg.ended 0': notIn,
};

const isReachable = (one: Taken) => !Object.hasOwn(unreachable, candidateName(one));

/** Collects which candidates were taken, and how often. */
export class Coverage {
  readonly #times = new Map<Taken, number>();

  /** Counts what answered in a step. */
  note(moment: Pick<Moment, 'to' | 'event' | 'before'>): void {
    const taken = takenBy(moment);
    this.#times.set(taken, (this.#times.get(taken) ?? 0) + 1);
  }

  /** How often a candidate was taken. */
  times(one: Taken): number {
    return this.#times.get(one) ?? 0;
  }

  /** The candidates that were never taken, though they could be. */
  missing(names: readonly MachineName[] = machineNames): Taken[] {
    return names.flatMap(declaredBy).filter((one) => isReachable(one) && !this.#times.has(one));
  }

  /** The candidates that were taken, though they are said to be out of reach. */
  surprises(): Taken[] {
    return [...this.#times.keys()].filter((one) => !isReachable(one));
  }

  /** How many of the candidates within reach were taken. */
  share(names: readonly MachineName[] = machineNames): { taken: number; reachable: number } {
    const reachable = names.flatMap(declaredBy).filter(isReachable).length;
    return { taken: reachable - this.missing(names).length, reachable };
  }
}
