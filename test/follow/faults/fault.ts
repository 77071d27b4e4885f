/** A fault planted into the follower: one text in one of its files stands for another. */
export interface Fault {
  /** The file, below `src/follow`. */
  readonly file: string;
  /** What is wrong then, in a sentence. */
  readonly says: string;
  /** Stands once in the file. */
  readonly right: string;
  /** What stands there instead. */
  readonly wrong: string;
  /** Why nobody can see it: what else comes to the same. */
  readonly comesToTheSame?: string;
}
