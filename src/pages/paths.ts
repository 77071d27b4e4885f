/** A page for each way in which a recording comes to life: what starts it, a real run, its endings. */
import {
  creationPaths,
  type EndReason,
  endReasons,
  type KindId,
  kindOf,
  type PathId,
  pathIds,
  type policies,
  type RecordingSettings,
  recordingSettings,
  type SettingName,
  settingNames,
  settingWords,
  sourceOf,
} from '../../machines/index.ts';
import { lanesOf, lanesSvg } from '../render/index.ts';
import { accountPath } from '../wire/index.ts';
import { restsOn } from './assumptions.ts';
import type { Book, Story } from './gathered/book.ts';
import { diagramOf } from './gathered/told.ts';
import {
  and,
  bulletList,
  code,
  fenced,
  link,
  prose,
  sentence,
  spokenDuration,
  table,
} from './sheet/markdown.ts';
import {
  assumptionLink,
  type File,
  machinePage,
  pathPage,
  sheet,
  spokenName,
  way,
} from './sheet/sheet.ts';

/** The shipped scenario that shows a kind of recording, and how that was asked for. */
export const shown: Readonly<Record<KindId, { story: string; askedBy: 'request' | 'document' }>> = {
  'outbound-call/call': { story: 'outbound-call', askedBy: 'request' },
  'record-verb/call': { story: 'voicemail', askedBy: 'document' },
  'dial-verb/call': { story: 'dial-verb', askedBy: 'document' },
  'conference-verb/conference': { story: 'conference-verb', askedBy: 'document' },
  'call-request/request': { story: 'call-request', askedBy: 'request' },
  'call-request/background': { story: 'background-recording', askedBy: 'document' },
  'participant-request/leg': { story: 'participant-leg', askedBy: 'request' },
  'participant-request/conference': { story: 'participant-conference', askedBy: 'request' },
};
const kindIds = (path: PathId) =>
  Object.keys(creationPaths[path].kinds).map((kind) => `${path}/${kind}` as KindId);
/** A kind as its page calls it: by its own name only where a path has several. */
const kindName = (id: KindId) => id.slice(id.indexOf('/') + 1);

/** The pages, and the pictures of the lives in them. */
export const pathPages = (book: Book): File[] => [
  ...pathIds.map((path) => pathSheet(path, book)),
  ...Object.values(shown).map(({ story }) => lanesIn(storyNamed(book.stories, story))),
];

const lanesFile = (story: string) => `paths/${story}.svg`;
const titleOf = ({ sid }: { readonly sid: string }) => sid;
function lanesIn({ played: { scenario, world } }: Story): File {
  return [
    lanesFile(scenario.name),
    lanesSvg(lanesOf(world.happenings, { titleOf }), scenario.says),
  ];
}

function pathSheet(path: PathId, { stories }: Book): File {
  const file = pathPage(path);
  const row = creationPaths[path];
  const kinds = kindIds(path);
  const storyOf = (id: KindId) => storyNamed(stories, shown[id].story);
  const title = (id: KindId) =>
    kinds.length > 1 ? [`### ${sentence(kindName(id)).slice(0, -1)}`] : [];
  const rests = restsOn(file);
  return sheet(
    file,
    path,
    prose(row.says),
    `It begins ${row.starts.includes(':') ? 'like this: ' : ''}${prose(row.starts)}.`,
    summary(file, kinds),
    '## What starts it',
    ...kinds.flatMap((id) => [...title(id), beginning(storyOf(id), shown[id].askedBy)]),
    '## What it defaults to',
    defaults(kinds),
    'A parameter or attribute of the request says otherwise. A single track is one voice, so it ' +
      'is one channel whatever was asked.',
    '## A run of it',
    ...kinds.flatMap((id) => [...title(id), run(file, storyOf(id))]),
    '## How it ends',
    endings(path, stories),
    rests.length === 0 ? '' : '## What it rests on',
    bulletList(rests.map(({ id, says }) => `${assumptionLink(file, id)}: ${prose(says)}`)),
  );
}

export function storyNamed(stories: readonly Story[], name: string): Story {
  const found = stories.find(({ report }) => report.name === name);
  if (!found) throw new Error(`no shipped scenario is called ${name}`);
  return found;
}

function summary(file: string, kinds: readonly KindId[]) {
  const rows = kinds.map((id) => {
    const { hosts, source } = kindOf(id);
    const decided =
      typeof source === 'string' ? '' : `, by the policy ${policyLink(file, source.policy)}`;
    return [
      ...(kinds.length > 1 ? [kindName(id)] : []),
      and(hosts.map((host) => link(`the ${spokenName(host)}`, way(file, machinePage(host))))),
      `${code(sourceOf(id, 'telnyx'))}${decided}`,
    ];
  });
  const heads = ['records (its host)', 'source'];
  return table(kinds.length > 1 ? ['kind', ...heads] : heads, rows);
}
const policyLink = (file: string, id: keyof typeof policies) =>
  link(code(id), `${way(file, 'assumptions.md')}#${id}`);

/** The request, or the documents, with which the story begins: as they were played. */
function beginning({ played: { scenario } }: Story, askedBy: 'request' | 'document'): string {
  if (askedBy === 'document') {
    const documents = Object.values(scenario.documents).filter((text) => /record/i.test(text));
    return documents.map((text) => fenced('xml', text)).join('\n\n');
  }
  const step = scenario.steps.find((one) => 'request' in one);
  if (!step || !('request' in step)) throw new Error(`${scenario.name} makes no request`);
  const { method, path } = step.request;
  const body = Object.entries(step.body).map(([name, value]) => `${name}=${String(value)}`);
  return fenced('http', [`${method} ${accountPath}/${path}`, '', ...body].join('\n'));
}

function defaults(kinds: readonly KindId[]) {
  const rows = settingNames.map((name) => [
    settingWords[name].called,
    recordingSettings[name].says,
    ...kinds.map((id) => settingText(name, kindOf(id).defaults)),
  ]);
  return table(
    [
      'setting',
      'what it means',
      ...kinds.map((id) => (kinds.length > 1 ? kindName(id) : 'default')),
    ],
    rows,
  );
}
function settingText(name: SettingName, of: RecordingSettings): string {
  const value = of[name];
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'string' || !name.endsWith('Ms')) return String(value);
  return value === 0 ? (settingWords[name].zero ?? '0') : spokenDuration(value);
}

function run(file: string, story: Story) {
  const { name, says } = story.played.scenario;
  return [
    `${prose(says)} This is what happened in the shipped scenario \`${name}\`; timers that were ` +
      `set are left out. \`npx texml-recordings play ${name}\` plays it.`,
    `![The lives in it over time](${way(file, lanesFile(name))})`,
    fenced('mermaid', diagramOf(story)),
  ].join('\n\n');
}

/** Every reason for which a recording of this path can end, with a story that shows it. */
function endings(path: PathId, stories: readonly Story[]) {
  const rows = creationPaths[path].ends.map((reason) => [
    code(reason),
    prose(endReasons[reason]),
    ...example(path, reason, stories),
  ]);
  return table(['end reason', 'why', 'what was left', 'shipped scenario'], rows);
}
function example(path: PathId, reason: EndReason, stories: readonly Story[]): [string, string] {
  const seen = stories.flatMap(({ report: { name, recordings } }) =>
    recordings
      .filter((one) => one.endReason === reason)
      .map((one) => ({ name, end: one.end, path: one.path })),
  );
  const own = seen.filter((one) => one.path === path);
  const chosen = own.length > 0 ? own : seen;
  const ends = [...new Set(chosen.map(({ end }) => end))].sort();
  const first = ends.map((end) => chosen.find((one) => one.end === end) as (typeof chosen)[number]);
  return [
    and(ends.map(code)),
    and(first.map((one) => `${code(one.name)}${one.path === path ? '' : ` (${one.path})`}`)),
  ];
}
