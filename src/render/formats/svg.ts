/** A view as SVG, laid out by Graphviz: no browser, no font to fetch, the same bytes every time. */
import { Graphviz } from '@hpcc-js/wasm-graphviz';
import type { View } from '../graph/view.ts';
import { dotOf, idOf } from './dot.ts';
import type { Marks } from './marks.ts';
import { xml } from './text.ts';
import { styleSheet } from './tones.ts';

/** A view as an SVG file. */
export async function svgOf(view: View, marks: Marks = {}): Promise<string> {
  const graphviz = await Graphviz.load();
  return dressed(graphviz.layout(dotOf(view, marks), 'svg', 'dot'), view, marks);
}

/** Graphviz's own SVG with a name, a description and a style sheet. */
function dressed(drawn: string, view: View, marks: Marks): string {
  const [, width, height, viewBox] =
    /<svg width="([\d.]+)pt" height="([\d.]+)pt"\s+viewBox="([^"]+)"/.exec(drawn) ?? [];
  const inside = drawn
    .slice(drawn.indexOf('<g '), drawn.lastIndexOf('</svg>'))
    .replace(/<!--.*?-->\n?/gs, '')
    .replace(/<title>.*?<\/title>\n?/gs, '')
    .replaceAll('&#45;', '-')
    .replaceAll(/ font-family="[^"]*"/g, '');
  const name = idOf(view, marks);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" class="texml-chart" role="img"` +
      ` aria-labelledby="${name}-title ${name}-desc" width="${width}" height="${height}"` +
      ` viewBox="${viewBox}" font-family="Helvetica,Arial,Liberation Sans,sans-serif"` +
      ` style="max-width:100%;height:auto">`,
    `<title id="${name}-title">${xml(view.title)}</title>`,
    `<desc id="${name}-desc">${xml(view.says)}</desc>`,
    `<style>\n${styleSheet}\n</style>`,
    `${inside.trim()}`,
    '</svg>',
    '',
  ].join('\n');
}
