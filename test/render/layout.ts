/** Where Graphviz puts what a picture shows: boxes, words, frames and lines, in points. */
import { Graphviz } from '@hpcc-js/wasm-graphviz';
import { dotOf, type View } from '../../src/render/index.ts';

interface Point {
  readonly x: number;
  readonly y: number;
}
export interface Area {
  readonly name: string;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
  readonly top: number;
}
export interface Stroke {
  readonly from: string;
  readonly to: string;
  readonly points: readonly Point[];
}
export interface Layout {
  /** Boxes and words. */
  readonly nodes: readonly Area[];
  readonly frames: readonly (Area & { readonly holds: readonly string[] })[];
  readonly titles: readonly Area[];
  readonly strokes: readonly Stroke[];
}

interface Drawn {
  readonly objects: readonly {
    readonly _gvid: number;
    readonly name: string;
    readonly bb?: string;
    readonly pos?: string;
    readonly width?: string;
    readonly height?: string;
    readonly lp?: string;
    readonly lwidth?: string;
    readonly lheight?: string;
    readonly nodes?: readonly number[];
  }[];
  readonly edges?: readonly {
    readonly tail: number;
    readonly head: number;
    readonly pos: string;
  }[];
}

export async function layoutOf(view: View): Promise<Layout> {
  const graphviz = await Graphviz.load();
  const { objects, edges = [] }: Drawn = JSON.parse(graphviz.layout(dotOf(view), 'json', 'dot'));
  const nameOf = (id: number) => objects.find(({ _gvid }) => _gvid === id)?.name ?? '';
  return {
    nodes: objects.flatMap(({ name, pos, width, height }) => around(name, pos, width, height)),
    titles: objects.flatMap(({ name, lp, lwidth, lheight }) =>
      name.startsWith('cluster_') ? around(`${name} title`, lp, lwidth, lheight) : [],
    ),
    frames: objects.flatMap(({ name, bb, nodes = [] }) => {
      if (bb === undefined || !name.startsWith('cluster_')) return [];
      const [left = 0, bottom = 0, right = 0, top = 0] = numbers(bb);
      return [{ name, left, bottom, right, top, holds: nodes.map(nameOf) }];
    }),
    strokes: edges.map(({ tail, head, pos }) => ({
      from: nameOf(tail),
      to: nameOf(head),
      points: flattened(pos),
    })),
  };
}

/** An area by its middle in points, and its width and height in inches. */
function around(name: string, middle?: string, width?: string, height?: string): readonly Area[] {
  if (middle === undefined) return [];
  const [x = 0, y = 0] = numbers(middle);
  const [w, h] = [Number(width) * 36, Number(height) * 36];
  return [{ name, left: x - w, right: x + w, bottom: y - h, top: y + h }];
}

const numbers = (text: string) => text.split(',').map(Number);

/** A spline of Graphviz, `e,x,y s,x,y x,y x,y x,y …`, as many short straight lines. */
function flattened(pos: string): readonly Point[] {
  const at = (text: string): Point => {
    const [x = 0, y = 0] = numbers(text.replace(/^[se],/, ''));
    return { x, y };
  };
  const parts = pos.split(' ');
  const knots = parts.filter((part) => !/^[se],/.test(part)).map(at);
  const ends = (letter: string) => parts.filter((part) => part.startsWith(`${letter},`)).map(at);
  const curves = Array.from({ length: (knots.length - 1) / 3 }, (_, i) =>
    knots.slice(3 * i, 3 * i + 4),
  );
  return [...ends('s'), ...curves.flatMap(points), ...ends('e')];
}
function points(curve: readonly Point[]): readonly Point[] {
  const [a, b, c, d] = curve as [Point, Point, Point, Point];
  return Array.from({ length: 11 }, (_, i) => {
    const t = i / 10;
    const blend = (p: number, q: number, r: number, s: number) =>
      (1 - t) ** 3 * p + 3 * (1 - t) ** 2 * t * q + 3 * (1 - t) * t ** 2 * r + t ** 3 * s;
    return { x: blend(a.x, b.x, c.x, d.x), y: blend(a.y, b.y, c.y, d.y) };
  });
}

export const overlap = (a: Area, b: Area) =>
  a.left < b.right && b.left < a.right && a.bottom < b.top && b.bottom < a.top;
export const inside = (a: Area, b: Area) =>
  a.left >= b.left && a.right <= b.right && a.bottom >= b.bottom && a.top <= b.top;
export const passes = ({ points: line }: Stroke, area: Area) =>
  line.some(({ x, y }) => x > area.left && x < area.right && y > area.bottom && y < area.top);

/** Whether two lines cross; those with a common end may meet there. */
export function cross(one: Stroke, other: Stroke): boolean {
  const pieces = ({ points: line }: Stroke) =>
    line.slice(1).map((end, i) => [line[i] as Point, end] as const);
  const mayMeet = [one.from, one.to].some((end) => [other.from, other.to].includes(end));
  const limit = mayMeet ? -1e-9 : 1e-9;
  return pieces(one).some(([a, b]) =>
    pieces(other).some(([c, d]) => {
      const [ofC, ofD, ofA, ofB] = [side(a, b, c), side(a, b, d), side(c, d, a), side(c, d, b)];
      const isOneLine = Math.abs(ofC) + Math.abs(ofD) + Math.abs(ofA) + Math.abs(ofB) < 1e-6;
      return !isOneLine && ofC * ofD <= limit && ofA * ofB <= limit;
    }),
  );
}
const side = (a: Point, b: Point, c: Point) =>
  (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
