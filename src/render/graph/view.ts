/** What one picture shows: boxes, and arrows that say which events lead from one to the next. */
import type { Edge, Graph } from './graph.ts';

/** What leads somewhere, or happens inside a box: events that do the same are one line. */
export interface ReactionLine {
  readonly events: readonly Pick<Edge, 'event' | 'eventKind'>[];
  /** "if the file is empty", "otherwise"; '' = always. */
  readonly condition: string;
  /** The names of those states of the box for which it holds; [] = for all. */
  readonly only: readonly string[];
  readonly doings: readonly string[];
  /** The ids of the edges that it stands for. */
  readonly edges: readonly string[];
}
/** A state, several states in one box, or a frame around boxes. */
export interface Box {
  readonly id: string;
  /** The frame in which it stands. */
  readonly parent: string | undefined;
  readonly kind: 'start' | 'state' | 'frame';
  readonly title: string;
  readonly says: string;
  readonly tags: readonly string[];
  /** The innermost states for which it stands, by path. */
  readonly states: readonly string[];
  /** Their names, where it stands for several that are not drawn themselves. */
  readonly names: readonly string[];
  readonly entry: readonly string[];
  readonly inside: readonly ReactionLine[];
  /** A neighbour, about which another picture tells. */
  readonly isElsewhere: boolean;
  /** In a frame, the box that is entered first. */
  readonly initial: string | undefined;
}
/** A box of which nothing is known but its name. */
export const blank = (id: string, title: string): Box => ({
  id,
  parent: undefined,
  kind: 'state',
  title,
  says: '',
  tags: [],
  states: [],
  names: [],
  entry: [],
  inside: [],
  isElsewhere: false,
  initial: undefined,
});
export interface Arrow {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  /** [] = the arrow from a start that no event leaves. */
  readonly lines: readonly ReactionLine[];
}
/** What one picture shows of a machine. */
export interface View {
  /** No other picture of this machine has it; file names end with it. */
  readonly id: string;
  /** What stands above it. */
  readonly title: string;
  /** What it shows, in a sentence. */
  readonly says: string;
  /** Which way the arrows lead. */
  readonly direction: 'down' | 'right';
  /** The part of the graph that is drawn. */
  readonly graph: Graph;
  /** Frames before the boxes in them. */
  readonly boxes: readonly Box[];
  /** From one box to the next, each with all that leads there. */
  readonly arrows: readonly Arrow[];
  /** The boxes of the happy path, in order: it is drawn straight. */
  readonly spine: readonly string[];
  /** Boxes side by side, row after row; what is not named finds its own place. */
  readonly rows?: readonly (readonly string[])[];
}

/** States drawn together: inside a frame, or all in one box. */
export interface Group {
  readonly id: string;
  readonly title: string;
  readonly says?: string;
  readonly of: readonly string[];
  readonly as: 'frame' | 'box';
}
/** How a picture is cut from a graph. */
export interface ViewPlan {
  readonly id: string;
  readonly title: string;
  readonly says: string;
  readonly direction?: 'down' | 'right';
  /** What is drawn, by path; all, if left out. A state whose children are drawn too is a frame. */
  readonly states?: readonly string[];
  /** States to which arrows lead, and about which another picture tells. */
  readonly elsewhere?: readonly string[];
  readonly groups?: readonly Group[];
  /** Which ways are drawn, as "state event" or "state event target"; all, if left out. */
  readonly ways?: readonly string[];
  /** Which conditions are told: all, or only where one event can lead to several places. */
  readonly conditions: 'all' | 'of forks';
  /** Which effects are told: all, those without leaving a state, or none. */
  readonly effects: 'all' | 'inside' | 'none';
  readonly spine?: readonly string[];
  readonly rows?: readonly (readonly string[])[];
}

/** A path, and the paths around it, outwards. */
export const outwards = (path: string): readonly string[] => {
  const names = path.split('.');
  return names.map((_, i) => names.slice(0, names.length - i).join('.'));
};
export const nameOf = (path: string) => path.slice(path.lastIndexOf('.') + 1);
export const kindsOf = (lines: readonly ReactionLine[]) => [
  ...new Set(lines.flatMap(({ events }) => events.map(({ eventKind }) => eventKind))),
];

/** The frames around a box, outwards. */
export const framesOf = ({ boxes }: Pick<View, 'boxes'>, id: string): readonly string[] => {
  const parent = boxes.find((box) => box.id === id)?.parent;
  return parent === undefined ? [] : [parent, ...framesOf({ boxes }, parent)];
};
/** The innermost frame in which both boxes stand. */
export const commonFrame = (view: Pick<View, 'boxes'>, one: string, other: string) =>
  framesOf(view, one).find((frame) => framesOf(view, other).includes(frame));
