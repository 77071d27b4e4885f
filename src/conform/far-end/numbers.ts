/** A far end of magic numbers: who is called does by itself what its number says. */
import { z } from 'zod';
import { type ConformFarEnd, type FarEndManner, farEndManners } from './far-end.ts';

const someone = z.string().min(1);
const tableSchema = z.partialRecord(
  z.enum(farEndManners.filter((one) => one !== 'waits')),
  z.union([someone, z.array(someone).min(1)]),
);
/** Numbers by how whoever has them behaves; of several each is called in its turn. */
export type FarEndNumbers = z.infer<typeof tableSchema>;

/**
 * A far end of such numbers. It can be told nothing.
 * @throws TypeError that names the field, for what is no such table.
 */
export function farEndOfNumbers(table: FarEndNumbers): ConformFarEnd {
  const parsed = tableSchema.safeParse(table);
  if (!parsed.success) {
    const [flaw] = parsed.error.issues;
    const where = flaw?.path.length ? `"${flaw.path.join('.')}" of the numbers` : 'The numbers';
    const manners = farEndManners.filter((one) => one !== 'waits').join(', ');
    throw new TypeError(
      `${where}: ${flaw?.message}; expected a number, or a list, for any of ${manners}.`,
    );
  }
  const turns = new Map<FarEndManner, number>();
  return {
    number(manner) {
      const all = [
        (table as Readonly<Partial<Record<FarEndManner, string | string[]>>>)[manner] ?? [],
      ].flat();
      const turn = turns.get(manner) ?? 0;
      turns.set(manner, turn + 1);
      return all[turn % all.length];
    },
  };
}
