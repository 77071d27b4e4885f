/** The room's door: a machine as a graph, and the ways to draw it. */
export { aroundOf } from './around.ts';
export { wholeOf } from './cut.ts';
export { dotOf } from './dot.ts';
export * from './graph.ts';
export { jsonOf } from './json.ts';
export { livePicture } from './live.ts';
export { mermaidOf } from './mermaid.ts';
export { plantUmlOf } from './plantuml.ts';
export { scxmlOf } from './scxml.ts';
export * from './sequence.ts';
export { svgOf } from './svg.ts';
export { blank, type View } from './view.ts';
export { viewsOf } from './views.ts';
export { waysOf } from './ways.ts';
