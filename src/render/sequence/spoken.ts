/** Who takes part in a sequence diagram, and what is said in which order. */

/** Somebody who takes part; a person is drawn as one. */
export interface Lifeline {
  /** What lines call it; any text, and no other has it. */
  readonly id: string;
  /** What is written on it: lines of text. */
  readonly says: string;
  /** Whether it is drawn as a person; false when left out. */
  readonly isPerson?: boolean;
}
/** Something that one says to another, or a note over one or several. */
export type Spoken = SpokenWhen &
  (
    | {
        readonly from: string;
        readonly to: string;
        readonly says: string;
        /** An order or request is a solid line, an answer or news a dashed one. */
        readonly isNews: boolean;
      }
    | { readonly over: readonly string[]; readonly says: string }
  );
interface SpokenWhen {
  /** When that was, as it is written beside it; left out: nobody says. */
  readonly when?: string;
}
