/** The room's door: a machine as a graph, and the ways to draw it. */

export { dotOf } from './formats/dot.ts';
export { jsonOf } from './formats/json.ts';
export { livePicture } from './formats/live.ts';
export { mermaidOf } from './formats/mermaid.ts';
export { bringerOf, outsiders, receiverOf } from './formats/outsiders.ts';
export { plantUmlOf } from './formats/plantuml.ts';
export { scxmlOf } from './formats/scxml.ts';
export { drawnDot, svgOf } from './formats/svg.ts';
export { tones } from './formats/tones.ts';
export { xstateOf } from './formats/xstate.ts';
export * from './graph/graph.ts';
export { blank, type View } from './graph/view.ts';
export { waysOf } from './graph/ways.ts';
export { type LanesDrawing, lanesSvg } from './lanes/drawn.ts';
export * from './lanes/lanes.ts';
export { sequenceSvg } from './sequence/drawn.ts';
export { sequenceOf } from './sequence/mermaid.ts';
export type * from './sequence/spoken.ts';
export { aroundOf } from './views/around.ts';
export { wholeOf } from './views/cut.ts';
export { viewsOf } from './views/views.ts';
