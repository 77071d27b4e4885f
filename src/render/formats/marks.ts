/** What a living picture marks: the state that it is in, and the commands open to it. */
import type { View } from '../graph/view.ts';

export interface Marks {
  /** The box that is lit. */
  readonly here?: string;
  /** Open commands. */
  readonly open?: ReadonlySet<string>;
  /** Goes before every id, so that many pictures can stand in one document. */
  readonly prefix?: string;
}
/** The commands that are open at a box; undefined: nothing lives there, and nothing is marked. */
export type Open = ReadonlySet<string> | undefined;

/** A command is open where life is: at the lit box, and at the frames of its states. */
export function marksAt({ boxes }: View, id: string, { here, open }: Marks): Open {
  const lit = boxes.find((box) => box.id === here);
  const box = boxes.find((one) => one.id === id);
  return lit?.states.every((state) => box?.states.includes(state)) ? open : undefined;
}
