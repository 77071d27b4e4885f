/** How fast bounded systems are explored, and where the time goes. */
import { machines } from '../../machines/index.ts';
import type { Explored } from '../../properties/check/explored.ts';
import type { System } from '../../properties/generators/system.ts';
import { explore as search } from '../../properties/search/explore.ts';
import { systems } from '../../properties/systems/index.ts';
import { type Advance, onTables, onXState } from '../../src/engine/index.ts';
import { collect, median } from './measure.ts';
import { type Profile, profiled } from './profile.ts';
import { type Group, type OnTurn, type Row, rounded } from './rows.ts';

const names = { true: ['rejoining'], false: ['dial-from-answer', 'record-verb'] } as const;
const rounds = { true: 1, false: 5 } as const;
const ways: Readonly<Record<'tables' | 'XState transition', Advance>> = {
  tables: onTables(machines),
  'XState transition': onXState(machines),
};

/** Which part of a search a file belongs to; the others belong to the rest. */
const parts: Readonly<Record<string, RegExp>> = {
  'step and machines': /\/(?:src\/engine|machines|node_modules\/xstate)\//,
  'moves and messages': /\/properties\/generators\//,
  'tables of what can happen':
    /\/properties\/search\/(?:choices|noted-world|resting|steps|pairs)\.ts$/,
  'numbers and memory of places': /\/properties\/search\//,
};

const systemOf = (name: string): System => {
  const found = systems.find((system) => system.name === name);
  if (!found) throw new Error(`no system ${name}`);
  return found;
};

/** Edges per second, round by round, both ways turn by turn. */
function rates(system: System, isQuick: boolean, onTurn: OnTurn) {
  const found = { tables: [] as number[], 'XState transition': [] as number[] };
  const counts = new Set<string>();
  const once = (way: keyof typeof ways): Explored => {
    collect();
    const began = performance.now();
    const explored = search(system, { advance: ways[way], claims: [] });
    found[way].push((explored.edges * 1_000) / (performance.now() - began));
    counts.add(`${explored.states} ${explored.edges}`);
    onTurn({ edges: explored.edges });
    return explored;
  };
  for (let round = 0; round < rounds[`${isQuick}`]; round += 1) {
    once('tables');
    once('XState transition');
  }
  if (counts.size > 1) throw new Error(`${system.name} is not the same for both`);
  return { own: median(found.tables), xstate: median(found['XState transition']) };
}

const shareRows = (system: string, { shares }: Profile): Row[] =>
  shares.map(([part, share]) => ({
    name: `exploring ${system}: ${part}`,
    unit: '% of the time',
    value: rounded(share * 100),
    ratios: {},
    isDetail: true,
  }));

export const explore: Group = {
  says: 'How fast bounded systems are explored without claims, and where the time goes.',
  run: ({ isQuick, onTurn }) =>
    names[`${isQuick}`].flatMap((name) => {
      const system = systemOf(name);
      const { own, xstate } = rates(system, isQuick, onTurn);
      const profile = profiled(parts, () => search(system, { advance: ways.tables, claims: [] }));
      return [
        {
          name: `exploring ${name}`,
          unit: 'edges per second',
          value: rounded(own),
          ratios: { 'XState transition': rounded(xstate / own) },
        },
        ...shareRows(name, profile),
      ];
    }),
};
