/** A graph as JSON: everything there is, for other programs. */
import type { Graph } from '../graph/graph.ts';

/** A graph as JSON. */
export const jsonOf = (graph: Graph): string => `${JSON.stringify(graph, null, 2)}\n`;
