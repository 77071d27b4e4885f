/**
 * A graph as SCXML, the W3C's exchange format for statecharts. Guards and actions become calls of
 * functions of their names, so a tool that runs it needs to bring those.
 */
import type { Named } from '../../../machines/index.ts';
import type { Edge, Graph, Node } from '../graph/graph.ts';
import { xml } from './text.ts';

/** A graph as SCXML: states and transitions; guards and actions by name. */
export function scxmlOf({ machine, says, initial, nodes, edges }: Graph): string {
  const children = Map.groupBy(nodes, ({ parent }) => parent);
  const ways = Map.groupBy(edges, ({ from }) => from);
  const state = (node: Node, indent: string): readonly string[] => {
    const first = node.initial === undefined ? '' : ` initial="${xml(node.initial)}"`;
    return [
      `${indent}<state id="${xml(node.path)}"${first}>`,
      ...comment(node.says, `${indent}  `),
      ...scripts('onentry', node.entry, `${indent}  `),
      ...scripts('onexit', node.exit, `${indent}  `),
      ...(ways.get(node.path) ?? []).flatMap((edge) => transition(edge, node, `${indent}  `)),
      ...(children.get(node.path) ?? []).flatMap((child) => state(child, `${indent}  `)),
      `${indent}</state>`,
    ];
  };
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<scxml xmlns="http://www.w3.org/2005/07/scxml" version="1.0" datamodel="ecmascript"` +
      ` name="${machine}" initial="${xml(initial)}">`,
    ...comment(says, '  '),
    ...(children.get(undefined) ?? []).flatMap((node) => state(node, '  ')),
    '</scxml>',
    '',
  ].join('\n');
}

/** In XML a comment holds no double hyphen. */
const comment = (says: string, indent: string) =>
  says === '' ? [] : [`${indent}<!-- ${says.replaceAll('--', '- -')} -->`];

const call = ({ type, params }: Named) => `${type}(${params ? JSON.stringify(params) : ''})`;
const scripts = (element: string, of: readonly Named[], indent: string) =>
  of.length === 0
    ? []
    : [
        `${indent}<${element}>`,
        ...of.map((one) => `${indent}  <script>${xml(call(one))}</script>`),
        `${indent}</${element}>`,
      ];

/** A way to a state inside, which does not enter again, leaves its own state alone. */
function transition(edge: Edge, { path }: Node, indent: string): readonly string[] {
  const { event, guard, to, reenter, doings } = edge;
  const isInner = to?.startsWith(`${path}.`) && !reenter;
  const attributes = [
    `event="${xml(event)}"`,
    ...(guard ? [`cond="${xml(call(guard))}"`] : []),
    ...(to === undefined ? [] : [`target="${xml(to)}"`]),
    ...(isInner ? ['type="internal"'] : []),
  ].join(' ');
  if (doings.length === 0) return [`${indent}<transition ${attributes}/>`];
  return [
    `${indent}<transition ${attributes}>`,
    ...doings.map((one) => `${indent}  <script>${xml(call(one))}</script>`),
    `${indent}</transition>`,
  ];
}
