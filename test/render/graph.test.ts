/** The graph is the declaration, whole, and everything in it speaks. */
import { describe, expect, test } from 'vitest';
import {
  cellOf,
  eventsTo,
  leavesOf,
  machineNames,
  machines,
  statesOf,
} from '../../machines/index.ts';
import { phrases } from '../../machines/reading/phrases.ts';
import { waysOf } from '../../src/render/graph/ways.ts';
import { type Clause, graphOf } from '../../src/render/index.ts';

describe.each(machineNames)('The graph of %s', (machine) => {
  const graph = graphOf(machine);
  const doings: readonly Clause[] = [
    ...graph.nodes.flatMap(({ entry, exit }) => [...entry, ...exit]),
    ...graph.edges.flatMap((edge) => edge.doings),
  ];

  test('has every state, parents before children', () => {
    expect(graph.nodes.map(({ path }) => path)).toEqual(statesOf(machine).map(({ path }) => path));
    for (const { path, parent, depth } of graph.nodes) {
      expect(path.split('.').length).toBe(depth + 1);
      const before = graph.nodes.slice(
        0,
        graph.nodes.findIndex((node) => node.path === path),
      );
      expect(parent === undefined || before.some((node) => node.path === parent)).toBe(true);
    }
    expect(graph.nodes.some(({ path }) => path === graph.initial)).toBe(true);
  });

  test('answers as the table does, in every state and to every event', () => {
    const ways = waysOf(graph);
    for (const { path } of leavesOf(machine)) {
      for (const event of eventsTo(machine)) {
        const asked = ways.filter(({ state, edge }) => state === path && edge.event === event);
        expect(
          asked.map(({ edge }) => [
            edge.from,
            edge.verdict,
            edge.reason,
            edge.to,
            edge.guard?.type,
          ]),
          `${path} ${event}`,
        ).toEqual(
          cellOf(machine, path, event).map((one) => [
            one.source,
            one.verdict,
            one.reason,
            one.target,
            one.guard?.type,
          ]),
        );
      }
    }
  });

  test('has ids of its own for every state and way', () => {
    const ids = [...graph.nodes, ...graph.edges].map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.filter((id) => !id.startsWith(`${machine}.`))).toEqual([]);
  });

  test('speaks of every action and guard, and nothing is said that is not there', () => {
    const { actions, guards } = machines[machine].implementations;
    const told = phrases[machine];
    expect(Object.keys(told.actions).sort()).toEqual(Object.keys(actions).sort());
    expect(Object.keys(told.guards).sort()).toEqual(Object.keys(guards).sort());
    const sayings = [...doings, ...graph.edges.flatMap(({ guard }) => guard ?? [])];
    for (const { type, says } of sayings) {
      expect(says, type).toMatch(/^[a-z].*[^.\s]$/);
      expect(says, type).not.toMatch(/undefined|[{}]/);
      expect(says).not.toBe(type);
    }
  });

  test('calls what the world notices by its kind', () => {
    const kinds: Readonly<Record<string, string>> = {
      order: 'order',
      announce: 'announcement',
      cancel: 'timer',
      refuse: 'answer',
      unchanged: 'answer',
      ignore: 'answer',
      stamp: 'memory',
    };
    for (const { type, kind } of doings) if (kinds[type]) expect(kind, type).toBe(kinds[type]);
    const verbs = doings.filter(({ type }) => /^(orders|tells|asks|requests)\b/.test(type));
    expect(verbs).toEqual([]);
  });

  test('says otherwise after a guard that did not hold', () => {
    for (const { otherwise, from, event, guard, id } of graph.edges) {
      const cell = graph.edges.filter((one) => one.from === from && one.event === event);
      const isFirst = cell[0]?.id === id;
      expect(otherwise, id).toBe(!isFirst);
      expect(guard !== undefined || cell.at(-1)?.id === id, id).toBe(true);
    }
  });
});
