/** How large it is to look at sequences of systems: a change of what is believed shows here. */
export interface PinnedSequences {
  /** So many beliefs are looked at; all when left out. */
  readonly most?: number;
  readonly worlds: number;
  readonly beliefs: number;
  /** Where network and media server do whatever a follower thinks of: how much is believed. */
  readonly believed?: number;
  /** How much of that is nowhere so. */
  readonly inVain?: number;
}
/** By the name of the system. */
export const pinnedSequences: Readonly<Record<string, PinnedSequences>> = {
  'hung-up': { worlds: 42, beliefs: 9, believed: 26, inVain: 0 },
  'dialled-out': { worlds: 22, beliefs: 5, believed: 20, inVain: 0 },
  'recorded-out': { most: 40, worlds: 9_114, beliefs: 40, believed: 334, inVain: 0 },
  stopped: { most: 20, worlds: 45_284, beliefs: 20, believed: 346, inVain: 0 },
  'two-legs': { worlds: 12_770, beliefs: 20, believed: 7_343, inVain: 1_329 },
  'rejoining and whatever': {
    most: 2_000,
    worlds: 13_010,
    beliefs: 2_000,
    believed: 24_296,
    inVain: 0,
  },
  'two-participants': { worlds: 2_175, beliefs: 162 },
  rejoining: { most: 300, worlds: 5_511, beliefs: 302 },
  'removed-while-waiting': { most: 150, worlds: 4_266, beliefs: 151 },
  'same-stay': { most: 60, worlds: 2_157, beliefs: 61 },
};
