/** A view as Graphviz DOT, with HTML labels. */

import { type Arrow, type Box, commonFrame, kindsOf, type View } from '../graph/view.ts';
import { arrowLabel, boxLabel, legend } from './labels.ts';
import { type Marks, marksAt } from './marks.ts';
import { Rows } from './rows.ts';
import { tones } from './tones.ts';

type Values = Readonly<Record<string, string | number | undefined>>;

const quoted = (text: string) => `"${text.replace(/["\\]/g, '\\$&')}"`;
const isHtml = (value: string | number) => String(value).startsWith('<TABLE');
const attributes = (of: Values) =>
  Object.entries(of)
    .flatMap(([name, value]) => {
      if (value === undefined || value === '') return [];
      return [`${name}=${isHtml(value) ? `<${value}>` : quoted(String(value))}`];
    })
    .join(', ');

/** A view in Graphviz's language, DOT. */
export function dotOf(view: View, marks: Marks = {}): string {
  const rows = new Rows(view);
  const inFrame = Map.groupBy(view.boxes, ({ parent }) => parent);
  const told = view.arrows.filter(({ lines }) => lines.length > 0);
  const words = Map.groupBy(told, ({ from, to }) => commonFrame(view, from, to));
  const drawn = (parent: string | undefined, indent: string): readonly string[] => [
    ...(inFrame.get(parent) ?? []).flatMap((box) =>
      box.kind === 'frame'
        ? [
            `${indent}subgraph ${quoted(`cluster_${box.id}`)} {`,
            `${indent}  graph [${attributes(frameStyle(view, box, marks))}]`,
            ...drawn(box.id, `${indent}  `),
            `${indent}}`,
          ]
        : [`${indent}${quoted(box.id)} [${attributes(boxStyle(view, box, marks))}]`],
    ),
    ...(words.get(parent) ?? []).map(
      (arrow) => `${indent}${quoted(arrow.id)} [${attributes(wordStyle(view, arrow, marks))}]`,
    ),
    ...rows.within(parent).map((row) => `${indent}{ rank=same; ${row.map(quoted).join('; ')} }`),
  ];
  return [
    `digraph ${quoted(view.id)} {`,
    `  graph [${attributes(pageStyle(view, marks))}]`,
    '  node [fontname="Helvetica", shape="box", style="rounded,filled", margin="0.12,0.07"]',
    '  edge [fontname="Helvetica", arrowsize="0.8"]',
    ...drawn(undefined, '  '),
    ...view.arrows.flatMap((arrow) => drawnArrow(view, arrow, rows, marks)),
    '}',
    '',
  ].join('\n');
}

/** An id that holds in HTML, SVG and style sheets: letters, digits and hyphens. */
export const idOf = ({ id, graph }: View, { prefix = '' }: Marks, ...parts: readonly string[]) =>
  [`${prefix}${graph.machine}`, id, ...parts].join('-').replace(/[^\w-]+/g, '-');

const pageStyle = (view: View, marks: Marks) => ({
  id: idOf(view, marks),
  rankdir: view.direction === 'down' ? 'TB' : 'LR',
  compound: 'true',
  fontname: 'Helvetica',
  nodesep: 0.35,
  ranksep: view.direction === 'down' ? 0.3 : 0.5,
  pad: 0.15,
  bgcolor: tones.paper,
  label: view.direction === 'down' ? legend(view) : undefined,
  labelloc: 'b',
  labeljust: 'l',
});

const classes = ({ kind, tags, isElsewhere, id }: Box, { here }: Marks) =>
  [kind, ...tags, isElsewhere ? 'elsewhere' : '', id === here ? 'here' : '']
    .filter(Boolean)
    .join(' ');

function fillOf({ id, tags, isElsewhere }: Box, { here }: Marks): string {
  if (id === here) return tones.here;
  if (isElsewhere) return tones.paper;
  if (tags.includes('capturing')) return tones.capturing;
  return tags.includes('ended') ? tones.ended : tones.box;
}

function boxStyle(view: View, box: Box, marks: Marks): Values {
  const common = {
    id: idOf(view, marks, box.id),
    class: classes(box, marks),
    group: view.spine.includes(box.id) ? 'spine' : undefined,
    penwidth: box.id === marks.here ? 3 : undefined,
  };
  if (box.kind === 'start') {
    const fillcolor = box.id === marks.here ? tones.here : tones.ink;
    const dot = { shape: 'circle', style: 'filled', width: 0.18, fixedsize: 'true' };
    return { ...common, ...dot, label: ' ', color: tones.ink, fillcolor };
  }
  return {
    ...common,
    label: boxLabel(box, marksAt(view, box.id, marks)),
    color: box.isElsewhere ? tones.faint : tones.ink,
    fillcolor: fillOf(box, marks),
    peripheries: box.tags.includes('ended') && !box.isElsewhere ? 2 : undefined,
    style: box.isElsewhere ? 'rounded,filled,dashed' : undefined,
  };
}

const frameStyle = (view: View, box: Box, marks: Marks): Values => ({
  id: idOf(view, marks, box.id),
  class: classes(box, marks),
  label: boxLabel(box, marksAt(view, box.id, marks)),
  labeljust: 'l',
  labelloc: isEntered(view, box) ? 'b' : 't',
  style: 'rounded,filled',
  color: tones.faint,
  fillcolor: box.id === marks.here ? tones.here : tones.frame,
  margin: 14,
});

/** Whether an arrow comes into a frame, and would cross a title at its top. */
const isEntered = ({ boxes, arrows }: View, { id }: Box) => {
  const isInside = (box: string) => boxes.some((one) => one.id === box && one.parent === id);
  return arrows.some(({ from, to }) => isInside(to) && !isInside(from));
};

/** Signals are dashed, commands thick; an arrow of several kinds is plain. */
function lineStyle(view: View, { from, to, lines }: Arrow, marks: Marks): Values {
  const kinds = kindsOf(lines);
  const [only] = kinds.length === 1 ? kinds : [];
  const open = marksAt(view, from, marks);
  const isOpen = lines.some(({ events }) => events.some(({ event }) => open?.has(event)));
  return {
    class: [...kinds, isOpen ? 'open' : ''].filter(Boolean).join(' '),
    color: only === 'command' || only === 'signal' ? tones[only] : tones.ink,
    style: only === 'signal' ? 'dashed' : undefined,
    penwidth: only === 'command' || isOpen ? 1.8 : undefined,
    weight: isSpine(view, from, to) ? 8 : undefined,
  };
}

const isSpine = ({ spine }: View, from: string, to: string) =>
  spine.includes(from) && spine.indexOf(to) === spine.indexOf(from) + 1;

/** The words of an arrow stand in the middle of it: nobody takes them for those of another. */
const wordStyle = (view: View, { from, to, lines }: Arrow, marks: Marks): Values => ({
  id: idOf(view, marks, from, to, 'words'),
  class: ['words', ...kindsOf(lines)].join(' '),
  label: arrowLabel(lines, marksAt(view, from, marks)),
  group: isSpine(view, from, to) ? 'spine' : undefined,
  shape: 'plaintext',
  style: 'solid',
  width: 0,
  height: 0,
  margin: '0.05,0.03',
});

function drawnArrow(view: View, arrow: Arrow, rows: Rows, marks: Marks): readonly string[] {
  const { id, from, to, lines } = arrow;
  const style = lineStyle(view, arrow, marks);
  const [tail, head] = [rows.anchor(from), rows.anchor(to)];
  const name = idOf(view, marks, from, to);
  const ltail = tail === from ? undefined : `cluster_${from}`;
  const lhead = head === to ? undefined : `cluster_${to}`;
  const draw = (start: string, end: string, values: Values) =>
    rows.isAbove(head, tail) ? upwards(start, end, values) : downwards(start, end, values);
  if (lines.length === 0) return [draw(tail, head, { id: name, ...style, ltail, lhead })];
  return [
    draw(tail, id, { id: `${name}-tail`, ...style, ltail, arrowhead: 'none' }),
    draw(id, head, { id: name, ...style, lhead }),
  ];
}

const downwards = (tail: string, head: string, values: Values) =>
  `  ${quoted(tail)} -> ${quoted(head)} [${attributes(values)}]`;
/** With its head at its tail: Graphviz puts the tail above the head. */
const upwards = (tail: string, head: string, { ltail, lhead, arrowhead, ...values }: Values) =>
  downwards(head, tail, {
    ...values,
    dir: 'back',
    ltail: lhead,
    lhead: ltail,
    arrowtail: arrowhead,
  });
