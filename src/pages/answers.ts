/** How a state answers an event, as cells and rows of tables: the same words on every page. */
import {
  type EventType,
  eventsTo,
  type RefusalReason,
  refusalReasons,
  vocabulary,
} from '../../machines/index.ts';
import { type Clause, type Edge, type Graph, type Node, waysOf } from '../render/index.ts';
import { refusalAnswer } from '../wire/index.ts';
import { code, link, prose, slug, table } from './sheet/markdown.ts';
import { assumptionLink, eventLink } from './sheet/sheet.ts';

/** What the signs in the tables of verdicts mean. */
export const signs = [
  ['→ state', 'accepted: it leads to that state'],
  ['✓', 'accepted: something is done, and the state stays'],
  ['=', 'accepted, and nothing changes: what was asked for is so, or will be'],
  ['✗ 422 reason', 'refused, with the status of the answer and the reason'],
  ['–', 'ignored: the state of things is known, or nothing is to be done'],
  ['else', 'otherwise: the conditions stand in the section of the state'],
] as const;

/** One answer in a table of verdicts: as short as it can be. Its state stands on a page, or on this one. */
function signOf(edge: Edge, page = ''): string {
  switch (edge.verdict) {
    case 'accepted':
      return edge.to === undefined
        ? '✓'
        : `→\u00a0${stateLink(edge.to, page)}${edge.reenter ? ' anew' : ''}`;
    case 'unchanged':
      return '=';
    case 'refused':
      return `✗ ${statusOf(edge.reason as RefusalReason)} ${edge.reason as string}`;
    case 'ignored':
      return '–';
  }
}
const statusOf = (reason: RefusalReason) => String(refusalAnswer(reason).status);
const stateLink = (path: string, page = '') => link(path, `${page}#${slug(path)}`);

/** Who says so, where it is not Telnyx and not the business of the model alone. */
function markOf(file: string, { authority }: Edge): string {
  if (authority === 'telnyx' || authority === 'model') return '';
  const by = authority === 'twilio' ? 'Twilio' : assumptionLink(file, authority);
  return `\u00a0<sup>${by}</sup>`;
}
const shortCell = (file: string, cell: readonly Edge[], page = '') =>
  cell
    .map((edge, i) => `${i === 0 ? '' : 'else '}${signOf(edge, page)}${markOf(file, edge)}`)
    .join('<br>');

/** How every state answers every event. */
function cellsOf(graph: Graph): (path: string, type: EventType) => readonly Edge[] {
  const cells = Map.groupBy(waysOf(graph), ({ state, edge }) => `${state} ${edge.event}`);
  return (path, type) => (cells.get(`${path} ${type}`) ?? []).map(({ edge }) => edge);
}

const kinds = [
  ['Commands', 'command'],
  ['Facts', 'fact'],
  ['Signals', 'signal'],
] as const;

/** A column of a table of verdicts: its event, and what every state says to it. */
interface Column {
  readonly head: string;
  readonly cells: readonly string[];
  /** In characters, at the narrowest: what cannot be broken, and the space around it. */
  readonly width: number;
}
const longest = (words: readonly string[]) => Math.max(...words.map((word) => word.length));
const words = (cell: string) => cell.replace(/\]\([^)]*\)|<\/?sup>|\[/g, '').split(/ |-|<br>/);

/** The most characters beside each other for which a page has room. */
const roomy = 118;
const aroundCell = 4;

/** Columns in tables that fit a page. */
function inTables(columns: readonly Column[], first: number): Column[][] {
  const tables: Column[][] = [];
  let left = 0;
  for (const column of columns) {
    if (tables.length === 0 || column.width > left) {
      tables.push([]);
      left = roomy - first;
    }
    tables.at(-1)?.push(column);
    left -= column.width;
  }
  return tables;
}

/** The tables of verdicts: every state against every event. */
export function verdictTables(file: string, graph: Graph): string[] {
  const leaves = graph.nodes.filter(({ isLeaf }) => isLeaf);
  const first = longest(leaves.map(({ path }) => path)) + aroundCell;
  const cellOf = cellsOf(graph);
  const column = (type: EventType): Column => {
    const cells = leaves.map(({ path }) => shortCell(file, cellOf(path, type)));
    // Code is set a little wider than text.
    const width = Math.max(type.length * 1.15 + 2, longest(cells.flatMap(words))) + aroundCell;
    return { head: eventLink(file, type), cells, width };
  };
  const columns = (kind: string) =>
    eventsTo(graph.machine)
      .filter((type) => vocabulary[type].kind === kind)
      .map(column);
  return kinds.flatMap(([says, kind]) => [
    `### ${says}`,
    ...inTables(columns(kind), first).map((some) =>
      table(
        ['state', ...some.map(({ head }) => head)],
        leaves.map(({ path }, i) => [stateLink(path), ...some.map(({ cells }) => cells[i] ?? '')]),
      ),
    ),
  ]);
}

/** What an answer does, as a reader wants it: the time is noted everywhere. */
export const deedsOf = (doings: readonly Clause[]) =>
  doings.filter(({ kind, type }) => kind !== 'answer' && type !== 'stamp').map(({ says }) => says);

/** A piece of such a table on another page: these states, whose sections stand on `page`, and events. */
export function verdictPiece(
  file: string,
  graph: Graph,
  page: string,
  of: { readonly states: readonly string[]; readonly events: readonly EventType[] },
): string {
  const cellOf = cellsOf(graph);
  return table(
    ['state', ...of.events.map((type) => eventLink(file, type))],
    of.states.map((path) => [
      stateLink(path, page),
      ...of.events.map((type) => shortCell(file, cellOf(path, type), page)),
    ]),
  );
}

/** What a state declares itself: first what does something, then what changes nothing. */
export function ownAnswers(file: string, { edges }: Graph, { path }: Node) {
  const own = edges.filter(({ from }) => from === path);
  const types = [...new Set(own.map(({ event }) => event))];
  const isActive = (type: EventType) =>
    own.some(({ event, verdict }) => event === type && verdict === 'accepted');
  const rowsOf = (some: readonly EventType[]) =>
    some.flatMap((type) =>
      own.filter(({ event }) => event === type).map((edge, i) => rowOf(file, edge, i)),
    );
  return {
    active: rowsOf(types.filter(isActive)),
    passive: rowsOf(types.filter((type) => !isActive(type))),
  };
}
export const answerHeads = ['event', 'if', 'answer', 'what is done, or why', 'by'];

function rowOf(file: string, edge: Edge, place: number): string[] {
  const deeds = deedsOf(edge.doings).map(prose).join('; ');
  return [
    place === 0 ? eventLink(file, edge.event) : '',
    [edge.otherwise ? 'otherwise' : '', edge.guard ? prose(edge.guard.says) : '']
      .filter((part) => part !== '')
      .join(', '),
    longAnswer(edge),
    [whyOf(edge), deeds].filter((part) => part !== '').join(' '),
    authorityText(file, edge),
  ];
}
function longAnswer(edge: Edge): string {
  if (edge.verdict === 'accepted' && edge.to !== undefined) return signOf(edge);
  if (edge.reason === undefined) return edge.verdict;
  const { status, body } = refusalAnswer(edge.reason);
  return `${edge.verdict}: ${status} ${body.errors[0]?.code ?? ''}`;
}
function whyOf({ says, reason }: Edge): string {
  if (reason !== undefined) return `${code(reason)}: ${prose(refusalReasons[reason])}`;
  return says === undefined ? '' : prose(says);
}
function authorityText(file: string, { authority }: Edge): string {
  if (authority === 'telnyx') return 'Telnyx';
  if (authority === 'twilio') return 'Twilio';
  return authority === 'model' ? 'model' : assumptionLink(file, authority);
}
