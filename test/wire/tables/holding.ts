/**
 * What a parameter or attribute may hold, in the words of the tables beside this file:
 *
 *     text | url | flag | anything        needed text: not without it, and not empty
 *     seconds 5-120 | number 0-           fraction 0-1
 *     one of a, b                         flag or one of true, a: JSON may hold the flag
 *     some of a, b                        words with white space between them
 *     set of a, b                         the same, as one text in the order of the table
 *     keys of 123                         keys of 123 or none, url or none
 *     address | dialled                   dialled: any text that has not lost a +
 *     day | days | times | token          … or null
 */

export type Kind =
  | ('text' | 'url' | 'flag' | 'anything' | 'number' | 'seconds' | 'fraction')
  | ('words' | 'flagged' | 'events' | 'set' | 'keys' | 'day' | 'days' | 'times' | 'token')
  | ('address' | 'dialled');

/** Something that may be said, and the value that it stands for. */
export interface Taken {
  readonly said: string;
  readonly means: unknown;
}
export interface Holding {
  readonly kind: Kind;
  readonly isNeeded: boolean;
  readonly orNull: boolean;
  readonly words: readonly string[];
  readonly least: number;
  /** Infinity where the documentation has no bound. */
  readonly most: number;
  readonly mayBeEmpty: boolean;
  /** The first and the last of what may be said, and what is between them. */
  readonly taken: readonly Taken[];
  /** What comes right before and behind it, and what is something else. */
  readonly refused: readonly string[];
}

/** Where there is no documented bound, so much is taken for certain, and so much is too much. */
const unbounded = { taken: 4_320_000_000_000, refused: 9_007_199_254_741 };

type Parts = Pick<Holding, 'words' | 'least' | 'most' | 'mayBeEmpty'>;
interface Samples {
  readonly taken: readonly (string | Taken)[];
  readonly refused: readonly string[];
}

const number = ({ least, most }: Parts): Samples => ({
  taken: [least, least + 1, Number.isFinite(most) ? most : unbounded.taken].map((one) => ({
    said: String(one),
    means: one,
  })),
  refused: [
    String(least - 1),
    String(Number.isFinite(most) ? most + 1 : unbounded.refused),
    ...['', 'many', `${least + 1}.5`, '1e3', `+${least}`, ` ${least}`, '9'.repeat(400)],
  ],
});
const words = ({ words: all }: Parts): Samples => ({
  taken: all,
  refused: [
    ...all.map((one) => `${one}x`),
    ...['', 'something-else', `${all.join(' ')} ${all.join(' ')}`],
    ...all
      .flatMap((one) => [one.toUpperCase(), one.toLowerCase()])
      .filter((one) => !all.includes(one)),
  ],
});
const strangeDays = ['', 'yesterday', '2023-02-29', '22.05.2023', '2023-5-22'];

/** Where a form had a +, it has a blank. */
export const lostPluses = [' 12025550101', 'sip: 12025550101@example.com', ' 1 202 555 0101'];

const samples: Readonly<Record<Kind, (parts: Parts) => Samples>> = {
  text: () => ({ taken: ['a', '', 'ä & <ü> "🎉"'], refused: [] }),
  address: () => ({
    taken: [
      ...['+12', '+12025550101', '+123456789012345', 'sip:a@b', 'sip:+12025550101@example.com'],
      ...['SIPS:a.b@[::1]:5061;transport=tls', 'sip:example.com', 'client:anna'],
    ],
    refused: [
      ...['', 'nobody', '12025550101', '911', '+', '+1', '+02025550101', '+1234567890123456'],
      ...['+1 202 555 0101', '+1-202-555-0101', '+12025550101,+12025550102', '+12025550101 '],
      ...['sip:', 'sip:a b@c', 'sip:a@b@c', 'client:', 'client:a b', 'tel:+12025550101', 'a@b'],
      ...lostPluses,
    ],
  }),
  dialled: () => ({
    taken: ['a', '', '+12025550101', '12025550101', 'Anna 2'],
    refused: lostPluses,
  }),
  anything: () => ({ taken: ['a', ''], refused: [] }),
  url: ({ mayBeEmpty }) => ({
    taken: ['https://example.com/a?b=c&d', 'http://localhost:8080/', ...(mayBeEmpty ? [''] : [])],
    refused: [...(mayBeEmpty ? [] : ['']), 'ftp://example.com/', 'javascript:alert(1)', 'http://'],
  }),
  flag: () => ({
    taken: [
      { said: 'true', means: true },
      { said: 'false', means: false },
    ],
    refused: ['', 'TRUE', 'False', 'yes', 'no', '1', '0', ' true'],
  }),
  number,
  seconds: number,
  fraction: ({ least, most }) => ({
    taken: [least, (least + most) / 2, most].map((one) => ({ said: String(one), means: one })),
    refused: [String(least - 0.001), String(most + 0.001), '', 'much', '1e-3'],
  }),
  words,
  flagged: words,
  events: ({ words: all }) => ({
    taken: [
      ...all.map((one) => ({ said: one, means: [one] })),
      { said: all.join(' '), means: all },
      { said: ` ${all.toReversed().join('  ')} ${all[0]} `, means: all.toReversed() },
    ],
    refused: ['', ' ', 'something-else', `${all[0]} something-else`, `${all.join(',')},`],
  }),
  set: ({ words: all }) => ({
    taken: [
      ...all,
      { said: all.join(' '), means: all.join(' ') },
      { said: ` ${all.toReversed().join('  ')} ${all[0]} `, means: all.join(' ') },
    ],
    refused: ['', ' ', 'something-else', `${all[0]} something-else`, `${all.join(',')},`],
  }),
  keys: ({ words: [of = ''], mayBeEmpty }) => ({
    taken: [of, ...of, ...(mayBeEmpty ? [''] : [])],
    refused: ['a', `${of} `, ...(mayBeEmpty ? [] : ['']), ...(of.includes('w') ? [] : ['w'])],
  }),
  day: () => ({
    taken: ['2024-01-16', '2024-02-29', '0000-01-01', '9999-12-31'],
    refused: [...strangeDays, '>2023-05-22', '2023-05-22T00:00:00Z'],
  }),
  days: () => ({
    taken: ['', '>', '>=', '<', '<='].map((operator) => `${operator}2024-01-16`),
    refused: [...strangeDays, '>', '=>2023-05-22', '<>2023-05-22', '2023-05-22T00:00:00Z'],
  }),
  times: () => ({
    taken: ['', '>', '>=', '<', '<='].flatMap((operator) => [
      `${operator}2024-01-16`,
      `${operator}2024-01-16T00:00:00Z`,
      `${operator}2024-01-16T23:59:59.999-08:00`,
    ]),
    refused: [...strangeDays, '>', '=>2023-05-22', '2023-05-22 00:00:00', '2023-05-22T24:00:01Z'],
  }),
  token: () => ({ taken: ['MTcwNTM5Nzg4MDAwMCBjYWxsLTA'], refused: ['', 'next'] }),
};

const kinds: readonly (readonly [Kind, RegExp])[] = [
  ['words', /^one of (?<words>.+)$/],
  ['flagged', /^flag or one of (?<words>.+)$/],
  ['events', /^some of (?<words>.+)$/],
  ['set', /^set of (?<words>.+)$/],
  ['url', /^url(?<none> or none)?$/],
  ['keys', /^keys of (?<keys>\S+)(?<none> or none)?$/],
  ['seconds', /^seconds (?<least>\d+)-(?<most>\d*)$/],
  ['number', /^number (?<least>\d+)-(?<most>\d*)$/],
  ['fraction', /^fraction (?<least>\d+)-(?<most>\d*)$/],
  ...(
    ['text', 'flag', 'anything', 'day', 'days', 'times', 'token', 'address', 'dialled'] as const
  ).map((kind) => [kind, new RegExp(`^${kind}$`)] as const),
];

/** What a cell of a table says. */
export function holdingOf(cell: string): Holding {
  const [, needed, plain = '', orNull] = /^(needed )?(.+?)( or null)?$/.exec(cell) ?? [];
  for (const [kind, pattern] of kinds) {
    const found = pattern.exec(plain);
    if (!found) continue;
    const { words: list, keys, none, least, most } = found.groups ?? {};
    const parts: Parts = {
      words: keys === undefined ? (list?.split(', ') ?? []) : [keys],
      least: Number(least ?? 0),
      most: most ? Number(most) : Infinity,
      mayBeEmpty: none !== undefined,
    };
    const { taken, refused } = samples[kind](parts);
    const isNeeded = needed !== undefined;
    const isTaken = ({ said }: Taken) => !isNeeded || said !== '';
    return {
      kind,
      isNeeded,
      orNull: orNull !== undefined,
      ...parts,
      taken: taken
        .map((one) => (typeof one === 'string' ? { said: one, means: one } : one))
        .filter(isTaken),
      refused: isNeeded ? [...new Set([...refused, ''])] : refused,
    };
  }
  throw new Error(`no table says "${cell}"`);
}
