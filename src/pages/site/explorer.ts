/** The explorer as a page of the site: every scenario as a walk, a picture of every state, a script. */
import { leavesOf, machineNames } from '../../../machines/index.ts';
import { choicesIn, journeyOf, type WalkAnswer, type WalkStep } from '../../explorer/index.ts';
import { livePicture } from '../../render/index.ts';
import { type Story, stories } from '../gathered/book.ts';
import { fileNameOf, type PageFiles } from '../sheet/sheet.ts';
import { builtScript } from './built.ts';

/** A scenario as a walk. */
interface StoryWalk {
  readonly name: string;
  readonly says: string;
  readonly told: readonly WalkStep[];
}
/** Where something happens first: in which walk, after how many turns. */
interface Place {
  readonly name: string;
  readonly at: number;
  /** What has to be told after that, beside the scenario. */
  readonly beside?: WalkStep;
}
/** What the page knows beside the model. */
export interface ExplorerData {
  readonly walks: readonly StoryWalk[];
  /** By what one may want to see, such as `recording is paused`, the shortest way there. */
  readonly ways: Readonly<Record<string, Place>>;
}

/** What a scenario was told from outside, in order. */
export const walkOf = ({ played, report }: Story): StoryWalk => ({
  name: report.name,
  says: played.scenario.says,
  told: played.world.happenings
    .filter(({ isFirst }) => isFirst)
    .map(({ to, event }) => ({ to: { machine: to.machine, sid: to.sid }, event })),
});

/** The shortest way to every state and refusal that a scenario shows, or that is one step beside one. */
export function waysIn(walks: readonly StoryWalk[]): ExplorerData['ways'] {
  const ways = new Map<string, Place & { readonly steps: number }>();
  const note = (seen: readonly string[], place: Place) => {
    const steps = place.at + (place.beside ? 1 : 0);
    for (const what of seen) {
      if ((ways.get(what)?.steps ?? Number.POSITIVE_INFINITY) > steps) {
        ways.set(what, { ...place, steps });
      }
    }
  };
  for (const { name, told } of walks) {
    for (const [i, turn] of journeyOf(told).entries()) {
      note(turn.heard.flatMap(seenIn), { name, at: i + 1 });
      for (const choice of choicesIn(turn.world, besideMs)) {
        if (choice.verdict.verdict !== 'refused') continue;
        note([refusalOf(choice.event.type, choice.verdict.reason)], {
          name,
          at: i + 1,
          beside: { to: choice.to, event: choice.event },
        });
      }
    }
  }
  const sorted = [...ways].sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(sorted.map(([what, { steps: _, ...place }]) => [what, place]));
}
/** How much later something is told that no scenario tells. */
const besideMs = 100;
const refusalOf = (type: string, reason: string) => `${type} is refused: ${reason}`;
const seenIn = ({ to, event, verdict, snapshot }: WalkAnswer): string[] => [
  ...(snapshot ? [`${to.machine} is ${snapshot.state}`] : []),
  ...(verdict.verdict === 'refused' ? [refusalOf(event.type, verdict.reason)] : []),
];

/** What the explorer consists of, and what stands on its page. */
export async function explorerFiles(): Promise<{ files: PageFiles; main: string }> {
  const walks = stories().map(walkOf);
  const data: ExplorerData = { walks, ways: waysIn(walks) };
  const pictures = machineNames.flatMap((machine) =>
    leavesOf(machine).map(
      async ({ path }): Promise<[string, string]> => [
        `explorer/${fileNameOf(machine)}-${path}.svg`,
        await livePicture({ machine, state: path }, []),
      ],
    ),
  );
  return {
    files: new Map([
      ...(await Promise.all(pictures)),
      ['explorer-data.js', `window.explorerData=${JSON.stringify(data)}\n`],
      ['explorer.js', builtScript('explorer.js')],
    ]),
    main,
  };
}

const main = `<div class="explorer">
<h1>Explorer</h1>
<p>Tell the machines something, and see what they answer. Everything runs on this page, with the machines themselves.</p>
<div class="bar">
<label>Begin with <select id="walk"><option value="">nothing</option></select></label>
<label>How do I get to <select id="way"><option value="">…</option></select></label>
<span class="steps" role="group" aria-label="Steps">
<button id="back" type="button">Back</button>
<input id="at" type="range" min="0" max="0" value="0" aria-label="Step">
<button id="forward" type="button">Forward</button>
<output id="count"></output>
</span>
<button id="link" type="button">Copy link</button>
<button id="lines" type="button">Copy as JSON lines</button>
<button id="test" type="button">Copy as test</button>
</div>
<p id="says" role="status"></p>
<div class="halves">
<section aria-labelledby="next-head">
<h2 id="next-head">What can happen next</h2>
<label>after <select id="after"><option value="0">no time</option><option value="1000" selected>1 s</option><option value="10000">10 s</option><option value="60000">1 min</option></select></label>
<div id="next"></div>
</section>
<section aria-labelledby="are-head">
<h2 id="are-head">Machines</h2>
<div id="machines"></div>
</section>
</div>
<section aria-labelledby="told-head">
<h2 id="told-head">Who told whom</h2>
<div id="told" class="wide" tabindex="0" role="region" aria-label="Messages"></div>
</section>
<section aria-labelledby="known-head">
<h2 id="known-head">What can I know from outside?</h2>
<details id="known">
<summary>What somebody can be sure of who only sees requests, documents and callbacks</summary>
<p><label>It is told of <select id="watched"></select></label></p>
<div id="known-table" class="wide" tabindex="0" role="region" aria-label="Known from outside"></div>
</details>
</section>
<section aria-labelledby="asked-head">
<h2 id="asked-head">What this step asked of the world</h2>
<ul id="asked"></ul>
</section>
<section aria-labelledby="lives-head">
<h2 id="lives-head">Lives over time</h2>
<div id="lives" class="wide" tabindex="0" role="region" aria-label="Lives"></div>
</section>
<noscript><p>The explorer needs JavaScript; the other pages do not.</p></noscript>
</div>`;
