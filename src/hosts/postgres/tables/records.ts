/** What the tables hold, taken back only if it is what it should be. */
import type { Effect, MachineName, Verdict } from '../../../../machines/index.ts';
import type { Flaw } from '../../../../machines/words/shape.ts';
import { InvalidInput, type Snapshot } from '../../../engine/index.ts';
import type { Row } from '../../../wire/index.ts';
import { flawInEffect, flawInRow, flawInVerdict, keptMachine } from '../../stores/kept.ts';
import { BadDatabase } from './errors.ts';

type Columns = { readonly [column: string]: unknown };

/** Reads records of one schema. */
export class Records {
  readonly #schema: string;

  constructor(schema: string) {
    this.#schema = schema;
  }

  snapshot(machine: MachineName, sid: string, value: unknown): Snapshot {
    try {
      return keptMachine({ machine, sid }, value);
    } catch (error) {
      if (!(error instanceof InvalidInput)) throw error;
      const { field, message } = error;
      const says = `machines, "${sid}": ${message}`;
      throw new BadDatabase(this.#schema, says, { sid, field, cause: error });
    }
  }

  verdict(id: string, value: unknown): Verdict {
    return this.#checked('answers', id, 'verdict', value, flawInVerdict);
  }

  row(sid: string, value: unknown): Row {
    return this.#checked('resources', sid, 'row', value, flawInRow);
  }

  /** An effect that is to be performed, and its machine as it was when it asked. */
  errand({ key, effect: value, snapshot: asked, number }: Columns) {
    const effect = this.#checked<Effect>('errands', String(key), 'effect', value, flawInEffect);
    const errand = { key: String(key), number: Number(number), effect };
    if (asked === null) return errand;
    return { ...errand, snapshot: this.snapshot(effect.machine, effect.sid, asked) };
  }

  #checked<T>(
    table: string,
    sid: string,
    column: string,
    value: unknown,
    flawIn: (value: unknown) => Flaw | undefined,
  ): T {
    const flaw = flawIn(value);
    if (!flaw) return value as T;
    const field = flaw.path === '' ? column : `${column}.${flaw.path}`;
    const found = JSON.stringify(flaw.found)?.slice(0, 60) ?? 'missing';
    const says = `${table}, "${sid}": "${field}" is ${found}; expected ${flaw.expected}.`;
    throw new BadDatabase(this.#schema, says, { sid, field });
  }
}
