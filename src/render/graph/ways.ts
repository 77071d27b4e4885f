/** What each innermost state does about each event: its own ways, and those it inherits. */
import type { Edge, Graph } from './graph.ts';
import { outwards } from './view.ts';

export interface GraphWay {
  /** An innermost state. */
  readonly state: string;
  readonly edge: Edge;
  /** "if the file is empty", "otherwise"; '' = always. */
  readonly condition: string;
}

/** Every way of every innermost state: the states around it are asked when no guard holds. */
export function waysOf({ nodes, edges }: Graph): readonly GraphWay[] {
  const declared = Map.groupBy(edges, ({ from }) => from);
  return nodes
    .filter(({ isLeaf }) => isLeaf)
    .flatMap(({ path }) => {
      const around = outwards(path).flatMap((at) => declared.get(at) ?? []);
      const cells = Map.groupBy(around, ({ event }) => event);
      return [...cells.values()].flatMap((cell) => {
        const last = cell.findIndex(({ guard }) => guard === undefined);
        const asked = last < 0 ? cell : cell.slice(0, last + 1);
        return asked.map((edge, i) => ({
          state: path,
          edge,
          condition: conditionOf(edge, asked.slice(0, i)),
        }));
      });
    });
}

/** "Otherwise" only where something else could have been done, not where it was known before. */
function conditionOf({ guard }: Edge, earlier: readonly Edge[]): string {
  if (guard) return `if ${guard.says}`;
  return earlier.some(({ verdict }) => verdict === 'accepted') ? 'otherwise' : '';
}
