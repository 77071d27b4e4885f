/** How to read the charts: each sign that a picture has, in a small picture out of the same machines. */
import type { ViewPlan } from '../render/graph/view.ts';
import { aroundOf, type Graph, svgOf, type View } from '../render/index.ts';
import { viewOf } from '../render/views/cut.ts';
import { signs, verdictPiece } from './answers.ts';
import type { Graphs } from './gathered/book.ts';
import { bulletList, code, link, picture, table } from './sheet/markdown.ts';
import { eventLink, type File, machinePage, sheet, way } from './sheet/sheet.ts';

const file = 'reading.md';

/** A small picture of the recording: these states, and these ways between them. */
const plan = (
  id: string,
  says: string,
  states: readonly string[],
  ways: readonly string[],
  more: Partial<ViewPlan> = {},
): ViewPlan => ({
  ...{ id, title: says, says, states, ways },
  ...{ direction: 'right', conditions: 'of forks', effects: 'none' },
  ...more,
});
const plans = {
  step: plan(
    'step',
    'A command leads from inProgress to pausing, and a fact from there to paused',
    ['inProgress', 'pausing', 'paused'],
    ['inProgress recording.pause', 'pausing media.paused paused'],
  ),
  signal: plan(
    'signal',
    'A signal leads from inProgress to stopping',
    ['inProgress', 'stopping'],
    ['inProgress host.ended'],
  ),
  condition: plan(
    'condition',
    'An empty file leads to absent, any other to completed',
    ['processing', 'completed', 'absent'],
    ['processing media.saved'],
  ),
  effect: plan(
    'effect',
    'On its entry stopping orders the media server to stop',
    ['stopping', 'processing'],
    ['stopping media.stopped'],
    { effects: 'all' },
  ),
  frame: plan(
    'frame',
    'Whatever is in the frame, a request leads to stopping',
    ['inProgress', 'pausing', 'paused', 'stopping'],
    ['undecided recording.stop'],
    {
      groups: [
        {
          ...{ id: 'undecided', title: 'While its end is not decided', as: 'frame' },
          of: ['inProgress', 'pausing', 'paused'],
        },
      ],
    },
  ),
  start: plan(
    'start',
    'A request leads from nothing to starting',
    ['none', 'starting'],
    ['none recording.requested'],
  ),
} as const;
type PictureId = keyof typeof plans | 'around';

const pictureFile = (id: PictureId) => `reading/${id}.svg`;

/** The page, and its pictures. */
export async function readingPages(graphs: Graphs): Promise<File[]> {
  const views = new Map<PictureId, View>(
    Object.entries(plans).map(([id, one]) => [id as PictureId, viewOf(graphs.recording, one)]),
  );
  views.set('around', aroundOf(graphs.recording, 'processing'));
  const drawn = [...views].map(
    async ([id, view]): Promise<File> => [pictureFile(id), await svgOf(view)],
  );
  const shown = (id: PictureId) => picture(views.get(id)?.says ?? '', pictureFile(id));
  return [readingSheet(graphs, shown), ...(await Promise.all(drawn))];
}

const page = way(file, machinePage('recording'));
type Shown = (id: PictureId) => string;

const readingSheet = ({ recording }: Graphs, shown: Shown): File =>
  sheet(
    file,
    'How to read these charts',
    'A chart says what a thing can be in, what it can be told, and what comes of it. All of them are ' +
      `drawn from the machines that run. The pieces here are cut out of ${link('a recording', page)}.`,
    ...arrows(shown),
    ...boxes(shown),
    ...answers(recording),
    ...time,
  );

/** What leads from one state to another, and on whose word. */
function arrows(shown: Shown): string[] {
  return [
    '## States and arrows',
    shown('step'),
    bulletList([
      'A box is a **state**: what the recording is in. It is in one at a time.',
      'An arrow leads from one state to the next; what stands on it is the **event** that leads there.',
      '● stands before a state in which audio is being captured, and its box is red: in `pausing` the ' +
        'pause was asked for, and audio is captured still. Asked is not done.',
    ]),
    '## Who says it',
    shown('signal'),
    table(
      ['an event that is', 'is a', 'said by', 'and its arrow'],
      [
        [
          '**bold**, blue',
          `command, such as ${eventLink(file, 'recording.pause')}`,
          'whoever asks: a request, a document',
          'thick and blue',
        ],
        [
          'plain',
          `fact, such as ${eventLink(file, 'media.paused')}`,
          'who has seen it: the network, the media server, the clock',
          'thin and black',
        ],
        [
          '*italic*, orange',
          `signal, such as ${eventLink(file, 'host.ended')}`,
          'another machine',
          'dashed and orange',
        ],
      ],
    ),
    'An arrow on which several kinds stand is thin and black.',
    '## Conditions',
    shown('condition'),
    'Where one event can lead to several states, a **condition** in grey says to which. They are asked ' +
      'from top to bottom; *otherwise* is what is left. Statecharts call it a guard.',
  ];
}

/** What stands in a box, and around several. */
function boxes(shown: Shown): string[] {
  return [
    '## What it does',
    shown('effect'),
    bulletList([
      '→ in green says what is asked of the world: an order, a word for the customer, a signal. In a box ' +
        'it is done on **entry**, whatever led there; beside an event, with that event.',
      'What is done on the way out (**exit**) and what a machine notes for itself is left out of charts: ' +
        `the section of each state has it, such as ${link('stopping', `${page}#stopping`)}.`,
      'A box whose border is double is an end: nothing leads on but deletion, and it still answers.',
    ]),
    '## Frames',
    shown('frame'),
    'States that have something in common stand in a frame, and an arrow that leaves it holds for each of ' +
      'them. A state of a call may itself be a frame: it is then in one of the states inside, and what ' +
      'that one does not answer, the frame does. Nothing is in two states side by side (statecharts call ' +
      'these regions): what goes on at the same time are machines, and ' +
      `${link('they tell each other', 'choreography.md')}.`,
    '## Beginnings and neighbours',
    shown('start'),
    'A black dot is where there is nothing yet, or nothing that anybody knows of.',
    shown('around'),
    'In the small picture of a state it stands in the middle, what leads to it on the left, what follows ' +
      'on the right. A **dashed border** says that another picture tells about that one.',
  ];
}

/** What no chart shows: how a state answers whatever does not lead on. */
function answers(recording: Graph): string[] {
  return [
    '## Answers',
    'A chart shows what leads on. A state *answers* every event all the same, and the tables of verdicts ' +
      'show that: a row for each state, a column for each event.',
    verdictPiece(file, recording, page, {
      states: ['starting', 'paused', 'completed'],
      events: ['recording.pause', 'recording.resume', 'recording.stop', 'recording.delete'],
    }),
    table(
      ['in a table', 'means'],
      signs.map(([sign, says]) => [sign, says]),
    ),
    'Small letters say who says so: no mark is Telnyx or the model itself, **A** and a number is an ' +
      `${link('assumption', 'assumptions.md')}. Refusals have their reasons and answers in ` +
      `${link('the glossary', 'words.md#refusals')}.`,
  ];
}

const time = [
  '## Time',
  picture('The lives of a call and of its recording over time', 'paths/voicemail.svg'),
  bulletList([
    'A bar is a life: one machine, from left to right, and its states in it. Red is audio that is ' +
      'captured, hatched is a pause.',
    'A triangle is something that came in (blue) or went out (green); its number is explained below ' +
      'the picture.',
    `The page of each way to begin has one, beside a sequence diagram that says who told whom, such as ` +
      `${link(code('record-verb'), 'paths/record-verb.md')}.`,
  ]),
  '## Lit',
  'On the page of the sandbox and in the explorer of the site, the state that a machine is in now is ' +
    'yellow, and what can be asked of it has a ▶ before it.',
];
