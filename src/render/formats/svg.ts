/** A view as SVG, laid out by Graphviz: no browser, no font to fetch, the same bytes every time. */
import { Graphviz } from '@hpcc-js/wasm-graphviz';
import type { View } from '../graph/view.ts';
import { dotOf, idOf } from './dot.ts';
import type { Marks } from './marks.ts';
import { xml } from './text.ts';
import { styleSheet } from './tones.ts';

/** A view as an SVG file. */
export function svgOf(view: View, marks: Marks = {}): Promise<string> {
  const { title, says } = view;
  return drawnDot(dotOf(view, marks), { name: idOf(view, marks), title, says });
}

/** What a picture is called in a page, and what whoever cannot see it is told. */
export interface PictureNamed {
  /** An id that holds in HTML: letters, digits and hyphens. */
  readonly name: string;
  readonly title: string;
  readonly says: string;
}

/** Anything in Graphviz's language as an SVG file, with the name and dress of all pictures. */
export async function drawnDot(dot: string, named: PictureNamed): Promise<string> {
  const graphviz = await Graphviz.load();
  return dressed(graphviz.layout(dot, 'svg', 'dot'), named);
}

/** Graphviz's own SVG with a name, a description and a style sheet. */
function dressed(drawn: string, { name, title, says }: PictureNamed): string {
  const [, width, height, viewBox] =
    /<svg width="([\d.]+)pt" height="([\d.]+)pt"\s+viewBox="([^"]+)"/.exec(drawn) ?? [];
  const inside = drawn
    .slice(drawn.indexOf('<g '), drawn.lastIndexOf('</svg>'))
    .replace(/<!--.*?-->\n?/gs, '')
    .replace(/<title>.*?<\/title>\n?/gs, '')
    .replaceAll('&#45;', '-')
    .replaceAll(/ font-family="[^"]*"/g, '');
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" class="texml-chart" role="img"` +
      ` aria-labelledby="${name}-title ${name}-desc" width="${width}" height="${height}"` +
      ` viewBox="${viewBox}" font-family="Helvetica,Arial,Liberation Sans,sans-serif"` +
      ` style="max-width:100%;height:auto">`,
    `<title id="${name}-title">${xml(title)}</title>`,
    `<desc id="${name}-desc">${xml(says)}</desc>`,
    `<style>\n${styleSheet}\n</style>`,
    `${inside.trim()}`,
    '</svg>',
    '',
  ].join('\n');
}
