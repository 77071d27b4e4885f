/** Which row is a machine's own. */
import { isHandedOver, isTakenOver, type Snapshot } from '../../engine/index.ts';
import type { LineRow, Row } from './rows.ts';

/**
 * The row that is kept beside a machine, if it is its own: that of a leg goes with its line, which is
 * a call's once it was handed over.
 */
export function rowOf(row: Row | undefined, snapshot: Snapshot): Row | undefined {
  const { machine } = snapshot;
  if (isHandedOver(snapshot)) return undefined;
  if (row?.machine === machine) return row;
  const isOfLeg = row?.machine === 'dialLeg' && machine === 'call';
  return isOfLeg && isTakenOver(snapshot as Snapshot<'call'>) ? asOfCall(row) : undefined;
}
/** The same row each time: whoever has looked it up can see that it is still so. */
function asOfCall(row: LineRow): LineRow {
  const known = callRows.get(row) ?? { ...row, machine: 'call' };
  callRows.set(row, known);
  return known;
}
const callRows = new WeakMap<LineRow, LineRow>();
