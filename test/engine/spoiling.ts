/** One value of something stored, replaced by one that does not belong there. */

export type Path = readonly (string | number)[];

/** Where there are values in a JSON value, but for the whole. */
export function placesIn(value: unknown, at: Path = []): Path[] {
  const own = at.length === 0 ? [] : [at];
  if (typeof value !== 'object' || value === null) return own;
  return [
    ...own,
    ...Object.entries(value).flatMap(([key, inner]) =>
      placesIn(inner, [...at, Array.isArray(value) ? Number(key) : key]),
    ),
  ];
}

/** What is put in the place of a value: of other types, out of range, of other words. */
const wrongs: readonly unknown[] = [
  null,
  9e15,
  -1,
  0.5,
  2 ** 60,
  '',
  'spoiled',
  true,
  [],
  {},
  [null],
  { machine: 'call' },
];

/** The value with another one at a place, and which. */
export function spoiled(value: unknown, path: Path, nth: number) {
  const wrong = wrongs[nth % wrongs.length];
  const copy = JSON.parse(JSON.stringify(value)) as Record<string, unknown>;
  let inner = copy;
  for (const key of path.slice(0, -1)) inner = inner[key] as Record<string, unknown>;
  inner[path.at(-1) as string] = structuredClone(wrong);
  return { value: copy, wrong };
}

/** Whether a field that is named is what was spoiled, or around it, or inside of what was put there. */
export function isAbout(field: string, path: Path): boolean {
  const named = `${field.replace(/\[(\d+)\]/g, '.$1')}.`;
  const meant = `${path.join('.')}.`;
  return named.startsWith(meant) || meant.startsWith(named);
}
