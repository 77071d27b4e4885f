/** How large the systems of the gate are: a change of behaviour shows here. */
export const pinned: Readonly<Record<string, { states: number; edges: number }>> = {
  'outbound-call': { states: 11_455, edges: 37_867 },
  'record-verb': { states: 37_356, edges: 127_772 },
  'dial-two-legs': { states: 35_790, edges: 130_690 },
  'dial-from-answer': { states: 37_091, edges: 146_454 },
  'dial-twice': { states: 11_920, edges: 38_359 },
  'two-participants': { states: 875, edges: 1_928 },
  're-recording': { states: 16_482, edges: 39_371 },
  rejoining: { states: 692, edges: 1_380 },
  'recorded-participant': { states: 28_797, edges: 84_000 },
  'removed-while-waiting': { states: 867, edges: 2_148 },
  'removed-while-running': { states: 2_109, edges: 5_505 },
  'same-leg': { states: 2_499, edges: 7_108 },
  'same-stay': { states: 1_769, edges: 4_853 },
  'same-sid': { states: 2_567, edges: 5_888 },
  transcription: { states: 8_298, edges: 25_928 },
};
