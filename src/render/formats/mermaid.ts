/** A view as a Mermaid state diagram, which GitHub draws by itself. */
import {
  type Arrow,
  type Box,
  commonFrame,
  framesOf,
  type ReactionLine,
  type View,
} from '../graph/view.ts';

/** The signs of Mermaid's own grammar, and of HTML, as its numbered entities. */
const safe = (text: string) =>
  text.replace(/[^\w .,()/*+?!→–-]/gu, (sign) => `#${sign.codePointAt(0)};`);
/** No word of the grammar, such as `end`, begins with an s and an underscore. */
const idOf = (box: string) => `s_${box.replace(/\W/g, '_')}`;

/** A view as a Mermaid state diagram. */
export function mermaidOf(view: View): string {
  const inFrame = Map.groupBy(view.boxes, ({ parent }) => parent);
  const arrowsIn = Map.groupBy(hoisted(view), ({ from, to }) => commonFrame(view, from, to));
  const end = (id: string) =>
    view.boxes.some((box) => box.id === id && box.kind === 'start') ? '[*]' : idOf(id);
  const state = (box: Box, indent: string): readonly string[] => {
    if (box.kind === 'start') return [];
    const named = `${indent}state "${caption(box)}" as ${idOf(box.id)}`;
    return box.kind === 'frame'
      ? [`${named} {`, ...inside(box, `${indent}  `), `${indent}}`]
      : [named];
  };
  const inside = (frame: Box | undefined, indent: string): readonly string[] => [
    ...(inFrame.get(frame?.id) ?? []).flatMap((box) => state(box, indent)),
    ...(frame?.initial ? [`${indent}[*] --> ${idOf(frame.initial)}`] : []),
    ...(arrowsIn.get(frame?.id) ?? []).map(
      ({ from, to, lines }) => `${indent}${end(from)} --> ${end(to)}${label(lines)}`,
    ),
  ];
  return [
    '---',
    `title: ${JSON.stringify(view.title)}`,
    '---',
    'stateDiagram-v2',
    `  direction ${view.direction === 'down' ? 'TB' : 'LR'}`,
    ...inside(undefined, '  '),
    '',
  ].join('\n');
}

/** Mermaid breaks long lines by itself. */
const caption = ({ kind, title, says, names }: Box) =>
  (kind === 'frame' ? [title] : [title, names.join(', '), says])
    .filter(Boolean)
    .map(safe)
    .join('<br/>');
const label = (lines: readonly ReactionLine[]) =>
  lines.length === 0 ? '' : ` : ${lines.map(told).map(safe).join('<br/>')}`;
const told = ({ events, condition, only }: ReactionLine) =>
  [
    events.map(({ event }) => event).join(', '),
    only.length > 0 ? `in ${only.join(', ')}` : '',
    condition,
  ]
    .filter(Boolean)
    .join(' ');

/**
 * Mermaid draws an arrow across the edge of a frame badly, so it leaves from the frame, or ends at
 * it, and says which box is meant. Arrows that become parallel so are one.
 */
function hoisted(view: View): readonly Arrow[] {
  const boxOf = (id: string) => view.boxes.find((box) => box.id === id);
  /** The box, or the frame around it that stands beside the other end. */
  const beside = (id: string, other: string) => {
    const frames = framesOf(view, id);
    const common = commonFrame(view, id, other);
    const depth = common === undefined ? frames.length : frames.indexOf(common);
    return depth === 0 ? id : (frames[depth - 1] as string);
  };
  const moved = view.arrows.map((arrow) => {
    const from = beside(arrow.from, arrow.to);
    const to = beside(arrow.to, arrow.from);
    const source = from === arrow.from ? undefined : boxOf(arrow.from)?.title;
    const isFirst = to === arrow.to || boxOf(to)?.initial === arrow.to;
    const target = isFirst ? '' : ` → ${boxOf(arrow.to)?.title}`;
    const lines = arrow.lines.map(({ only, ...line }) => ({
      ...line,
      only: source === undefined || only.length > 0 ? only : [source],
      condition: `${line.condition}${target}`.trim(),
    }));
    return { ...arrow, from, to, lines };
  });
  return [...Map.groupBy(moved, ({ from, to }) => `${from} ${to}`).values()].map((parallel) => ({
    ...(parallel[0] as Arrow),
    lines: parallel.flatMap(({ lines }) => lines),
  }));
}
