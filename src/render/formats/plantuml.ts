/** A graph as a PlantUML state diagram: every way that leads on or does something. */
import type { Clause, Edge, Graph, Node } from '../graph/graph.ts';
import { nameOf } from '../graph/view.ts';

/** A graph as a PlantUML state diagram. */
export function plantUmlOf({ machine, says, initial, nodes, edges }: Graph): string {
  const children = Map.groupBy(nodes, ({ parent }) => parent);
  const accepted = edges.filter(({ verdict }) => verdict === 'accepted');
  const state = (node: Node, indent: string): readonly string[] => {
    const inner = children.get(node.path) ?? [];
    const first = inner.find(({ path }) => path === node.initial);
    return [
      `${indent}state "${safe(nameOf(node.path))}" as ${id(node.path)}${first ? ' {' : ''}`,
      ...inner.flatMap((child) => state(child, `${indent}  `)),
      ...(first ? [`${indent}  [*] --> ${id(first.path)}`, `${indent}}`] : []),
      ...(node.says === '' ? [] : [`${indent}${id(node.path)} : ${safe(node.says)}`]),
      ...phase('entry', node.entry, node, indent),
      ...phase('exit', node.exit, node, indent),
    ];
  };
  return [
    `@startuml ${machine}`,
    `title ${safe(says)}`,
    'hide empty description',
    ...(children.get(undefined) ?? []).flatMap((node) => state(node, '')),
    ...(nodes.some(({ path }) => path === initial) ? [`[*] --> ${id(initial)}`] : []),
    ...accepted.map((edge) =>
      edge.to === undefined
        ? `${id(edge.from)} : ${label(edge)}`
        : `${id(edge.from)} --> ${id(edge.to)} : ${label(edge)}`,
    ),
    '@enduml',
    '',
  ].join('\n');
}

const id = (path: string) => path.replaceAll('.', '_');
/** A tilde keeps PlantUML from reading a sign as markup. */
const safe = (text: string) => text.replace(/[<~\\]/g, '~$&');
const label = ({ event, guard, doings }: Edge) =>
  [event, guard ? ` [${safe(guard.says)}]` : '', done(doings)].join('');
const done = (doings: readonly Clause[]) =>
  doings.length === 0 ? '' : ` / ${safe(doings.map(({ says }) => says).join('; '))}`;
const phase = (name: string, doings: readonly Clause[], { path }: Node, indent: string) =>
  doings.length === 0 ? [] : [`${indent}${id(path)} : ${name}${done(doings)}`];
