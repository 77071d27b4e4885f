/** The shipped pictures are whole, calm and large enough to read. */
import { Resvg } from '@resvg/resvg-js';
import { beforeAll, describe, expect, test } from 'vitest';
import { machineNames } from '../../machines/index.ts';
import { tones } from '../../src/render/formats/tones.ts';
import { waysOf } from '../../src/render/graph/ways.ts';
import { aroundOf, graphOf, svgOf, type View, viewsOf } from '../../src/render/index.ts';
import { plans } from '../../src/render/views/views.ts';
import { type Area, cross, inside, type Layout, layoutOf, overlap, passes } from './layout.ts';

const smallestText = 11;
const page = 900;

describe.each(machineNames)('The pictures of %s', (machine) => {
  const graph = graphOf(machine);
  const views = viewsOf(graph);
  const small = graph.nodes.map(({ path }) => aroundOf(graph, path));
  const shipped: { view: View; svg: string; layout: Layout }[] = [];
  beforeAll(async () => {
    for (const view of [...views, ...small]) {
      shipped.push({ view, svg: await svgOf(view), layout: await layoutOf(view) });
    }
  });

  test('show every way that leads to another state, in one of them at least', () => {
    const drawn = new Set(views.flatMap(({ graph: { edges } }) => edges.map(({ id }) => id)));
    const leading = waysOf(graph).filter(({ edge: { verdict, to }, state }) => {
      return verdict === 'accepted' && to !== undefined && to !== state;
    });
    expect(leading.filter(({ edge }) => !drawn.has(edge.id)).map(({ edge }) => edge.id)).toEqual(
      [],
    );
  });

  test('draw what their plans name', () => {
    for (const [i, plan] of plans[machine].entries()) {
      const drawn = views[i]?.graph.edges ?? [];
      const boxes = views[i]?.boxes ?? [];
      const stands = (id: string, state: string) =>
        boxes.some((box) => box.id === id && box.states.includes(state));
      const ways = waysOf(graph).filter(({ edge }) => drawn.includes(edge));
      const idle = (plan.ways ?? []).filter((way) => {
        const [from = '', event, to] = way.split(' ');
        return !ways.some(
          ({ state, edge }) =>
            (state === from || stands(from, state)) &&
            edge.event === event &&
            (to === undefined || to === edge.to),
        );
      });
      expect(idle, plan.id).toEqual([]);
      const named = [...(plan.rows ?? []).flat(), ...(plan.spine ?? [])];
      expect(named.filter((id) => !boxes.some((box) => box.id === id))).toEqual([]);
    }
  });

  test('begin with an overview, have names of their own and a dozen arrows at most', () => {
    expect(views[0]?.id).toBe('overview');
    expect(new Set(views.map(({ id }) => id)).size).toBe(views.length);
    for (const { says, title, arrows } of views) {
      expect(says).toMatch(/^[A-Z].*\.$/);
      expect(title).not.toMatch(/\.$/);
      expect(arrows.length).toBeLessThanOrEqual(12);
    }
  });

  test('are legible on a page of 900 pixels', () => {
    for (const { view, svg } of shipped) {
      const [, width] = /viewBox="0\.00 0\.00 ([\d.]+) /.exec(svg) ?? [];
      const sizes = [...svg.matchAll(/font-size="([\d.]+)"/g)].map(([, size]) => Number(size));
      expect(sizes.length, view.id).toBeGreaterThan(0);
      const scale = Math.min(1, page / Number(width));
      expect(Math.min(...sizes) * scale, view.id).toBeGreaterThanOrEqual(smallestText);
    }
  });

  test('keep boxes, words and frames apart', () => {
    for (const { view, layout } of shipped) {
      const { nodes, frames, titles } = layout;
      const areas = [...nodes, ...titles];
      const touching = areas.flatMap((one, i) =>
        areas
          .slice(i + 1)
          .filter((other) => overlap(one, other))
          .map((other) => [one, other]),
      );
      expect(touching.map(named), view.id).toEqual([]);
      const astray = frames.flatMap((frame) =>
        nodes.filter((one) =>
          frame.holds.includes(one.name) ? !inside(one, frame) : overlap(one, frame),
        ),
      );
      expect(named(astray), view.id).toEqual([]);
    }
  });

  test('have no arrow that crosses another, or passes over words', () => {
    for (const { view, layout } of shipped) {
      const { strokes, nodes, titles } = layout;
      const crossings = strokes.flatMap((one, i) =>
        strokes
          .slice(i + 1)
          .filter((other) => cross(one, other))
          .map((other) => [one, other]),
      );
      expect(crossings, view.id).toEqual([]);
      const hidden = strokes.flatMap((stroke) =>
        [...nodes, ...titles].filter(
          (area) => area.name !== stroke.from && area.name !== stroke.to && passes(stroke, area),
        ),
      );
      expect(named(hidden), view.id).toEqual([]);
    }
  });

  test('are the same bytes every time, and each id in them is there once', async () => {
    for (const { view, svg } of shipped) {
      expect(await svgOf(view)).toBe(svg);
      const ids = [...svg.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
      expect(new Set(ids).size, view.id).toBe(ids.length);
      expect(ids.filter((id) => !/^[a-z][\w-]*$/i.test(id as string))).toEqual([]);
    }
  });

  test('have their colours where they are drawn by what is no browser, too', () => {
    for (const { view, svg } of shipped) {
      const found = colours(svg);
      expect(found.slice(0, 1), view.id).toEqual([tones.paper]);
      expect(found, view.id).not.toContain('#000000');
    }
  });

  test('fetch nothing, and have a name and a description', () => {
    for (const { view, svg } of shipped) {
      expect(svg).not.toMatch(/\b(?:href|src|url)\b|@import|<script|<image/);
      expect(svg).toContain('role="img"');
      expect(svg).toMatch(/<title id="[^"]+">[^<]+<\/title>\n<desc id="[^"]+">[^<]+<\/desc>/);
      expect(svg, view.id).not.toMatch(/undefined|NaN/);
    }
  });
});

/** Words are not drawn: which fonts there are is no matter of ours. */
const font = { loadSystemFonts: false };
/** What colours a small drawing has, that of its first corner first. */
function colours(svg: string): string[] {
  const drawn = new Resvg(svg, { fitTo: { mode: 'width', value: 120 }, font }).render();
  const pixels = Buffer.from(drawn.pixels).toString('hex');
  return [...new Set((pixels.match(/.{8}/g) ?? []).map((pixel) => `#${pixel.slice(0, 6)}`))];
}

const named = (areas: readonly Area[]) => areas.map(({ name }) => name);
