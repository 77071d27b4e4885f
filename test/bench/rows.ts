/** What a benchmark finds: rows of figures, in which the others are set beside one of ours. */

export interface Row {
  readonly name: string;
  readonly unit: string;
  readonly value: number;
  /** The same figure of others, by their names, as a multiple of the value. */
  readonly ratios: Readonly<Record<string, number>>;
  /** Whether it is left out of docs/speed.md. */
  readonly isDetail?: true;
}
/** A part of the benchmark. */
export interface Group {
  readonly says: string;
  readonly run: (options: {
    readonly isQuick: boolean;
    readonly onTurn: OnTurn;
  }) => Row[] | Promise<Row[]>;
}
/** Told now and then what has been done. */
export type OnTurn = (figures: Readonly<Record<string, number>>) => void;

/** A figure with three digits that count. */
export const rounded = (value: number): number => Number(value.toPrecision(3));
