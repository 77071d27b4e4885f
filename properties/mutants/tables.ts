/** The tables that the gate pins: what each state answers to each event, and what policies answer. */
import {
  type Candidate,
  Declaration,
  type EventType,
  eventsTo,
  type MachineName,
  type PolicyId,
  policies,
} from '../../machines/index.ts';
import { originalMachines, type WrittenMachine } from './written.ts';

/** What a table shows of a candidate: its actions are not in it. */
const face = ({ verdict, reason, guard, target, reenter }: Candidate) =>
  JSON.stringify([verdict, reason, guard, target, reenter]);
const cellOf = (of: Declaration, path: string, type: EventType) =>
  of.cell(path, type).map(face).join();

const right = Object.fromEntries(
  Object.entries(originalMachines).map(([machine, { config }]) => {
    const of = new Declaration(config);
    const cells = of.leaves.flatMap(({ path }) =>
      eventsTo(machine as MachineName).map((type) => ({
        path,
        type,
        says: cellOf(of, path, type),
      })),
    );
    return [machine, cells];
  }),
);

/** The first cell of a machine's table that is not as it was; undefined when all are. */
export function differingCell(
  machine: MachineName,
  { config }: WrittenMachine,
): string | undefined {
  const wrong = new Declaration(config);
  const cell = right[machine]?.find(({ path, type, says }) => cellOf(wrong, path, type) !== says);
  return cell && `${cell.path} ${cell.type}`;
}

const answers = () =>
  Object.entries(policies).map(([id, { telnyx, twilio }]) => [id, telnyx, twilio] as const);
const rightAnswers = answers();

/** The first policy whose answer is not as it was. */
export const differingPolicy = (): PolicyId | undefined =>
  answers().find(([, ...given], i) => given.join() !== rightAnswers[i]?.slice(1).join())?.[0] as
    | PolicyId
    | undefined;
