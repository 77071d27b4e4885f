/** Who signals whom, as the stories show it; and what holds of all machines together. */
import {
  type MachineName,
  machineNames,
  type SignalType,
  signals,
  vocabulary,
} from '../../machines/index.ts';
import { comparisons } from '../../properties/claims/index.ts';
import { blank, svgOf, type View } from '../render/index.ts';
import { claimParts, claimText } from './claims.ts';
import type { Book, Graphs, Story } from './gathered/book.ts';
import type { Witness } from './gathered/witnesses.ts';
import { and, bulletList, link, picture, prose, table } from './sheet/markdown.ts';
import { eventLink, type File, machinePage, sheet, spokenName, way } from './sheet/sheet.ts';

const file = 'choreography.md';
const chart = 'choreography.svg';

/** A signal with its sender and its receiver. */
export interface SentSignal {
  readonly from: MachineName;
  readonly type: SentType;
  readonly to: MachineName;
}
/** A signal, or the fact that a leg passes on to the call that it has become. */
type SentType = SignalType | 'call.hungUp';
const sentTypes: readonly SentType[] = [...(Object.keys(signals) as SignalType[]), 'call.hungUp'];

/** What no story can show, for its sids are made anew: that two name the same one. */
const ofStrangers = [
  ...['call', 'dialLeg', 'conference'].map((to) => `recording.declined recording ${to}`),
  'recording.declined dialLeg call',
  'line.declined call dialLeg',
];

/** Every signal that the stories show, or cannot show: by type, then by sender and receiver. */
export function signalsIn(stories: readonly Story[]): SentSignal[] {
  const seen = new Set([
    ...ofStrangers,
    ...stories.flatMap(({ heard }) =>
      heard.flatMap(({ sender, event, to }) =>
        sender ? [`${event.type} ${sender.machine} ${to.machine}`] : [],
      ),
    ),
  ]);
  return sentTypes.flatMap((type) =>
    machineNames.flatMap((from) =>
      machineNames
        .filter((to) => seen.has(`${type} ${from} ${to}`))
        .map((to) => ({ from, type, to })),
    ),
  );
}

export async function choreography(
  { graphs, stories }: Book,
  seen: readonly Witness[],
): Promise<File[]> {
  const told = signalsIn(stories);
  const machine = (name: MachineName) => link(spokenName(name), way(file, machinePage(name)));
  const between = (from: MachineName, to: MachineName) =>
    told.filter((one) => one.from === from && one.to === to).map(({ type }) => type);
  const page = sheet(
    file,
    'Who tells whom',
    'Five kinds of machines follow calls, dialled legs, conferences, recordings and their ' +
      'transcriptions. None looks into another: each knows its neighbours only and is told by signals. This is who told whom ' +
      'in the shipped scenarios, and what a recording tells a stranger who names its sid; ' +
      'exploration sees the same and no more.',
    picture('Signals between the machines', chart),
    '## Signals',
    table(
      ['signal', 'says', 'from', 'to'],
      sentTypes.map((type) => [
        eventLink(file, type),
        prose(vocabulary[type].says),
        and([...new Set(told.filter((one) => one.type === type).map(({ from }) => machine(from)))]),
        and([...new Set(told.filter((one) => one.type === type).map(({ to }) => machine(to)))]),
      ]),
    ),
    '## From sender to receiver',
    table(
      ['from', ...machineNames.map((to) => `to ${machine(to)}`)],
      machineNames.map((from) => [
        machine(from),
        ...machineNames.map((to) => between(from, to).join('<br>') || '–'),
      ]),
    ),
    'Signals from one machine to another arrive in the order of their sending; signals of ' +
      'different pairs may overtake each other.',
    '## What holds of all together',
    ...claimParts('system', seen),
    'And of any two runs that differ in one thing only:',
    bulletList(comparisons.map(claimText)),
  );
  return [page, [chart, await svgOf(pictureOf(graphs, told))]];
}

/** The machines as boxes, and what one tells another on one arrow. */
function pictureOf(graphs: Graphs, told: readonly SentSignal[]): View {
  const pairs = Map.groupBy(told, ({ from, to }) => `${from}--${to}`);
  return {
    id: 'choreography',
    title: 'Who tells whom',
    says: 'Signals between the machines.',
    direction: 'down',
    graph: { machine: 'call', says: '', initial: '', nodes: [], edges: [] },
    boxes: machineNames.map((name) => ({
      ...blank(name, spokenName(name)),
      says: graphs[name].says,
    })),
    arrows: [...pairs].map(([id, of]) => {
      const events = of.map(({ type }) => ({ event: type, eventKind: 'signal' as const }));
      const { from, to } = of[0] as SentSignal;
      const line = { events, condition: '', only: [], doings: [], edges: [] };
      return { id, from, to, lines: [line] };
    }),
    spine: [],
  };
}
