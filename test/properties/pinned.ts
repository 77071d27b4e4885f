/** How large the systems of the gate are: a change of behaviour shows here. */
export const pinned: Readonly<Record<string, { states: number; edges: number }>> = {
  'outbound-call': { states: 26_349, edges: 73_718 },
  'dial-twice': { states: 51_996, edges: 159_217 },
  'two-participants': { states: 4_677, edges: 10_252 },
  're-recording': { states: 19_612, edges: 40_853 },
  rejoining: { states: 1_857, edges: 3_551 },
  'dial-from-answer': { states: 42_077, edges: 163_536 },
};
