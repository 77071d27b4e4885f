/**
 * What one account has, in Postgres: written by the process that runs the sandbox, and by it only as
 * long as nobody has taken over.
 */
import { setTimeout as wait } from 'node:timers/promises';
import type { MachineName } from '../../../machines/index.ts';
import { BadFile, type Change, Conflict, type Store, type Stored } from '../../hosts/index.ts';
import type { Asking, Database } from '../../hosts/postgres/tables/database.ts';
import { BadDatabase } from '../../hosts/postgres/tables/errors.ts';
import { Records } from '../../hosts/postgres/tables/records.ts';
import { keepingMachines, loading, marking, partsOf } from './account-statements.ts';

/** Where a store is, and who has it. */
export interface AccountPlace {
  readonly database: Database;
  readonly world: number;
  /** What errors call it. */
  readonly name: string;
  /** That of whoever may write: once it is counted on, nothing is written any more. */
  readonly epoch: number;
  /** What was kept is not known, or others have taken over: all has to be read anew. */
  readonly lost: (why: string) => void;
}

/** Said to whoever asked a process that runs the sandbox no longer. */
export const takenOverSays = 'Another process has taken over; ask again.';

/** How long it is asked whether a change was kept whose answer was lost. */
const unclearMs = 5_000;
const askAgainMs = 100;

type Does = (text: string, ...values: unknown[]) => ReturnType<Asking>;
type Found = Readonly<Record<string, unknown>>;

export class AccountStore implements Store {
  readonly #place: AccountPlace;

  constructor(place: AccountPlace) {
    this.#place = place;
  }

  /** @throws BadFile for what is not what it should be, or if the database does not answer. */
  async load(): Promise<Stored> {
    const { database, world } = this.#place;
    const [found] = await this.#told(() => database.ask('load', database.text(loading), [world]));
    const list = (part: string) => (found?.[part] ?? []) as readonly Found[];
    const records = new Records(database.schema);
    return await this.#told(() => ({
      machines: list('machines').map(({ machine, sid, revision, snapshot }) => ({
        snapshot: records.snapshot(machine as MachineName, String(sid), snapshot),
        revision: Number(revision),
      })),
      rows: list('rows').map(({ sid, row }) => ({
        sid: String(sid),
        row: records.row(String(sid), row),
      })),
      notes: list('notes').map(({ key, value }) => ({ key: String(key), value })),
      outbox: list('outbox').map((one) => {
        const { number: _, ...errand } = records.errand(one);
        return errand;
      }),
      answers: list('answers').map(({ id, at, verdict }) => ({
        id: String(id),
        at: Number(at),
        verdict: records.verdict(String(id), verdict),
      })),
    }));
  }

  /**
   * Keeps a change, as `Store` says. If the answer to that is lost, it asks whether it was kept.
   * @throws Conflict; or BadFile if it was not kept.
   */
  async commit(change: Change): Promise<void> {
    const { database } = this.#place;
    await this.#told(async () => {
      const id = crypto.randomUUID();
      const client = await database.connect();
      let [isBroken, isDone] = [true, false];
      try {
        await client.query({ text: 'BEGIN' });
        await this.#keep(change, id, async (query) => (await client.query(query)).rows);
        isDone = true;
        await client.query({ text: 'COMMIT' });
        isBroken = false;
      } catch (error) {
        if (!isDone || !(await this.#wasKept(id))) throw error;
      } finally {
        // A connection that is ended takes back what it has begun.
        client.release(isBroken);
      }
    });
  }

  close() {}

  /** In a transaction: all of a change, unless others have taken over. */
  async #keep(change: Change, id: string, ask: Asking) {
    const { database, world, epoch, name, lost } = this.#place;
    const does: Does = (text, ...values) => ask({ text: database.text(text), values });
    const [mine] = await does(marking, epoch, world, id);
    if (!mine) {
      lost('another process has taken over');
      throw new BadFile(name, takenOverSays);
    }
    await this.#keepMachines(change.machines, does);
    for (const { many, text, columns } of partsOf(change)) {
      if (many > 0) await does(text, world, ...columns);
    }
  }

  async #keepMachines(machines: Change['machines'], does: Does) {
    if (machines.length === 0) return;
    const snapshots = machines.map(({ snapshot }) => snapshot);
    const kept = await does(
      keepingMachines,
      this.#place.world,
      snapshots.map(({ machine }) => machine),
      snapshots.map(({ sid }) => sid),
      machines.map(({ read }) => read),
      machines.map(({ read, revision = read + 1 }) => revision),
      snapshots.map((snapshot) => JSON.stringify(snapshot)),
    );
    const slots = new Set(kept.map(({ machine, sid }) => `${machine} ${sid}`));
    const other = snapshots.find(({ machine, sid }) => !slots.has(`${machine} ${sid}`));
    if (other) throw new Conflict(other.machine, other.sid);
  }

  /** Whether a change was kept; if nobody can say so, all has to be read anew. */
  async #wasKept(id: string): Promise<boolean> {
    const { database, world, lost } = this.#place;
    const text = database.text('SELECT last_change FROM @.worlds WHERE world = $1');
    for (const began = performance.now(); performance.now() - began < unclearMs; ) {
      try {
        const [found] = await database.ask('last', text, [world]);
        return found?.last_change === id;
      } catch {
        await wait(askAgainMs);
      }
    }
    lost('it is not known what the database has kept');
    return false;
  }

  /** Whatever goes wrong is told with the name of the account, as that of a file is. */
  async #told<T>(work: () => T | Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (error instanceof BadFile || error instanceof Conflict) throw error;
      const { name } = this.#place;
      const says = error instanceof Error ? error.message : String(error);
      const { sid, field } = error instanceof BadDatabase ? error : {};
      const where = {
        ...(sid === undefined ? {} : { sid }),
        ...(field === undefined ? {} : { field }),
      };
      throw new BadFile(name, says, { cause: error, ...where });
    }
  }
}
