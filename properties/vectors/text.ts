/** Vectors as text: one step a line, so that a difference is read as a difference of steps. */
import type { VectorFile } from './vector.ts';

type Entry = { readonly id: string; readonly steps?: readonly object[] };

function entryText({ steps, ...head }: Entry): string {
  const opened = JSON.stringify(head);
  if (!steps) return `    ${opened}`;
  const lines = steps.map((step) => `      ${JSON.stringify(step)}`).join(',\n');
  return `    ${opened.slice(0, -1)},"steps":[\n${lines}\n    ]}`;
}

/** A file of vectors: the same vectors give the same bytes. */
export function fileText({ format, ...lists }: VectorFile): string {
  const parts = Object.entries(lists).map(
    ([name, entries]) => `  ${JSON.stringify(name)}: [\n${entries.map(entryText).join(',\n')}\n  ]`,
  );
  return `{\n  "format": ${format},\n${parts.join(',\n')}\n}\n`;
}

interface Described {
  readonly $defs: Readonly<Record<string, { readonly anyOf: readonly object[] }>>;
}
/** The schema: what is defined by its alternatives has one a line, so that each is read as a row. */
export function schemaText({ $defs, ...rest }: Described): string {
  const defined = Object.entries($defs).map(([name, { anyOf }]) => {
    const rows = anyOf.map((one) => `      ${JSON.stringify(one)}`).join(',\n');
    return `    ${JSON.stringify(name)}: {"anyOf":[\n${rows}\n    ]}`;
  });
  const opened = JSON.stringify(rest, null, 2).replace(/\n\}$/, '');
  return `${opened},\n  "$defs": {\n${defined.join(',\n')}\n  }\n}\n`;
}
