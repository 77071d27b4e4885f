/** What the rules of a system are written with: names for its machines, and how one of them is told. */
import { slotOf } from '../../../../machines/index.ts';
import type { System } from '../../../../properties/generators/system.ts';
import type { Parties } from '../parties.ts';

/** What can happen at one moment: a rule of Promela, which is one step of the search. */
export interface Rule {
  /** A few words for whoever reads the model. */
  readonly says: string;
  /** All of this has to be so. */
  readonly when: readonly string[];
  /** What comes of it, statement by statement. */
  readonly does: readonly string[];
}

/** How a host goes by an outage, in Promela; `rules/outages.ts` has that of all hosts. */
export interface OutageText {
  /** Statements that work out what an outage leaves behind. */
  readonly after: readonly string[];
  /** When a timer may fire that is due at `due`, set by the machine `of`. */
  readonly fires: (due: string, of: string) => string;
}

export interface SceneOptions {
  /** Everybody outside may fall silent, at any moment and for good. */
  readonly falls?: 'silent';
  /** A host that goes by an outage in another way. */
  readonly outage?: OutageText;
}

/** Says that nothing else comes first: a message that arrives twice does so at once. */
export const calm = 'again == 0';

export class Scene {
  readonly system: System;
  readonly parties: Parties;
  readonly options: SceneOptions;
  /** Says that the host is there; nothing where it always is. */
  readonly isThere: readonly string[];
  /** Says that whoever is outside still does something; nothing where they always may. */
  readonly isLoud: readonly string[];

  constructor(system: System, parties: Parties, options: SceneOptions) {
    this.system = system;
    this.parties = parties;
    this.options = options;
    this.isThere = system.outages ? ['!away'] : [];
    this.isLoud = options.falls ? ['!silent'] : [];
  }

  /** What a machine is called. */
  nameOf(place: number): string {
    const { machine, sid } = this.#addressOf(place);
    return `${machine}_${sid.replaceAll(/[^a-zA-Z0-9]/gu, '_')}`;
  }

  /** What the clock of a machine shows. */
  clockOf(place: number): string {
    const ahead = this.system.ahead?.[slotOf(this.#addressOf(place))] ?? 0;
    return ahead === 0 ? 'clock' : `clock + ${ahead}`;
  }

  /** The places of the machines of these names. */
  placesOf(...names: readonly string[]): number[] {
    return this.parties.machines.flatMap(({ machine }, i) => (names.includes(machine) ? i : []));
  }

  /** A machine is told something, by its own clock. */
  tell(place: number, what: string, x: string | number, y: string | number = 0): string {
    return this.tellAt(this.clockOf(place), place, what, x, y);
  }

  tellAt(at: string, place: number, what: string, x: string | number, y: string | number = 0) {
    const said = { who: this.nameOf(place), what, x, y, at };
    const set = Object.entries(said).filter(([name, value]) => name !== value);
    return set.map(([name, value]) => `${name} = ${value}`).join('; ');
  }

  /** A machine is told a report; or it waits, if the host is away or an earlier one still waits. */
  report(place: number, what: string, x: string | number, y: string | number = 0): string {
    const told = this.tell(place, what, x, y);
    if (!this.system.outages) return told;
    const waits = `waits[${this.nameOf(place)}]`;
    return choice(
      [`away || nempty(${waits})`, `${waits}!${what},${x},${y},clock; x = 0; y = 0`],
      ['else', told],
    );
  }

  #addressOf(place: number) {
    const address = this.parties.machines[place];
    if (!address) throw new Error(`there is no machine at place ${place}`);
    return address;
  }
}

/** The first of these that is so. */
export const choice = (...ways: readonly (readonly [when: string, does: string])[]) =>
  ['if', ...ways.map(([when, then]) => `:: ${when} -> ${then}`), 'fi'].join('\n       ');
/** The smaller, and the greater, of two expressions. */
export const least = (a: string, b: string) => `(${a} < ${b} -> ${a} : ${b})`;
export const most = (a: string, b: string) => `(${a} > ${b} -> ${a} : ${b})`;
