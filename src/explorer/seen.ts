/** What is to be seen of a walk: machines and their words, what was told to whom, lives over time. */
import { type Address, slotOf } from '../../machines/index.ts';
import type { ModelWorld } from '../../properties/generators/world.ts';
import type { Snapshot } from '../engine/index.ts';
import { styleSheet } from '../render/formats/tones.ts';
import { lanesOf, lanesSvg } from '../render/index.ts';
import {
  callStatus,
  conferenceStatus,
  recordingStatus,
  transcriptionStatus,
} from '../wire/resources/status.ts';
import type { WalkTurn } from './journey.ts';

/** A machine as a card. */
export interface MachineCard extends Address {
  readonly state: string;
  /** The word that the public sees; undefined: it is hidden. */
  readonly status: string | undefined;
  /** Whether this turn has changed it. */
  readonly isChanged: boolean;
}
/** The machines of a world, in the order in which they came. */
export function cardsOf(turns: readonly WalkTurn[]): MachineCard[] {
  const last = turns.at(-1);
  const before = turns.at(-2)?.world.machines ?? {};
  return Object.values(last?.world.machines ?? {}).map((snapshot) => ({
    machine: snapshot.machine,
    sid: snapshot.sid,
    state: snapshot.state,
    status: statusOf(snapshot),
    isChanged: before[slotOf(snapshot)] !== snapshot,
  }));
}
function statusOf(snapshot: Snapshot): string | undefined {
  switch (snapshot.machine) {
    case 'recording':
      return recordingStatus(snapshot as Snapshot<'recording'>).resource ?? undefined;
    case 'conference':
      return conferenceStatus(snapshot as Snapshot<'conference'>);
    case 'transcription':
      return transcriptionStatus(snapshot as Snapshot<'transcription'>) ?? undefined;
    default:
      return callStatus(snapshot as Snapshot<'call'>);
  }
}
/** What makes lives over time follow the theme: once on a page, lest each picture style all of it anew. */
export const lanesStyle = styleSheet;
/** Lives over time, as SVG: without its style sheet, and as wide as it is; empty while there is nothing. */
export function lanesOfWalk(turns: readonly WalkTurn[], { now }: ModelWorld): string {
  if (turns.length === 0) return '';
  const steps = turns.flatMap(({ heard }) => heard);
  const svg = lanesSvg(lanesOf(steps, { now }), 'Lives over time');
  return svg
    .replace(`<style>\n${styleSheet}\n</style>\n`, '')
    .replace(' style="max-width:100%;height:auto"', '');
}
