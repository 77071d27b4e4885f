/** What a host on Restate is given, looked at before any of it is sent or taken. */
import { type Address, slotOf } from '../../../../machines/index.ts';
import { isPlain } from '../../../../machines/words/shape.ts';
import { InvalidInput, step, type To } from '../../../engine/index.ts';
import { flawInRow } from '../../stores/kept.ts';
import type { Beside, ToldMachine } from './told.ts';

const unicode = 'whole characters of Unicode';

/**
 * Refuses what no attempt would be taken of.
 * @throws InvalidInput for an event that its machine does not understand, or rows that are none.
 */
export function checkMessage(message: { readonly to: Address; readonly event: object } & Beside) {
  const { to, event } = message;
  step(to as To, undefined, { at: 0, ...event } as never);
  if (!slotOf(to).isWellFormed()) throw new InvalidInput('message', 'to.sid', to.sid, unicode);
  checkBeside(message);
}

/** The same of rows and notes. */
export function checkBeside({ rows = [], notes = [] }: Beside) {
  for (const [field, given] of Object.entries({ rows, notes })) {
    if (!Array.isArray(given)) throw new InvalidInput('message', field, given, 'a list');
    for (const [i, one] of given.entries()) {
      if (!isPlain(one)) throw new InvalidInput(field, `${i}`, one, 'an object');
    }
  }
  for (const [i, { sid, row }] of rows.entries()) {
    const flaw = flawInRow(row);
    const path = ['row', flaw?.path].filter(Boolean).join('.');
    if (flaw) throw new InvalidInput('rows', `${i}.${path}`, flaw.found, flaw.expected);
    checkText('rows', `${i}.sid`, sid);
  }
  for (const [i, { key }] of notes.entries()) checkText('notes', `${i}.key`, key);
}

/** A message that came from wherever Restate is asked: its machine looks at the event. */
export function checkTold(told: unknown): ToldMachine {
  if (!isPlain(told)) throw new InvalidInput('message', '', told, 'an object');
  const { event, at, rows = [], notes = [] } = told as Partial<ToldMachine>;
  if (!isPlain(event)) throw new InvalidInput('message', 'event', event, 'an object');
  if (!Number.isSafeInteger(at)) {
    throw new InvalidInput('message', 'at', at, 'whole milliseconds since the epoch');
  }
  checkBeside({ rows, notes });
  return { event, at: at as number, rows, notes };
}

function checkText(subject: string, field: string, text: unknown) {
  if (typeof text !== 'string') throw new InvalidInput(subject, field, text, 'text');
  if (!text.isWellFormed()) throw new InvalidInput(subject, field, text, unicode);
}
