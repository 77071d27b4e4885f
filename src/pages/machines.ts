/** A page for each machine: charts, tables of verdicts, every state, and what must hold. */
import { type Graph, mermaidOf, type Node, viewsOf } from '../render/index.ts';
import { answerHeads, deedsOf, ownAnswers, signs, verdictTables } from './answers.ts';
import { aroundFile, exportsOf, viewFile } from './charts.ts';
import { claimParts } from './claims.ts';
import type { Witness } from './gathered/witnesses.ts';
import {
  and,
  bulletList,
  code,
  fenced,
  folded,
  link,
  picture,
  prose,
  slug,
  table,
} from './sheet/markdown.ts';
import { eventLink, type File, machinePage, sheet, spokenName, way } from './sheet/sheet.ts';

export function writtenMachine(graph: Graph, seen: readonly Witness[]): File {
  const file = machinePage(graph.machine);
  const name = spokenName(graph.machine);
  const own = seen.filter(({ claim }) => claim.about === graph.machine);
  return sheet(
    file,
    `${name.charAt(0).toUpperCase()}${name.slice(1)}`,
    prose(graph.says),
    `On this page: ${[
      link('charts', '#charts'),
      link('verdicts', '#verdicts'),
      `states (${leavesOf(graph)
        .map(({ path }) => link(path, `#${slug(path)}`))
        .join(', ')})`,
      link('claims', '#claims'),
      link('for other tools', '#for-other-tools'),
    ].join(' · ')}`,
    '## Charts',
    ...charts(file, graph),
    '## Verdicts',
    'How every state answers every event.',
    table(['sign', 'meaning'], signs),
    'A small mark such as <sup>A2</sup> names the assumption that an answer rests on, or Twilio ' +
      'where only Twilio documents it. Without a mark, Telnyx documents what commands and the ' +
      'telephone network do; what passes between the machines, the media server and the clock is ' +
      'public nowhere, and is the model’s own. Events and reasons are explained under ' +
      `${link('words', way(file, 'words.md'))}.`,
    ...verdictTables(file, graph),
    '## States',
    ...graph.nodes.flatMap((node) => stateSection(file, graph, node, own)),
    '## Claims',
    ...claimParts(graph.machine, seen),
    '## For other tools',
    bulletList(exportsOf(graph).map(({ says, file: [path] }) => link(says, way(file, path)))),
  );
}
const leavesOf = ({ nodes }: Graph) => nodes.filter(({ isLeaf }) => isLeaf);

const charts = (file: string, graph: Graph) =>
  viewsOf(graph).flatMap((view) => [
    `### ${view.title}`,
    prose(view.says),
    picture(view.title, pathFrom(file, viewFile(graph, view))),
    folded('The same as Mermaid', fenced('mermaid', mermaidOf(view))),
  ]);
/** A picture lies beside its page. */
const pathFrom = (file: string, other: string) => other.slice(file.lastIndexOf('/') + 1);

function stateSection(file: string, graph: Graph, node: Node, seen: readonly Witness[]): string[] {
  const { active, passive } = ownAnswers(file, graph, node);
  const tags = node.tags.filter((tag) => tag !== 'none').map(code);
  return [
    `### ${node.path}`,
    `${prose(node.says)}${tags.length === 0 ? '' : ` Tags: ${tags.join(', ')}.`}`,
    picture(
      `${node.path}: how it is reached, and where it leads`,
      pathFrom(file, aroundFile(graph, node)),
    ),
    doings('On entry it', node.entry),
    doings('On leaving it', node.exit),
    active.length === 0 ? '' : table(answerHeads, active),
    passive.length === 0
      ? ''
      : folded(`What changes nothing here (${passive.length})`, table(answerHeads, passive)),
    node.parent === undefined
      ? ''
      : `Whatever is not said here, ${link(node.parent, `#${slug(node.parent)}`)} answers.`,
    node.isLeaf ? '' : inside(graph, node),
    happens(file, node, seen),
  ];
}
function doings(start: string, of: Node['entry']) {
  const deeds = deedsOf(of);
  return deeds.length === 0 ? '' : `${start} ${prose(deeds.join('; '))}.`;
}
function inside({ nodes }: Graph, { path, initial }: Node) {
  const children = nodes.filter(({ parent }) => parent === path);
  const named = children.map((child) => link(child.path, `#${slug(child.path)}`));
  return (
    `Inside it, always in one of ${and(named)}; first in ${code(initial as string)}. ` +
    'What one of them says itself comes before what stands here.'
  );
}

/** What the claims see happen in this state, and the story that shows it. */
function happens(file: string, { path }: Node, seen: readonly Witness[]) {
  const here = seen.filter(({ moment }) => (moment.before?.state ?? 'none') === path);
  if (here.length === 0) return '';
  const lines = here.map(
    ({ claim, story, moment }) =>
      `${prose(claim.says)} ${eventLink(file, moment.event.type)}, as in ${code(story)} (${claim.id})`,
  );
  return `Seen here:\n\n${bulletList(lines)}`;
}
