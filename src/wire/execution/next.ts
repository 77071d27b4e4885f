/** Which verb of a document is next: every host goes through a document in the same way. */
import type { Instruction, TexmlDocument } from '../texml/document.ts';

/** A place between two verbs; plain data, so that a host can keep it beside the call. */
export interface Cursor {
  readonly left: readonly Instruction[];
}

export const begin = ({ instructions }: Pick<TexmlDocument, 'instructions'>): Cursor => ({
  left: instructions,
});

/** The next verb and the place after it; undefined at the end, where the call is to hang up. */
export function next({ left }: Cursor): { instruction: Instruction; cursor: Cursor } | undefined {
  const [instruction, ...rest] = left;
  return instruction && { instruction, cursor: { left: rest } };
}
