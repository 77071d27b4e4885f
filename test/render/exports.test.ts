/** What is exported for other tools loads, and says no more and no less than the graph. */

import { test as property } from '@fast-check/vitest';
import { Graphviz } from '@hpcc-js/wasm-graphviz';
import { SaxesParser } from 'saxes';
import { describe, expect, test } from 'vitest';
import { machineNames } from '../../machines/index.ts';
import { waysOf } from '../../src/render/graph/ways.ts';
import {
  dotOf,
  type Graph,
  graphOf,
  jsonOf,
  plantUmlOf,
  scxmlOf,
  svgOf,
  type View,
  viewsOf,
  wholeOf,
} from '../../src/render/index.ts';
import { smallGraph } from './small-graphs.ts';

/** What an SCXML file declares, read as XML. */
function readScxml(text: string) {
  const states: { id: string; parent: string | undefined; initial: string | undefined }[] = [];
  const transitions: { from: string | undefined; event: string; to: string | undefined }[] = [];
  const scripts: string[] = [];
  const around: string[] = [];
  let initial: string | undefined;
  const parser = new SaxesParser({ xmlns: true });
  parser.on('opentag', ({ name, attributes }) => {
    const value = (key: string) => attributes[key]?.value;
    if (name === 'scxml') initial = value('initial');
    if (name === 'script') scripts.push('');
    if (name === 'transition') {
      transitions.push({ from: around.at(-1), event: value('event') ?? '', to: value('target') });
    }
    if (name === 'state') {
      states.push({ id: value('id') ?? '', parent: around.at(-1), initial: value('initial') });
      around.push(value('id') ?? '');
    }
  });
  parser.on('text', (found) => {
    if (scripts.at(-1) === '') scripts[scripts.length - 1] = found;
  });
  parser.on('closetag', ({ name }) => {
    if (name === 'state') around.pop();
  });
  parser.write(text).close();
  return { initial, states, transitions, scripts };
}
function agreesAsScxml(graph: Graph) {
  const read = readScxml(scxmlOf(graph));
  expect(read.initial).toBe(graph.initial);
  expect(read.states).toEqual(
    graph.nodes.map(({ path, parent, initial }) => ({ id: path, parent, initial })),
  );
  const way = (from: string | undefined, event: string, to?: string) => `${from} ${event} ${to}`;
  expect(read.transitions.map(({ from, event, to }) => way(from, event, to)).sort()).toEqual(
    graph.edges.map(({ from, event, to }) => way(from, event, to)).sort(),
  );
  const doings = [
    ...graph.nodes.flatMap(({ entry, exit }) => [...entry, ...exit]),
    ...graph.edges.flatMap((edge) => edge.doings),
  ];
  const call = /^\w+\((\{.*\})?\)$/;
  expect(read.scripts.filter((one) => !call.test(one))).toEqual([]);
  expect(read.scripts.map((one) => one.slice(0, one.indexOf('('))).sort()).toEqual(
    doings.map(({ type }) => type).sort(),
  );
}

/** The lines that a PlantUML state diagram may have. */
const grammar = {
  frame: /^@(start|end)uml\b[^"]*$|^title .*$|^hide empty description$|^\s*}$/,
  state: /^\s*state "[^"]*" as (\w+)( \{)?$/,
  arrow: /^(\w+) --> (\w+) : ([\w.]+)/,
  start: /^\s*\[\*] --> (\w+)$/,
  note: /^\s*(\w+) : ./,
};
function agreesAsPlantUml(graph: Graph) {
  const lines = plantUmlOf(graph).trimEnd().split('\n');
  const rules = Object.values(grammar);
  expect(lines.filter((line) => !rules.some((rule) => rule.test(line)))).toEqual([]);
  const found = (rule: RegExp) => lines.flatMap((line) => rule.exec(line)?.slice(1) ?? []);
  const named = (path: string) => path.replaceAll('.', '_');
  const states = lines.flatMap((line) => grammar.state.exec(line)?.[1] ?? []);
  expect(states.sort()).toEqual(graph.nodes.map(({ path }) => named(path)).sort());
  const accepted = graph.edges.filter(({ verdict }) => verdict === 'accepted');
  expect(found(grammar.arrow)).toEqual(
    accepted.flatMap(({ from, to, event }) =>
      to === undefined ? [] : [named(from), named(to), event],
    ),
  );
  const starts = graph.nodes.filter(({ isLeaf }) => !isLeaf).length + 1;
  expect(found(grammar.start).length).toBe(starts);
}

/** Graphviz reads it, and finds the boxes and arrows of the view. */
async function agreesAsDot(view: View) {
  const graphviz = await Graphviz.load();
  const { objects = [], edges = [] } = JSON.parse(graphviz.layout(dotOf(view), 'dot_json', 'dot'));
  const found = (objects as { name: string }[]).map(({ name }) => name);
  const names = found.filter((name) => !name.startsWith('%')).sort();
  const told = view.arrows.filter(({ lines }) => lines.length > 0);
  expect(names).toEqual(
    [
      ...view.boxes.map(({ kind, id }) => (kind === 'frame' ? `cluster_${id}` : id)),
      ...told.map(({ id }) => id),
    ].sort(),
  );
  expect(edges.length).toBe(view.arrows.length + told.length);
}

/** The whole picture leaves nothing out: each innermost state leads where the graph says. */
function isWhole(graph: Graph) {
  const view = wholeOf(graph);
  const drawn = new Set(
    view.arrows.flatMap(({ to, lines }) =>
      lines.flatMap(({ edges }) => edges.map((id) => `${id} ${to}`)),
    ),
  );
  const leading = waysOf(graph).filter(
    ({ state, edge: { verdict, to } }) =>
      verdict === 'accepted' && to !== undefined && to !== state,
  );
  expect([...drawn].sort()).toEqual(
    [...new Set(leading.map(({ edge }) => `${edge.id} ${edge.to}`))].sort(),
  );
  const framesOf = (id: string): readonly string[] => {
    const parent = view.boxes.find((box) => box.id === id)?.parent;
    return parent === undefined ? [] : [parent, ...framesOf(parent)];
  };
  expect(view.arrows.filter(({ from, to }) => framesOf(to).includes(from))).toEqual([]);
  const boxes = view.boxes.flatMap(({ id }) => (id === '(start)' ? [] : [id]));
  expect(boxes.sort()).toEqual(graph.nodes.map(({ path }) => path).sort());
}

describe.each(machineNames)('The graph of %s', (machine) => {
  const graph = graphOf(machine);
  test('is the same as SCXML', () => agreesAsScxml(graph));
  test('is the same as PlantUML', () => agreesAsPlantUml(graph));
  test('is the same as JSON', () => {
    expect(JSON.parse(jsonOf(graph))).toEqual(JSON.parse(JSON.stringify(graph)));
  });
  test('is drawn whole', () => isWhole(graph));
  test('is read by Graphviz, view by view', async () => {
    for (const view of [wholeOf(graph), ...viewsOf(graph)]) await agreesAsDot(view);
  });
});

describe('A random small graph', () => {
  const runs = { numRuns: 60, seed: 7 };
  property.prop([smallGraph], runs)('is the same as SCXML', agreesAsScxml);
  property.prop([smallGraph], runs)('is the same as PlantUML', agreesAsPlantUml);
  property.prop([smallGraph], runs)('is the same as JSON', (graph) => {
    expect(JSON.parse(jsonOf(graph))).toEqual(JSON.parse(JSON.stringify(graph)));
  });
  property.prop([smallGraph], runs)('is drawn whole', isWhole);
  property.prop([smallGraph], { numRuns: 30, seed: 7 })('is read by Graphviz', (graph) =>
    agreesAsDot(wholeOf(graph)),
  );
  property.prop([smallGraph], { numRuns: 15, seed: 7 })('is drawn as XML', async (graph) => {
    const svg = await svgOf(wholeOf(graph));
    expect(() => new SaxesParser({ xmlns: true }).write(svg).close()).not.toThrow();
  });
});
