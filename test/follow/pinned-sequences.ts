/** How large it is to look at sequences of systems: a change of what is believed shows here. */
export const pinnedSequences: Readonly<
  Record<
    string,
    {
      /** So many beliefs are looked at; all when left out. */
      readonly most?: number;
      readonly worlds: number;
      readonly beliefs: number;
      readonly believed: number;
      readonly inVain: number;
    }
  >
> = {
  'hung-up': { worlds: 42, beliefs: 9, believed: 26, inVain: 0 },
  'dialled-out': { worlds: 22, beliefs: 5, believed: 20, inVain: 0 },
  'two-legs': { worlds: 12_770, beliefs: 20, believed: 7_343, inVain: 1_329 },
};
