/** Notes, and rows and notes that no machine is asked about. */
import type { ObjectContext } from '@restatedev/restate-sdk';
import { slotOf } from '../../../../machines/index.ts';
import type { NewRow } from '../../../wire/index.ts';
import type { Note } from '../../ports.ts';
import { checkBeside } from './checked.ts';
import { noteKey, type ServiceNames } from './names.ts';
import { type Receiver, type SendingContext, Sendings, type SentOn } from './sending.ts';
import type { Beside, KeptNote } from './told.ts';

/** The object of each note. */
export class NoteObject {
  put(ctx: Pick<ObjectContext, 'set' | 'clear'>, note: KeptNote): Promise<void> {
    if (note.value === undefined) ctx.clear(stateKey);
    else ctx.set(stateKey, note);
    return Promise.resolve();
  }
  /** What is kept, or nothing. */
  async get(ctx: Pick<ObjectContext, 'get'>): Promise<KeptNote> {
    return (await ctx.get<KeptNote>(stateKey)) ?? {};
  }
}
const stateKey = 'note';

/** Sends all that is to be kept to where it is kept: once that is done here, none of it is lost. */
export class KeepingService {
  readonly #names: ServiceNames;

  constructor(names: ServiceNames) {
    this.#names = names;
  }

  /** @throws InvalidInput for rows that are none. */
  async keep(ctx: SendingContext, beside: Beside): Promise<{ sent: SentOn[] }> {
    checkBeside(beside);
    const { rows = [], notes = [] } = beside;
    const sendings = new Sendings(ctx);
    for (const one of rows) sendings.send(receiverOfRow(this.#names, one), one.row);
    for (const one of notes) sendings.send(receiverOfNote(this.#names, one), keptNote(one));
    return await Promise.resolve({ sent: sendings.sent });
  }
}

/** A row is kept in the object of the machine that it is about. */
export const receiverOfRow = ({ machine }: ServiceNames, { sid, row }: NewRow): Receiver => ({
  service: machine,
  key: slotOf({ machine: row.machine, sid }),
  method: 'keep',
});
export const receiverOfNote = ({ note }: ServiceNames, { key }: Pick<Note, 'key'>): Receiver => ({
  service: note,
  key: noteKey(key),
  method: 'put',
});
export const keptNote = ({ value }: Note): KeptNote => ({ value });
