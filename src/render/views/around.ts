/** The small picture of one state: how did I get here, and where can I go? */
import type { Graph } from '../graph/graph.ts';
import { merged, type Reaction } from '../graph/steps.ts';
import { type Box, blank, nameOf, outwards, type ReactionLine, type View } from '../graph/view.ts';
import { waysOf } from '../graph/ways.ts';

/** Other states that lead here, or follow, in the same way. */
interface Neighbours {
  readonly states: readonly string[];
  readonly lines: readonly ReactionLine[];
}

/** A state in the middle, those before it on the left, those after it on the right. */
export function aroundOf(graph: Graph, path: string): View {
  const node = graph.nodes.find((one) => one.path === path);
  if (!node) throw new Error(`no state ${path} in the graph of ${graph.machine}`);
  const steps = stepsAround(graph, path);
  const before = neighbours(steps.filter(({ isOut }) => !isOut));
  const after = neighbours(steps.filter(({ isOut }) => isOut));
  const place = (side: string, i: number) => `${side}-${i + 1}`;
  const drawn = new Set(steps.flatMap(({ edges }) => edges));
  return {
    id: `around-${path}`,
    title: path,
    says: `How ${path} is reached, and where it leads.`,
    direction: 'right',
    graph: { ...graph, nodes: [node], edges: graph.edges.filter(({ id }) => drawn.has(id)) },
    boxes: [
      ...before.map((of, i) => neighbourBox(graph, of, place('before', i))),
      { ...blank(path, nameOf(path)), says: node.says, tags: node.tags, states: [path] },
      ...after.map((of, i) => neighbourBox(graph, of, place('after', i))),
    ],
    arrows: [
      ...before.map(({ lines }, i) => ({ ...between(place('before', i), path), lines })),
      ...after.map(({ lines }, i) => ({ ...between(path, place('after', i)), lines })),
    ],
    spine: [],
  };
}

const between = (from: string, to: string) => ({ id: `${from}--${to}`, from, to });

/** A step into the state or out of it, and who is at its other end. */
interface Passage extends Reaction {
  readonly other: string;
  readonly isOut: boolean;
}
function stepsAround(graph: Graph, path: string): readonly Passage[] {
  const isHere = (state: string) => outwards(state).includes(path);
  return waysOf(graph).flatMap(({ state, edge, condition }): readonly Passage[] => {
    const { verdict, to, event, eventKind, id } = edge;
    if (verdict !== 'accepted' || to === undefined || isHere(state) === isHere(to)) return [];
    const isOut = isHere(state);
    const told = { event: { event, eventKind }, condition, doings: [], only: [], edges: [id] };
    return [{ state, from: state, to, other: isOut ? to : state, isOut, ...told }];
  });
}

/** Neighbours that are reached by the same lines are drawn as one. */
function neighbours(steps: readonly Passage[]): readonly Neighbours[] {
  const same = (a: Reaction, b: Reaction) =>
    a.event.event === b.event.event && a.condition === b.condition;
  const each = [...Map.groupBy(steps, ({ other }) => other)].map(([state, of]): Neighbours => {
    const once = of.filter((one, i) => of.findIndex((other) => same(one, other)) === i);
    return { states: [state], lines: merged(once) };
  });
  const reading = ({ lines }: Neighbours) =>
    JSON.stringify(lines.map(({ events, condition }) => [events, condition]));
  return [...Map.groupBy(each, reading).values()].map((alike) => ({
    states: alike.flatMap(({ states }) => states),
    lines: alike[0]?.lines ?? [],
  }));
}

function neighbourBox({ nodes }: Graph, { states }: Neighbours, id: string): Box {
  const inside = (outer: string) =>
    nodes.flatMap((leaf) => (leaf.isLeaf && leaf.path.startsWith(`${outer}.`) ? [leaf.path] : []));
  const whole = nodes.filter(
    ({ path, isLeaf }) => !isLeaf && inside(path).every((leaf) => states.includes(leaf)),
  );
  const names = [
    ...whole.map(({ path }) => path),
    ...states.filter((state) => !whole.some(({ path }) => state.startsWith(`${path}.`))),
  ];
  const isStart = nodes.some(({ path, tags }) => path === states[0] && tags.includes('none'));
  return {
    ...blank(id, names.length === 1 ? nameOf(names[0] as string) : ''),
    kind: isStart && states.length === 1 ? 'start' : 'state',
    states,
    names: names.length === 1 ? [] : names.map(nameOf),
    isElsewhere: true,
  };
}
