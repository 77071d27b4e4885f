/** A living machine is lit where it is, and what can be asked of it there is marked. */
import { describe, expect, test } from 'vitest';
import { type CommandType, commands, leavesOf, machineNames } from '../../machines/index.ts';
import { waysOf } from '../../src/render/graph/ways.ts';
import { graphOf, livePicture } from '../../src/render/index.ts';

const every = Object.keys(commands) as CommandType[];
const lit = (svg: string) => [...svg.matchAll(/<g id="([^"]+)" class="[^"]*\bhere\b/g)];

describe.each(machineNames)('The live picture of %s', (machine) => {
  test('has one lit box in every state', async () => {
    for (const { path } of leavesOf(machine)) {
      const svg = await livePicture({ machine, state: path }, []);
      expect(lit(svg).length, path).toBe(1);
      expect(svg).toContain(`<desc id="live-${machine}`);
      expect(svg).not.toContain('▶');
    }
  });

  test('marks an open command that leads on from there, and no other', async () => {
    for (const { path } of leavesOf(machine)) {
      const svg = await livePicture({ machine, state: path }, every);
      const marked = new Set([...svg.matchAll(/▶ ([\w.]+)</g)].map(([, command]) => command));
      const leading = waysOf(graphOf(machine)).flatMap(({ state, edge }) => {
        const leads = edge.verdict === 'accepted' && edge.to !== undefined && edge.to !== state;
        return state === path && leads && edge.eventKind === 'command' ? [edge.event] : [];
      });
      expect(
        leading.filter((command) => !marked.has(command)),
        path,
      ).toEqual([]);
      const idle = [...marked].filter(
        (command) =>
          !waysOf(graphOf(machine)).some(
            ({ state, edge }) =>
              state === path && edge.event === command && edge.verdict === 'accepted',
          ),
      );
      expect(idle, path).toEqual([]);
    }
  });
});

test('Pictures with different prefixes share no id', async () => {
  const at = { machine: 'recording', state: 'paused' } as const;
  const idsIn = (svg: string) => [...svg.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
  const one = idsIn(await livePicture(at, ['recording.resume'], 'one-'));
  const other = idsIn(await livePicture(at, ['recording.resume'], 'other-'));
  expect(one.length).toBeGreaterThan(20);
  expect(one.filter((id) => other.includes(id))).toEqual([]);
});

test('A state that is not there is named', () => {
  const state = 'nowhere';
  expect(() => livePicture({ machine: 'recording', state }, [])).toThrow('nowhere');
});
