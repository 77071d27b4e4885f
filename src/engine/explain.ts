/** Explains: why a command is refused, and which commands are open now. */
import {
  type Candidate,
  type CommandType,
  cellOf,
  commands,
  type EventTo,
  type EventType,
  eventsTo,
  type MachineName,
  type RefusalReason,
  refusalReasons,
  statesOf,
} from '../../machines/index.ts';
import type { Snapshot, To } from './snapshot.ts';
import { advance, step } from './step.ts';

/** What a machine says about a command, and what it would take instead. */
export interface Explanation {
  /** Where it is, as a dotted path; `none` while there is nothing of this sid. */
  readonly state: string;
  /** What being in this state means. */
  readonly meaning: string;
  /** Why the command is refused; undefined when it is not. */
  readonly reason: RefusalReason | undefined;
  /** The same in a sentence; or that it is not refused. */
  readonly because: string;
  /** The commands that are not refused here and now. */
  readonly open: readonly CommandType[];
}

const isCommand = (type: EventType): type is CommandType => Object.hasOwn(commands, type);
/** A command without fields of its own: it can be tried. */
const isBare = (type: CommandType) => Object.keys(commands[type].fields).length === 0;
const isOpen = (candidate: Candidate) => candidate.verdict !== 'refused';

/** The commands that a machine does not refuse now (those with fields: not for all their values). */
export function openCommands<M extends MachineName>(
  to: To<M>,
  snapshot: Snapshot<M> | undefined,
): CommandType[] {
  const at = snapshot?.context.updatedAt ?? 0;
  return eventsTo(to.machine)
    .filter(isCommand)
    .filter((type) =>
      isBare(type)
        ? advance(to, snapshot, { type, at } as EventTo<M>).verdict.verdict !== 'refused'
        : cellOf(to.machine, snapshot?.state ?? 'none', type).some(isOpen),
    );
}

/**
 * Says what a machine answers to a command, without giving it: why it would refuse, and what it
 * would take instead.
 * @throws InvalidInput for an event that the machine does not understand.
 * @example
 * ```ts
 * import { explain } from 'texml-recordings';
 *
 * const recording = { machine: 'recording', sid: 'recording-1' } as const;
 * const { reason } = explain(recording, undefined, { type: 'recording.pause', at: 0 });
 * console.log(reason); // not-found
 * ```
 */
export function explain<M extends MachineName>(
  to: To<M>,
  snapshot: Snapshot<M> | undefined,
  command: EventTo<M>,
): Explanation {
  const { verdict } = step(to, snapshot, command);
  const reason = verdict.verdict === 'refused' ? verdict.reason : undefined;
  const state = snapshot?.state ?? 'none';
  return {
    state,
    meaning: statesOf(to.machine).find((one) => one.path === state)?.says ?? '',
    reason,
    because: reason === undefined ? 'It is not refused.' : refusalReasons[reason],
    open: openCommands(to, snapshot),
  };
}
