/** Mermaid, in a browser, reads every diagram, and finds in it the boxes and arrows of the view. */
import { createRequire } from 'node:module';
import { fc } from '@fast-check/vitest';
import type { Mermaid } from 'mermaid';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { machineNames } from '../../machines/index.ts';
import { sequenceDiagram } from '../../properties/check/report.ts';
import { Switchboard } from '../../src/engine/index.ts';
import { stories } from '../../src/pages/gathered/book.ts';
import { diagramOf } from '../../src/pages/gathered/told.ts';
import { shown, storyNamed } from '../../src/pages/paths.ts';
import {
  aroundOf,
  graphOf,
  mermaidOf,
  sequenceOf,
  type View,
  viewsOf,
  wholeOf,
} from '../../src/render/index.ts';
import { chromiumPath, openBrowser } from '../sandbox/browser.ts';
import { smallGraph } from './small-graphs.ts';

/** What the page has of it. */
declare const mermaid: Mermaid;

const isFrame = (view: View, id: string) => view.boxes.some((box) => box.parent === id);

/** Lines of a diagram with the frame in which each stands. */
function arrowsIn(text: string) {
  const frames: string[] = [];
  const members = new Map<string, string | undefined>();
  const arrows: { from: string; to: string; frame: string | undefined }[] = [];
  for (const line of text.split('\n')) {
    const state = / as (\w+)( \{)?$/.exec(line);
    if (state?.[1]) members.set(state[1], frames.at(-1));
    if (state?.[2]) frames.push(state[1] as string);
    if (/^ *\}$/.test(line)) frames.pop();
    const arrow = /^ *(\S+) --> (\S+)/.exec(line);
    if (arrow)
      arrows.push({ from: arrow[1] as string, to: arrow[2] as string, frame: frames.at(-1) });
  }
  return { arrows, members };
}

const graphs = machineNames.map(graphOf);
const viewsIn = (graph: (typeof graphs)[number]) => [
  ...viewsOf(graph),
  ...graph.nodes.map(({ path }) => aroundOf(graph, path)),
];

test.each(graphs)(
  'No arrow of $machine crosses the edge of a frame, and none is there twice',
  (graph) => {
    for (const view of viewsIn(graph)) {
      const { arrows, members } = arrowsIn(mermaidOf(view));
      for (const { from, to, frame } of arrows) {
        for (const end of [from, to]) if (end !== '[*]') expect(members.get(end)).toBe(frame);
      }
      const pairs = arrows.map(({ from, to, frame }) => `${frame} ${from} ${to}`);
      expect(new Set(pairs).size, view.id).toBe(pairs.length);
      expect(arrows.length).toBeLessThanOrEqual(14);
      expect(view.boxes.some(({ id }) => isFrame(view, id))).toBe(/ \{$/m.test(mermaidOf(view)));
    }
  },
);

if (chromiumPath === undefined) {
  test('MERMAID WAS NOT ASKED: no Chromium on this machine', () => {
    process.stderr.write('\nMERMAID WAS NOT ASKED ABOUT DIAGRAMS: no Chromium found.\n\n');
  });
} else {
  const path = chromiumPath;
  describe('Mermaid reads', () => {
    let browser: Browser;
    let page: Page;
    beforeAll(async () => {
      browser = await openBrowser(path);
      page = await browser.newPage();
      const bundle = 'mermaid/dist/mermaid.min.js';
      await page.addScriptTag({ path: createRequire(import.meta.url).resolve(bundle) });
    });
    afterAll(() => browser.close());

    /** What Mermaid takes each text for, or what it has against it. */
    const readBy = (texts: readonly string[]) =>
      page.evaluate(async (all) => {
        const said: string[] = [];
        for (const text of all) {
          said.push(
            await mermaid.parse(text).then(
              ({ diagramType }) => diagramType,
              (error) => `${error}\n${text}`,
            ),
          );
        }
        return said;
      }, texts);

    async function agree(views: readonly View[]) {
      const texts = views.map(mermaidOf);
      expect(await readBy(texts)).toEqual(views.map(() => 'stateDiagram'));
      for (const [i, view] of views.entries()) {
        const text = texts[i] ?? '';
        const states = text.match(/^ *state "/gm) ?? [];
        expect(states.length).toBe(view.boxes.filter(({ kind }) => kind !== 'start').length);
        const ends = view.arrows.flatMap(({ lines }) => lines.flatMap(({ events }) => events));
        for (const { event } of ends) expect(text).toContain(event);
      }
    }

    test.each(graphs)('the diagrams of $machine, and finds in them what the views show', (graph) =>
      agree([...viewsIn(graph), wholeOf(graph)]),
    );

    test('random small graphs, whatever stands in their texts', () =>
      agree(fc.sample(smallGraph, { numRuns: 40, seed: 7 }).map((graph) => wholeOf(graph))));

    test('the sequence diagram of every story that a page shows', async () => {
      const told = stories();
      const names = [...new Set(Object.values(shown).map(({ story }) => story))];
      const said = await readBy(names.map((name) => diagramOf(storyNamed(told, name))));
      expect(said).toEqual(names.map(() => 'sequence'));
    });

    test('anything at all that is said, as it is said', async () => {
      const says = 'a; b # c <d> {e} : f %% g ->> h\nend "i" `j` \\k | l & m';
      const text = sequenceOf(
        [
          { id: 'end', says },
          { id: 'note over', says, isPerson: true },
        ],
        [
          { from: 'end', to: 'note over', says, isNews: true },
          { over: ['end', 'note over'], says },
          { over: ['end'], says },
        ],
      );
      expect(await readBy([text])).toEqual(['sequence']);
    });

    test('a run of the properties, which has as many participants as it names', async () => {
      const board = new Switchboard();
      const call = { machine: 'call', sid: 'end' } as const;
      const deliveries = [
        board.deliver(call, { type: 'call.receive', at: 1 }),
        board.deliver(call, { type: 'call.answered', at: 2 }),
        board.deliver(call, { type: 'call.startRecording', at: 3, recording: { sid: 'a; b' } }),
      ];
      const text = sequenceDiagram(deliveries.flatMap(({ steps }) => steps));
      expect(await readBy([text])).toEqual(['sequence']);
      expect(text.match(/ {2}participant .*/g)).toEqual([
        '  participant p_network as network',
        '  participant p_call_end as call end',
        '  participant p_clock as clock',
        '  participant p_customer as customer',
        '  participant p_recording_a__b as recording a#59; b',
        '  participant p_media as media server',
      ]);
    });

    test.each(['stateDiagram-v2\n  a -->', 'sequenceDiagram\n  a->>b: c; d'])(
      'no text that is none of its diagrams: %j',
      async (text) => {
        const [said] = await readBy([text]);
        expect(said).toMatch(/error/i);
      },
    );
  });
}
