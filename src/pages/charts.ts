/** The pictures of a machine, and the same machine as text for other tools. */
import {
  aroundOf,
  dotOf,
  type Graph,
  jsonOf,
  mermaidOf,
  type Node,
  plantUmlOf,
  scxmlOf,
  svgOf,
  type View,
  viewsOf,
  xstateOf,
} from '../render/index.ts';
import { type File, fileNameOf } from './sheet/sheet.ts';

/** A picture of a page, by its path below the folder of the pages. */
export const viewFile = (graph: Graph, view: View) =>
  `machines/${fileNameOf(graph.machine)}/chart-${view.id}.svg`;
export const aroundFile = (graph: Graph, { path }: Node) =>
  `machines/${fileNameOf(graph.machine)}/state-${path}.svg`;

/** Every picture of a machine's page. */
export const pictures = (graph: Graph): Promise<File[]> =>
  Promise.all([
    ...viewsOf(graph).map(
      async (view): Promise<File> => [viewFile(graph, view), await svgOf(view)],
    ),
    ...graph.nodes.map(
      async (node): Promise<File> => [
        aroundFile(graph, node),
        await svgOf(aroundOf(graph, node.path)),
      ],
    ),
  ]);

/** The same machine for other tools: what each file is, and the file. */
export function exportsOf(graph: Graph): readonly { readonly says: string; readonly file: File }[] {
  const named = (ending: string) => `exports/${fileNameOf(graph.machine)}${ending}`;
  return [
    { says: 'SCXML', file: [named('.scxml'), scxmlOf(graph)] },
    { says: 'PlantUML', file: [named('.puml'), plantUmlOf(graph)] },
    { says: 'JSON', file: [named('.json'), jsonOf(graph)] },
    {
      says: 'XState, for `createMachine` and Stately',
      file: [named('.xstate.json'), xstateOf(graph.machine)],
    },
    ...viewsOf(graph).flatMap((view): { says: string; file: File }[] => [
      { says: `Mermaid: ${view.title}`, file: [named(`-${view.id}.mmd`), mermaidOf(view)] },
      { says: `Graphviz DOT: ${view.title}`, file: [named(`-${view.id}.dot`), dotOf(view)] },
    ]),
  ];
}
