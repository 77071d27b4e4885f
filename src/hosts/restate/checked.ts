/** What a host on Restate is given, looked at before any of it is sent. */
import { slotOf } from '../../../machines/index.ts';
import { InvalidInput, step, type To } from '../../engine/index.ts';
import type { Kept, Message } from '../ports.ts';
import { flawInRow } from '../stores/kept.ts';

/**
 * Refuses what no attempt would be taken of.
 * @throws InvalidInput for an event that its machine does not understand, or rows that are none.
 */
export function checkMessage({ to, event, ...kept }: Message) {
  step(to as To, undefined, { at: 0, ...(event as object) } as never);
  if (!slotOf(to).isWellFormed()) {
    throw new InvalidInput('message', 'to.sid', to.sid, 'whole characters of Unicode');
  }
  checkBeside(kept);
}

/** The same of rows and notes. */
export function checkBeside({ rows = [], notes = [] }: Kept) {
  for (const [i, { sid, row }] of rows.entries()) {
    const flaw = flawInRow(row);
    if (flaw) {
      throw new InvalidInput('rows', `${i}.row.${flaw.path}`, flaw.found, flaw.expected);
    }
    checkText(`rows`, `${i}.sid`, sid);
  }
  for (const [i, { key }] of notes.entries()) checkText('notes', `${i}.key`, key);
}

function checkText(subject: string, field: string, text: string) {
  if (text.isWellFormed()) return;
  throw new InvalidInput(subject, field, text, 'whole characters of Unicode');
}
