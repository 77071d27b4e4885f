/** A source file in which mutants can be planted and taken out again while it runs. */
import type { SourceMutant } from './mutants.ts';

/** A mutant, and the number by which it is planted. */
export type Numbered = readonly [number, Pick<SourceMutant, 'start' | 'end' | 'becomes'>];

declare global {
  /** Whether the mutant of this number is planted; undefined: none ever is. */
  var isPlanted: ((mutant: number) => boolean) | undefined;
}

/** The text with each mutant beside what it replaces. Both are written on, so places may nest. */
export function switched(text: string, mutants: readonly Numbered[]): string {
  const outside = mutants.toSorted(([, a], [, b]) => a.start - b.start || b.end - a.end);
  const written = (from: number, to: number, inside: readonly Numbered[]): string => {
    let result = '';
    let at = from;
    for (let i = 0; i < inside.length; ) {
      const [number, { start, end, becomes }] = inside[i] as Numbered;
      let next = i + 1;
      while (next < inside.length && (inside[next] as Numbered)[1].start < end) next += 1;
      const was = written(start, end, inside.slice(i + 1, next));
      const asks = `globalThis.isPlanted?.(${number})`;
      // Lines stay what they are, so that a stack leads to them.
      const both =
        becomes === '' ? `{ if (!${asks}) { ${was} } }` : `(${asks} ? (${becomes}) : (${was}))`;
      result += text.slice(at, start) + both;
      at = end;
      i = next;
    }
    return result + text.slice(at, to);
  };
  return written(0, text.length, outside);
}
