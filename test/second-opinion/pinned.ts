/**
 * What SPIN came to. Of `states` and `claims` our own search counts the same, to the last state and
 * the last edge; `npm run second-opinion` asks SPIN anew, `-- --ours` both.
 */
import type { Look } from './looks.ts';

/** How large a system is. */
export interface SystemSize {
  readonly states: number;
  readonly edges: number;
}

/** By system, and by what is looked at. */
export const pinnedOpinions: Readonly<Record<string, Readonly<Partial<Record<Look, SystemSize>>>>> =
  {
    'outbound-call': {
      states: { states: 11_455, edges: 37_867 },
      claims: { states: 11_455, edges: 37_867 },
      rest: { states: 30_902, edges: 89_478 },
    },
    'record-verb': {
      states: { states: 30_696, edges: 108_680 },
      claims: { states: 37_356, edges: 127_772 },
      rest: { states: 103_452, edges: 340_511 },
    },
    'pause-and-resume': { states: { states: 1_196_090, edges: 8_713_594 } },
    limits: { states: { states: 503_723, edges: 1_666_679 } },
    'skipped-pauses': { states: { states: 185_663, edges: 740_108 } },
    'two-recordings': { states: { states: 1_644_134, edges: 7_853_031 } },
    'late-files': { states: { states: 211_255, edges: 979_261 } },
    'dial-two-legs': {
      states: { states: 36_742, edges: 133_710 },
      claims: { states: 40_634, edges: 145_050 },
      rest: { states: 120_657, edges: 641_815 },
    },
    'dial-from-answer': {
      states: { states: 37_209, edges: 147_316 },
      claims: { states: 37_649, edges: 148_360 },
      rest: { states: 111_252, edges: 549_362 },
    },
    'dial-from-ringing': { states: { states: 273_610, edges: 808_150 } },
    'dial-twice': {
      states: { states: 11_356, edges: 37_725 },
      claims: { states: 12_480, edges: 39_399 },
      rest: { states: 36_607, edges: 169_768 },
    },
    'conference-verb': {
      states: { states: 80_760, edges: 346_117 },
      rest: { states: 364_480, edges: 1_622_134 },
    },
    'two-participants': {
      states: { states: 875, edges: 1_928 },
      claims: { states: 875, edges: 1_928 },
      rest: { states: 2_539, edges: 9_028 },
    },
    're-recording': {
      states: { states: 16_482, edges: 39_371 },
      claims: { states: 16_482, edges: 39_371 },
      rest: { states: 143_404, edges: 621_620 },
    },
    rejoining: {
      states: { states: 692, edges: 1_380 },
      claims: { states: 692, edges: 1_380 },
      rest: { states: 1_785, edges: 5_202 },
    },
    'participant-request': { states: { states: 2_535_628, edges: 13_791_441 } },
    'full-conference': { states: { states: 7_707_287, edges: 37_626_230 } },
    'asked-again': {
      states: { states: 46_668, edges: 127_152 },
      rest: { states: 120_016, edges: 403_823 },
    },
    'recorded-participant': {
      states: { states: 28_797, edges: 84_000 },
      claims: { states: 28_797, edges: 84_000 },
      rest: { states: 72_882, edges: 268_006 },
    },
    'waiting-room': {
      states: { states: 101_400, edges: 419_647 },
      rest: { states: 303_210, edges: 1_885_474 },
    },
    'removed-while-waiting': {
      states: { states: 867, edges: 2_148 },
      claims: { states: 867, edges: 2_148 },
      rest: { states: 2_554, edges: 10_301 },
    },
    'removed-while-running': {
      states: { states: 2_109, edges: 5_505 },
      claims: { states: 2_109, edges: 5_505 },
      rest: { states: 6_145, edges: 23_929 },
    },
    'redirected-participant': {
      states: { states: 7_700, edges: 24_473 },
      claims: { states: 7_938, edges: 25_297 },
      rest: { states: 23_595, edges: 112_347 },
    },
    'redirected-leg': {
      states: { states: 1_890, edges: 4_507 },
      claims: { states: 2_010, edges: 4_655 },
      rest: { states: 5_059, edges: 17_608 },
    },
    'taken-line': {
      states: { states: 3_333, edges: 11_404 },
      claims: { states: 3_649, edges: 11_994 },
      rest: { states: 10_632, edges: 46_551 },
    },
    'redirected-unrecorded': {
      states: { states: 29_118, edges: 122_306 },
      rest: { states: 128_630, edges: 856_682 },
    },
    'same-recording': {
      states: { states: 18_441, edges: 44_455 },
      rest: { states: 194_599, edges: 635_498 },
    },
    'same-recording-again': {
      states: { states: 21_232, edges: 56_469 },
      rest: { states: 128_904, edges: 496_633 },
    },
    'same-leg': {
      states: { states: 1_729, edges: 4_941 },
      claims: { states: 2_455, edges: 7_053 },
      rest: { states: 13_820, edges: 57_303 },
    },
    'dialled-twice': {
      states: { states: 22_670, edges: 79_497 },
      rest: { states: 143_591, edges: 641_224 },
    },
    'same-stay': {
      states: { states: 1_769, edges: 4_853 },
      claims: { states: 1_769, edges: 4_853 },
      rest: { states: 5_143, edges: 20_525 },
    },
    'same-sid': {
      states: { states: 2_567, edges: 5_888 },
      claims: { states: 2_567, edges: 5_888 },
      rest: { states: 62_867, edges: 249_161 },
    },
    transcription: {
      states: { states: 7_181, edges: 21_808 },
      claims: { states: 8_298, edges: 25_928 },
      rest: { states: 23_257, edges: 75_849 },
    },
    'host-away': {
      states: { states: 5_668, edges: 10_157 },
      claims: { states: 5_872, edges: 10_532 },
      rest: { states: 23_816, edges: 68_496 },
    },
    'host-away-twice': {
      states: { states: 11_760, edges: 20_477 },
      claims: { states: 11_760, edges: 20_477 },
      rest: { states: 59_649, edges: 166_432 },
    },
    'host-away-stopped': {
      states: { states: 110_961, edges: 217_635 },
      rest: { states: 435_968, edges: 1_346_094 },
    },
  };

/** By seeded fault: the claim that our search sees broken first, and what SPIN stumbles over. */
export const pinnedFinds: Readonly<
  Record<string, { readonly ours: string; readonly spin: string }>
> = {
  'a hang-up does not tell recordings': { ours: 'SYS-2', spin: 'limbo' },
  'a redirect leaves the <Record> running': { ours: 'CALL-6', spin: 'CALL-6' },
  'a late start is not stopped': { ours: 'REC-9', spin: 'REC-9' },
  'a chosen leg is not told': { ours: 'CALL-7', spin: 'CALL-7' },
  'a conference keeps its recording': { ours: 'SYS-2', spin: 'limbo' },
  'a stray answer stays open': { ours: 'CALL-9', spin: 'CALL-9' },
  'call does not answer call.rang in queued': { ours: 'does not compile', spin: 'missing cell' },
  'dialLeg does not answer call.hungUp in answered': {
    ours: 'does not compile',
    spin: 'missing cell',
  },
  'conference does not answer participant.left in completed': {
    ours: 'does not compile',
    spin: 'missing cell',
  },
  'recording does not answer recording.delete in starting': {
    ours: 'does not compile',
    spin: 'missing cell',
  },
  'transcription does not answer transcription.delete in completed': {
    ours: 'does not compile',
    spin: 'missing cell',
  },
  'a host fires what fell due while it was away': { ours: 'SYS-18', spin: 'REC-48' },
  'a host waits as long as it was away, without the pause that comes on top': {
    ours: 'SYS-18',
    spin: 'REC-48',
  },
  'a host keeps back no deadline that was set after it came back': {
    ours: 'REC-48',
    spin: 'REC-48',
  },
  'a host takes a second outage for itself while things of the first still wait': {
    ours: 'SYS-18',
    spin: 'REC-48',
  },
};
