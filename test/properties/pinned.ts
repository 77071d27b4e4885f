/** How large the systems of the gate are: a change of behaviour shows here. */
export const pinned: Readonly<Record<string, { states: number; edges: number }>> = {
  'outbound-call': { states: 11_455, edges: 37_867 },
  'record-verb': { states: 37_356, edges: 127_772 },
  'dial-two-legs': { states: 40_634, edges: 145_050 },
  'dial-from-answer': { states: 37_649, edges: 148_360 },
  'dial-twice': { states: 12_480, edges: 39_399 },
  'two-participants': { states: 875, edges: 1_928 },
  're-recording': { states: 16_482, edges: 39_371 },
  rejoining: { states: 692, edges: 1_380 },
  'recorded-participant': { states: 28_797, edges: 84_000 },
  'removed-while-waiting': { states: 867, edges: 2_148 },
  'removed-while-running': { states: 2_109, edges: 5_505 },
  'same-leg': { states: 2_455, edges: 7_053 },
  'same-stay': { states: 1_769, edges: 4_853 },
  'same-sid': { states: 2_567, edges: 5_888 },
  transcription: { states: 8_298, edges: 25_928 },
};
