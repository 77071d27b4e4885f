/**
 * What may not be said and is forgiven, in the words of the tables beside this file: each text with
 * the one that it counts as, or undefined where it is as if left out. Written by hand from A29.
 */
import type { Holding, Kind } from './holding.ts';

export type Forgiven = readonly [said: string, countsAs: string | undefined];

const leftOut = (...all: readonly string[]): Forgiven[] => all.map((said) => [said, undefined]);

/** So many seconds are so many milliseconds as the model takes at most. */
const longest = 4_320_000_000_000;
const number = ({ least, most: bound }: Holding): Forgiven[] => {
  const most = Number.isFinite(bound) ? bound : longest;
  return [
    [`${least - 1}`, `${least}`],
    ['-99999', `${least}`],
    [`${most + 1}`, `${most}`],
    ['9'.repeat(400), `${most}`],
    [`${least + 1}.4`, `${least + 1}`],
    [`${least + 1}.5`, `${least + 2}`],
    [`+${least}`, `${least}`],
    [` ${least}\n`, `${least}`],
    ...leftOut('', ' ', 'many', 'auto', '1e3', '0x10', '1,000', '5 minutes', 'NaN', '-'),
  ];
};
const words = ({ words: all }: Holding): Forgiven[] => [
  ...all.flatMap((word): Forgiven[] => {
    const spellings = [word.toUpperCase(), word.toLowerCase(), ` ${word} `, `\t${word}`];
    return spellings
      .filter((one) => !all.includes(one))
      .map((one) => [one, all.find((known) => known.toLowerCase() === one.trim().toLowerCase())]);
  }),
  ...leftOut('', ' ', 'something-else', ...all.map((word) => `${word}x`), `${all[0]} ${all[1]}`),
];
const list = ({ words: all }: Holding): Forgiven[] => {
  const [first = '', last = ''] = [all[0], all.at(-1)];
  return [
    [all.join(','), all.join(' ')],
    [all.toReversed().join(', '), all.toReversed().join(' ')],
    [first.toUpperCase(), first],
    [` ${first} Something-Else ${last.toUpperCase()}`, `${first} ${last}`],
    [`${last}x ${first}`, first],
    ...leftOut('', ' ', ',', 'something-else', `${first}x`),
  ];
};
/** The words of a set are one text, in the order of the table. */
const inOrder = ({ words: all }: Holding, text: string) =>
  all.filter((word) => text.split(' ').includes(word)).join(' ');

const flags: Readonly<Record<string, readonly string[]>> = {
  true: ['TRUE', 'True', ' true', '1', 'yes', 'on'],
  false: ['FALSE', 'False', 'false ', '0', 'no', 'off'],
};

const samples: { readonly [K in Kind]?: (holding: Holding) => readonly Forgiven[] } = {
  url: ({ mayBeEmpty }) =>
    leftOut(
      ...(mayBeEmpty ? [] : ['', ' ']),
      'ftp://example.com/',
      'javascript:alert(1)',
      'http://',
    ),
  flag: () => [
    ...Object.entries(flags).flatMap(([word, all]) => all.map((one): Forgiven => [one, word])),
    ...leftOut('', 'true/', 'maybe', '2', 'truefalse'),
  ],
  number,
  seconds: (holding) => [
    ...number(holding),
    [`${holding.least}s`, `${holding.least}`],
    [`${holding.least} Seconds`, `${holding.least}`],
  ],
  words,
  events: list,
  set: (holding) =>
    list(holding).map(
      ([said, countsAs]): Forgiven => [said, countsAs && inOrder(holding, countsAs)],
    ),
  keys: ({ words: [of = ''], mayBeEmpty }) => [
    [` ${of} `, of],
    [[...of].join(','), of],
    [`${of}y`, of],
    ...leftOut(...(mayBeEmpty ? [] : ['']), 'none', '-'),
  ],
};

export const forgivenIn = (holding: Holding) => samples[holding.kind]?.(holding) ?? [];
