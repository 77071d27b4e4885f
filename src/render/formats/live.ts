/** The picture of something that lives: the state it is in, and the commands open to it. */
import type { CommandType, MachineName } from '../../../machines/index.ts';
import { graphOf } from '../graph/graph.ts';
import type { View } from '../graph/view.ts';
import { viewsOf } from '../views/views.ts';
import { svgOf } from './svg.ts';

/**
 * The chart of a machine as SVG, to be put into a page as it is. Give pictures that stand in one
 * document different prefixes: their ids begin with them.
 */
export function livePicture(
  { machine, state }: { readonly machine: MachineName; readonly state: string },
  open: readonly CommandType[],
  prefix = 'live-',
): Promise<string> {
  const [view, here] = pictureFor(viewsOf(graphOf(machine)), state);
  const commands = open.length === 0 ? 'No command is open.' : `Open: ${open.join(', ')}.`;
  const says = `It is now in the state ${state}. ${commands}`;
  return svgOf({ ...view, says }, { here, open: new Set(open), prefix });
}

/** The first picture that has a box for this state alone, or else one that has it in a box. */
function pictureFor(views: readonly View[], state: string): readonly [View, string] {
  const found = (matches: (states: readonly string[]) => boolean) => {
    for (const view of views) {
      const box = view.boxes.find((one) => one.kind !== 'frame' && matches(one.states));
      if (box) return [view, box.id] as const;
    }
    return undefined;
  };
  const alone = found((states) => states.length === 1 && states[0] === state);
  const place = alone ?? found((states) => states.includes(state));
  if (!place) throw new Error(`no picture shows the state ${state}`);
  return place;
}
