/** The mutants of sources that nobody has to notice, by their ids, and why. */

/** In an id, `*` stands for anything. */
export const argued: readonly { readonly id: string; readonly because: string }[] = [];
