/** What it costs to write a machine down and to take it back. */
import { createActor } from 'xstate';
import { type MachineName, machineNames, machines } from '../../machines/index.ts';
import { onTables, restore, type Snapshot } from '../../src/engine/index.ts';
import { type Life, lives } from './lives.ts';
import { hasty, measured, patient, ratioOf, type Subject, timeOf } from './measure.ts';
import { type Group, type Row, rounded } from './rows.ts';

const times = 100;
const repeatedly = (name: string, once: () => unknown): Subject => ({
  name,
  run: () => {
    for (let i = 0; i < times; i += 1) once();
    return times;
  },
});

/** A machine as its steady loop leaves it: live, and busy for a while. */
function subjectsOf(machine: MachineName): Subject[] {
  const { to, events } = lives.find(
    (life) => life.machine === machine && life.kind === 'loop',
  ) as Life;
  const advance = onTables(machines);
  let snapshot: Snapshot | undefined;
  for (const event of events) snapshot = advance(to, snapshot, event).snapshot;

  // One machine stands for all four: they differ in their types.
  const declared = machines[machine] as unknown as (typeof machines)['recording'];
  const actor = createActor(declared, { input: { sid: to.sid } }).start();
  for (const event of events) actor.send(event as never);
  return [
    repeatedly('restore', () => restore(machine, JSON.parse(JSON.stringify(snapshot)))),
    repeatedly('JSON alone', () => JSON.parse(JSON.stringify(snapshot))),
    repeatedly('XState actor', () => {
      const persisted = JSON.parse(JSON.stringify(actor.getPersistedSnapshot()));
      createActor(declared, { input: { sid: to.sid }, snapshot: persisted }).start();
    }),
  ];
}

export const store: Group = {
  says: 'What it costs to write a machine down as JSON and to take it back.',
  run: ({ isQuick, onTurn }) => {
    const sets = machineNames.map(subjectsOf);
    const found = measured(sets, isQuick ? hasty : patient, (turns) => onTurn({ turns }));
    return machineNames.map((machine, i): Row => {
      const [own, ...others] = sets[i] as [Subject, ...Subject[]];
      return {
        name: `${machine}, written and restored`,
        unit: 'ns',
        value: rounded(timeOf(found, own)),
        ratios: Object.fromEntries(
          others.map((one) => [one.name, rounded(ratioOf(found, one, own))]),
        ),
      };
    });
  },
};
