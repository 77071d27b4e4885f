/** `texml-recordings/render`: a machine as a graph, and the ways to draw it. */
export * from '../render/index.ts';
