/** Lives over time: what is drawn is what happened. */
import { SaxesParser } from 'saxes';
import { describe, expect, test } from 'vitest';
import { slotOf } from '../../machines/index.ts';
import { widthOf } from '../../src/render/formats/text.ts';
import { type LaneStep, lanesOf, lanesSvg } from '../../src/render/index.ts';
import { lengthSaid } from '../../src/render/lanes/axis.ts';
import { libraryFiles, loadScenario, play } from '../../src/scenarios/index.ts';

const played = libraryFiles().map((file) => play(loadScenario(file)));
const titleOf = ({ sid }: { readonly sid: string }) => sid;
const drawn = played.map(({ scenario, world }) => {
  const lanes = lanesOf(world.happenings, { titleOf });
  return { name: scenario.name, world, lanes, svg: lanesSvg(lanes, scenario.says) };
});

describe('The lanes of every shipped scenario', () => {
  test('have each machine once, and its states in order, without gaps, to the end', () => {
    for (const { name, world, lanes } of drawn) {
      const lived = world.happenings.filter(({ snapshot }) => snapshot);
      expect(lanes.lanes.map(slotOf).sort(), name).toEqual(
        [...new Set(lived.map(({ to }) => slotOf(to)))].sort(),
      );
      for (const { machine, sid, stretches } of lanes.lanes) {
        const ends = stretches.map(({ to }) => to);
        expect(ends, `${name} ${sid}`).toEqual([
          ...stretches.slice(1).map(({ from }) => from),
          lanes.to,
        ]);
        expect(stretches.at(-1)?.state).toBe(
          lived.findLast(({ to }) => to.sid === sid && to.machine === machine)?.snapshot?.state,
        );
      }
    }
  });

  test('show capture for as long as the recording says that there was any', () => {
    let many = 0;
    for (const { name, world, lanes } of drawn) {
      for (const { sid, state, context } of world.board.all('recording')) {
        // What failed was captured up to a moment that nobody knows.
        if (state !== 'completed') continue;
        const stretches = lanes.lanes.find((lane) => lane.sid === sid)?.stretches ?? [];
        const shown = stretches
          .filter(({ look }) => look === 'capturing')
          .reduce((sum, { from, to }) => sum + to - from, 0);
        many += 1;
        expect(shown, `${name} ${sid}`).toBe(context.capturedMs);
      }
    }
    expect(many).toBeGreaterThan(40);
  });

  test('have a mark for each callback of a machine, and one for each refusal', () => {
    for (const { name, world, lanes } of drawn) {
      const marks = lanes.lanes.flatMap((lane) => lane.marks);
      const told = world.happenings.flatMap(({ effects }) =>
        effects.filter(({ type }) => type === 'announced'),
      );
      const asked = world.happenings.flatMap(({ effects }) =>
        effects.filter(({ type }) => type === 'instructions.requested'),
      );
      expect(marks.filter(({ way }) => way === 'out').length, name).toBe(
        told.length + asked.length,
      );
    }
  });

  test('are well-formed pictures, in which every mark has its line', () => {
    for (const { svg, lanes } of drawn) {
      new SaxesParser().write(svg).close();
      expect(svg).not.toMatch(/undefined|NaN|Infinity/);
      const marks = lanes.lanes.flatMap((lane) => lane.marks);
      expect(svg.match(/<text[^>]*>[→←] /g) ?? []).toHaveLength(marks.length);
    }
  });
});

test.each([
  [880, 150],
  [400, 104],
])('numbers below a bar stand apart, and beside the names, %i pixels wide', (width, names) => {
  let many = 0;
  for (const { lanes, name } of drawn) {
    const svg = lanesSvg(lanes, name, { width });
    for (const lane of svg.split('<g class="stays">')[0]?.split('<g class="lane">').slice(1) ??
      []) {
      const labels = Array.from(
        lane.matchAll(/<text x="([\d.]+)"[^>]*text-anchor="middle">([^<]*)/g),
        ([, x, text = '']) => ({ x: Number(x), half: widthOf(text, 'Oblique', 11) / 2 }),
      );
      for (const { x, half } of labels) {
        expect(x - half, name).toBeGreaterThan(names);
        expect(x + half, name).toBeLessThan(width);
      }
      for (const [i, { x, half }] of labels.slice(1).entries()) {
        many += 1;
        expect(x - half, name).toBeGreaterThan((labels[i]?.x ?? 0) + (labels[i]?.half ?? 0));
      }
    }
  }
  expect(many).toBeGreaterThan(150);
});

test('what goes on is drawn until now, with a line for it', () => {
  const [one] = played;
  const begun = one?.world.happenings.slice(0, 2) as readonly LaneStep[];
  const now = (begun[0]?.event.at ?? 0) + 60_000;
  const lanes = lanesOf(begun, { now });
  expect(lanes).toMatchObject({ to: now, isOver: false });
  expect(lanesSvg(lanes, 'Now')).toContain('>now</text>');
});

test('nothing at all is a picture that says so', () => {
  const svg = lanesSvg(lanesOf([]), 'Nothing');
  expect(svg).not.toMatch(/undefined|NaN|Infinity/);
  expect(svg).toContain('>Nothing that happened to it is kept.</text>');
});

describe('A picture that is made for somebody who looks', () => {
  const [first] = drawn;
  const steps = first?.world.happenings.map((one, entry) => ({ ...one, entry })) ?? [];
  const lanes = lanesOf(steps, { titleOf: ({ sid }) => `"${sid}" <\u0001>` });
  const widthOf = (svg: string) => Number(/ width="(\d+)"/.exec(svg)?.[1]);

  test('is as wide as asked, and zoomed its axis grows, not its letters', () => {
    const whole = lanesSvg(lanes, '', { width: 500 });
    const zoomed = lanesSvg(lanes, '', { width: 500, zoom: 4 });
    expect(widthOf(whole)).toBe(500);
    expect(widthOf(zoomed)).toBeGreaterThan(1_500);
    const legend = (svg: string) => svg.slice(svg.indexOf('<g class="stays">'));
    expect(legend(zoomed)).toBe(legend(whole));
  });

  test('leads from each life, and from each mark by its entry', () => {
    const svg = lanesSvg(lanes, '', {
      linkOf: ({ sid }, mark) => `/#a&b/${sid}${mark ? `/${mark.entry}` : ''}`,
    });
    new SaxesParser().write(svg).close();
    const links = [...svg.matchAll(/<a class="(name|line)"[^>]* href="([^"]*)"/g)];
    expect(links.map(([, kind, to]) => `${kind} ${to}`)).toEqual([
      ...lanes.lanes.map(({ sid }) => `name /#a&amp;b/${sid}`),
      ...lanes.lanes
        .flatMap(({ sid, marks }) => marks.map(({ at, entry }) => ({ at, sid, entry })))
        .toSorted((one, other) => one.at - other.at)
        .map(({ sid, entry }) => `line /#a&amp;b/${sid}/${entry}`),
    ]);
  });

  test('says of each state when it was, and how long, whatever its life is called', () => {
    const [lane] = lanes.lanes;
    const [stretch] = lane?.stretches ?? [];
    const { from = 0, to = 0 } = stretch ?? {};
    const svg = lanesSvg(lanes, '\ud800');
    new SaxesParser().write(svg).close();
    expect(svg).toContain(
      `data-at="${from}"><title>${stretch?.state} · 0:00 – ${lengthSaid(to - from)} ·`,
    );
  });
});

test.each([
  [0, '0:00'],
  [3_200, '0:03.2'],
  [720_000, '12:00'],
  [3_723_000, '1:02:03'],
  [59_990, '1:00'],
])('%i ms are said %s', (ms, says) => {
  expect(lengthSaid(ms)).toBe(says);
});
