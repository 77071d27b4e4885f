/** Sequence diagrams as pictures: all that is said is in them, in its order, and has room. */
import { fc, test as property } from '@fast-check/vitest';
import { Resvg } from '@resvg/resvg-js';
import { SaxesParser } from 'saxes';
import { expect, test } from 'vitest';
import { tones } from '../../src/render/formats/tones.ts';
import { type Lifeline, type Spoken, sequenceSvg } from '../../src/render/index.ts';

const word = fc.oneof(
  fc.string({ maxLength: 12 }),
  fc.constantFrom('media.started', '→ <&"\'>', 'a name that does not end '.repeat(8)),
);
const ids = ['app', 'call', 'leg', 'media'];
const lifelines: fc.Arbitrary<Lifeline[]> = fc
  .tuple(...ids.map(() => fc.record({ says: word, isPerson: fc.boolean() })))
  .map((all) => all.map((one, i) => ({ ...one, id: ids[i] ?? '' })));
const id = fc.constantFrom(...ids);
const when = fc.option(fc.constantFrom('0s', '1.5s', '3600s'), { nil: undefined });
const spoken = fc
  .tuple(
    fc.oneof(
      fc.record({ from: id, to: id, says: word, isNews: fc.boolean() }),
      fc.record({ over: fc.constantFrom(['call'], ['app'], ['media'], ids), says: word }),
    ),
    when,
  )
  .map(([one, at]): Spoken => (at === undefined ? one : { ...one, when: at }));

interface Part {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly text: string;
}
/** What is drawn, and what its words are; the title of a part is what is told of it. */
function partsOf(svg: string): Part[] {
  const parts: Part[] = [];
  const open: { name: string; attributes: Record<string, string>; text: string }[] = [];
  const parser = new SaxesParser();
  parser.on('opentag', ({ name, attributes }) => open.push({ name, attributes, text: '' }));
  parser.on('text', (text) => {
    const last = open.at(-1);
    if (last) last.text += text;
  });
  parser.on('closetag', () => parts.push(open.pop() as Part));
  parser.write(svg).close();
  return parts;
}
const number = ({ attributes }: Part, name: string) => Number(attributes[name] ?? 0);

property.prop([lifelines, fc.array(spoken, { maxLength: 12 })], { numRuns: 60 })(
  'everything is inside the picture, each row below the one before, and nothing is lost',
  (who, lines) => {
    const svg = sequenceSvg(who, lines, 'A session');
    expect(svg).not.toMatch(/undefined|NaN|Infinity/);
    const parts = partsOf(svg);
    const whole = parts.at(-1) as Part;
    const [width, height] = [number(whole, 'width'), number(whole, 'height')];
    for (const part of parts.filter(({ name }) => name === 'rect')) {
      expect(number(part, 'x')).toBeGreaterThanOrEqual(0);
      expect(number(part, 'x') + number(part, 'width')).toBeLessThanOrEqual(width);
      expect(number(part, 'y') + number(part, 'height')).toBeLessThanOrEqual(height);
    }
    const arrows = parts.filter(({ attributes: { d = '' } }) => /^M\S+ \d+[lh]/.test(d));
    const heights = arrows.map(({ attributes: { d = '' } }) => Number(/ (\d+)/.exec(d)?.[1]));
    expect(heights).toEqual(heights.toSorted((a, b) => a - b));
    const told = parts.filter(({ name }) => name === 'text' || name === 'title');
    const said = told.map(({ text }) => text).join('\n');
    for (const { says } of [...who, ...lines])
      for (const one of says.split(/\s+/).filter((text) => /^[\w.]+$/.test(text)))
        expect(said).toContain(one);
  },
);

test('an order is a solid line and news a dashed one, and a time that stays is said once', () => {
  const who = [
    { id: 'a', says: 'Application', isPerson: true },
    { id: 'b', says: 'call-1\n+1…199 → +1…100' },
  ];
  const asks = { from: 'a', to: 'b', says: 'POST Calls', isNews: false, when: '0s' };
  const told = { from: 'b', to: 'a', says: '200', isNews: true, when: '0s' };
  const parts = partsOf(sequenceSvg(who, [asks, told], 'A call'));
  const lines = parts.filter(({ attributes: { d = '' } }) => /^M\S+ \S+H/.test(d));
  expect(lines.map(({ attributes }) => attributes['stroke-dasharray'] ?? 'solid')).toEqual([
    'solid',
    '5 3',
  ]);
  expect(parts.filter(({ text }) => text === '0s')).toHaveLength(1);
  expect(parts.map(({ text }) => text)).toEqual(
    expect.arrayContaining(['Application', 'call-1', '+1…199 → +1…100', 'POST Calls', '200']),
  );
});

test('it has its colours where it is drawn by what is no browser', () => {
  const asks = { from: 'a', to: 'a', says: 'itself', isNews: false };
  const svg = sequenceSvg([{ id: 'a', says: 'a' }], [asks], 'One');
  const { pixels } = new Resvg(svg, { font: { loadSystemFonts: false } }).render();
  expect(`#${Buffer.from(pixels.subarray(0, 3)).toString('hex')}`).toBe(tones.paper);
});
