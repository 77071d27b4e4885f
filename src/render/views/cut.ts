/** Cuts a picture from a graph: which boxes there are, and what leads from each to the next. */
import type { Clause, Graph, Node } from '../graph/graph.ts';
import { merged, type Reaction, settled } from '../graph/steps.ts';
import {
  type Arrow,
  type Box,
  blank,
  type Group,
  nameOf,
  outwards,
  type View,
  type ViewPlan,
} from '../graph/view.ts';
import { type GraphWay, waysOf } from '../graph/ways.ts';

const noticed = new Set(['order', 'announcement', 'signal']);
/** What somebody outside notices: orders, words for the customer, signals. */
const noticeable = (doings: readonly Clause[]) =>
  doings.filter(({ kind }) => noticed.has(kind)).map(({ says }) => says);

/** One picture of a graph. */
export function viewOf(graph: Graph, plan: ViewPlan): View {
  const bare = boxesOf(graph, plan);
  const steps = stepsOf(graph, plan, bare);
  const settledSteps = settled(steps, bare);
  const boxes = bare.map((box) => ({
    ...box,
    inside: merged(settledSteps.filter(({ from, to }) => from === box.id && to === undefined)),
  }));
  const leading = settledSteps.filter(({ to }) => to !== undefined);
  const arrows = [...Map.groupBy(leading, ({ from, to }) => `${from}--${to}`)].map(
    ([id, of]): Arrow => {
      const { from, to } = of[0] as Reaction & { readonly to: string };
      return { id: `${plan.id}--${id}`, from, to, lines: merged(of) };
    },
  );
  const start = startOf(graph, boxes, plan);
  const drawn = new Set(settledSteps.flatMap(({ edges }) => edges));
  const shown = new Set([...boxes.flatMap(({ id, states }) => [id, ...states])]);
  return {
    id: plan.id,
    title: plan.title,
    says: plan.says,
    direction: plan.direction ?? 'down',
    graph: {
      ...graph,
      nodes: graph.nodes.filter(({ path }) => shown.has(path)),
      edges: graph.edges.filter(({ id }) => drawn.has(id)),
    },
    boxes: [...start.boxes, ...boxes],
    arrows: [...start.arrows, ...arrows],
    spine: plan.spine ?? [],
    rows: plan.rows ?? [],
  };
}

/** Everything in one picture. */
export const wholeOf = (graph: Graph): View =>
  viewOf(graph, {
    id: 'whole',
    title: graph.machine,
    says: graph.says,
    conditions: 'all',
    effects: 'all',
  });

/** The boxes, frames first; what happens inside them is added later. */
function boxesOf(graph: Graph, plan: ViewPlan): readonly Box[] {
  const elsewhere = new Set(plan.elsewhere ?? []);
  const there = graph.nodes.map(({ path }) => path);
  const named = plan.states && new Set([...plan.states, ...elsewhere]);
  const asked = new Set(there.filter((path) => named?.has(path) ?? true));
  const groups = (plan.groups ?? [])
    .map((group) => ({ ...group, of: group.of.filter((path) => asked.has(path)) }))
    .filter(({ of }) => of.length > 0);
  const inOneBox = new Set(groups.flatMap(({ as, of }) => (as === 'box' ? of : [])));
  const nodes = graph.nodes.filter(({ path }) => asked.has(path) && !inOneBox.has(path));
  const frames = groups.filter(({ as }) => as === 'frame');
  const isStart = (path: string) =>
    graph.nodes.some((node) => node.path === path && node.tags.includes('none'));
  return [
    ...frames.map((group) => groupBox({ ...group, of: group.of.filter((one) => !isStart(one)) })),
    ...nodes.map((node) => {
      const group = frames.find(({ of }) => of.includes(node.path))?.id;
      const around = outwards(node.path)
        .slice(1)
        .find((path) => asked.has(path));
      return nodeBox(graph, plan, node, {
        parent: around ?? group,
        isFrame: nodes.some(({ path }) => path.startsWith(`${node.path}.`)),
        isElsewhere: elsewhere.has(node.path),
      });
    }),
    ...groups.filter(({ as }) => as === 'box').map((group) => groupBox(group)),
  ];
}

const groupBox = ({ id, title, says = '', of, as }: Group): Box => ({
  ...blank(id, title),
  kind: as === 'frame' ? 'frame' : 'state',
  says,
  states: of,
  names: as === 'box' ? of.map(nameOf) : [],
});

function nodeBox(
  { nodes }: Graph,
  { effects }: ViewPlan,
  { path, tags, says, entry, initial }: Node,
  place: { parent: string | undefined; isFrame: boolean; isElsewhere: boolean },
): Box {
  const { parent, isFrame, isElsewhere } = place;
  const leaves = nodes.filter((one) => one.isLeaf && outwards(one.path).includes(path));
  const states = leaves.map((leaf) => leaf.path);
  const kind = tags.includes('none') ? 'start' : 'state';
  return {
    ...blank(path, nameOf(path)),
    parent,
    kind: isFrame ? 'frame' : kind,
    says: isElsewhere ? '' : says,
    tags,
    states,
    names: !isFrame && states.length > 1 ? states.map(nameOf) : [],
    entry: effects !== 'none' && !isElsewhere ? noticeable(entry) : [],
    isElsewhere,
    initial: isFrame ? initial : undefined,
  };
}

/** The ways that the picture shows, between its boxes. */
function stepsOf(graph: Graph, plan: ViewPlan, boxes: readonly Box[]): readonly Reaction[] {
  const boxOf = (state: string) =>
    boxes.find(({ kind, states }) => kind !== 'frame' && states.includes(state));
  const isAsked = asks(plan, boxes);
  const asked = waysOf(graph).filter((way) => way.edge.verdict === 'accepted' && isAsked(way));
  return asked.flatMap((way): readonly Reaction[] => {
    const { state, edge, condition } = way;
    const from = boxOf(state);
    const to = edge.to === undefined ? from : boxOf(edge.to);
    if (!from || !to || from.isElsewhere) return [];
    const isInside = edge.to === undefined || edge.to === state;
    const tells = isInside ? plan.effects !== 'none' : plan.effects === 'all';
    const again = edge.reenter && isInside ? entryOf(graph, state) : [];
    const doings = tells ? noticeable([...edge.doings, ...again]) : [];
    const isSeen = isInside ? from.kind === 'state' && doings.length > 0 : from !== to;
    if (!isSeen) return [];
    return [
      {
        state,
        from: from.id,
        to: isInside ? undefined : to.id,
        event: { event: edge.event, eventKind: edge.eventKind },
        condition: plan.conditions === 'all' || leadsApart(way, asked) ? condition : '',
        doings,
        only: [],
        edges: [edge.id],
      },
    ];
  });
}

const entryOf = ({ nodes }: Graph, state: string) =>
  nodes.find(({ path }) => path === state)?.entry ?? [];

/** Whether the same event can lead this state to several places of the picture. */
const leadsApart = ({ state, edge }: GraphWay, asked: readonly GraphWay[]) =>
  asked.some(
    (one) => one.state === state && one.edge.event === edge.event && one.edge.to !== edge.to,
  );

/** Whether the plan names a way: by its state, or by a box or frame around it. */
function asks({ ways }: ViewPlan, boxes: readonly Box[]): (way: GraphWay) => boolean {
  if (ways === undefined) return () => true;
  const named = new Set(ways);
  return ({ state, edge: { event, to } }) =>
    [state, ...boxes.filter(({ states }) => states.includes(state)).map(({ id }) => id)].some(
      (from) => named.has(`${from} ${event}`) || named.has(`${from} ${event} ${to}`),
    );
}

/** A start of its own, where the machine begins in a state that is drawn as a box. */
function startOf({ initial }: Graph, boxes: readonly Box[], { id, states }: ViewPlan) {
  const first = boxes.find((box) => box.id === initial && box.kind !== 'start');
  if (!first || states) return { boxes: [], arrows: [] };
  const start: Box = { ...blank('(start)', ''), kind: 'start' };
  return {
    boxes: [start],
    arrows: [{ id: `${id}--start`, from: start.id, to: first.id, lines: [] }],
  };
}
