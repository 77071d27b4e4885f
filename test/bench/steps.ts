/** What a step costs: every contender on every life. */
import type { Contender } from './contenders/contender.ts';
import { compiled, others, own, plays } from './contenders/index.ts';
import { type Life, lives } from './lives.ts';
import {
  hasty,
  measured,
  type Patience,
  patient,
  ratioOf,
  type Subject,
  timeOf,
} from './measure.ts';
import { type Group, type Row, rounded } from './rows.ts';

const kinds = { life: 'a whole life', loop: 'a steady loop' } as const;
/** So many steps make a run. */
const least = 250;

const subjectOf = ({ name, ready }: Contender, life: Life): Subject => {
  const play = ready(life);
  const times = Math.ceil(least / life.events.length);
  return {
    name,
    run: () => {
      for (let i = 0; i < times; i += 1) {
        if (play() !== life.end) throw new Error(`${name} loses its way in ${life.machine}`);
      }
      return times * life.events.length;
    },
  };
};

/** The figures of some contenders on every life, measured side by side. */
function beside(some: readonly Contender[], patience: Patience, onTurn: (turns: number) => void) {
  const sets = lives.map((life) =>
    some.filter((one) => plays(one, life)).map((one) => subjectOf(one, life)),
  );
  const times = measured(sets, patience, onTurn);
  return sets.map((set) => {
    const ours = set.find(({ name }) => name === compiled.name) as Subject;
    const ratios = set
      .filter((one) => one !== ours)
      .map((one) => [one.name, rounded(ratioOf(times, one, ours))] as const);
    return { value: rounded(timeOf(times, ours)), ratios };
  });
}

export const steps: Group = {
  says: 'What a step costs, beside what others take for it.',
  run: ({ isQuick, onTurn }) => {
    const patience = isQuick ? hasty : patient;
    const first = beside(own, patience, (turns) => onTurn({ turns }));
    const second = beside([compiled, ...others], patience, (turns) => onTurn({ turns }));
    return lives.map(
      ({ machine, kind }, i): Row => ({
        name: `${machine}, ${kinds[kind]}`,
        unit: 'ns per step',
        value: first[i]?.value ?? Number.NaN,
        ratios: Object.fromEntries([...(first[i]?.ratios ?? []), ...(second[i]?.ratios ?? [])]),
        ...(kind === 'loop' ? { isDetail: true as const } : {}),
      }),
    );
  },
};
