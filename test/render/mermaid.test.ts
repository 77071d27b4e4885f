/**
 * Mermaid reads every diagram, and finds in it the boxes and arrows of the view.
 * @vitest-environment jsdom
 */
import { fc } from '@fast-check/vitest';
import mermaid from 'mermaid';
import { describe, expect, test } from 'vitest';
import { machineNames } from '../../machines/index.ts';
import {
  aroundOf,
  graphOf,
  mermaidOf,
  type View,
  viewsOf,
  wholeOf,
} from '../../src/render/index.ts';
import { smallGraph } from './small-graphs.ts';

const isFrame = (view: View, id: string) => view.boxes.some((box) => box.parent === id);

async function agrees(view: View) {
  const text = mermaidOf(view);
  await expect(mermaid.parse(text), text).resolves.toMatchObject({ diagramType: 'stateDiagram' });
  const states = text.match(/^ *state "/gm) ?? [];
  expect(states.length).toBe(view.boxes.filter(({ kind }) => kind !== 'start').length);
  const ends = view.arrows.flatMap(({ lines }) => lines.flatMap(({ events }) => events));
  for (const { event } of ends) expect(text).toContain(event);
}

/** Lines of a diagram with the frame in which each stands. */
function arrowsIn(text: string) {
  const frames: string[] = [];
  const members = new Map<string, string | undefined>();
  const arrows: { from: string; to: string; frame: string | undefined }[] = [];
  for (const line of text.split('\n')) {
    const state = / as (\w+)( \{)?$/.exec(line);
    if (state?.[1]) members.set(state[1], frames.at(-1));
    if (state?.[2]) frames.push(state[1] as string);
    if (/^ *\}$/.test(line)) frames.pop();
    const arrow = /^ *(\S+) --> (\S+)/.exec(line);
    if (arrow)
      arrows.push({ from: arrow[1] as string, to: arrow[2] as string, frame: frames.at(-1) });
  }
  return { arrows, members };
}

describe.each(machineNames)('Mermaid reads the diagrams of %s', (machine) => {
  const graph = graphOf(machine);
  const views = [...viewsOf(graph), ...graph.nodes.map(({ path }) => aroundOf(graph, path))];

  test('and finds in them what the views show', async () => {
    for (const view of [...views, wholeOf(graph)]) await agrees(view);
  });

  test('in which no arrow crosses the edge of a frame, and none is there twice', () => {
    for (const view of views) {
      const { arrows, members } = arrowsIn(mermaidOf(view));
      for (const { from, to, frame } of arrows) {
        for (const end of [from, to]) if (end !== '[*]') expect(members.get(end)).toBe(frame);
      }
      const pairs = arrows.map(({ from, to, frame }) => `${frame} ${from} ${to}`);
      expect(new Set(pairs).size, view.id).toBe(pairs.length);
      expect(arrows.length).toBeLessThanOrEqual(14);
      expect(view.boxes.some(({ id }) => isFrame(view, id))).toBe(/ \{$/m.test(mermaidOf(view)));
    }
  });
});

test('Mermaid reads random small graphs, whatever stands in their texts', async () => {
  for (const graph of fc.sample(smallGraph, { numRuns: 40, seed: 7 })) {
    await agrees(wholeOf(graph));
  }
});
