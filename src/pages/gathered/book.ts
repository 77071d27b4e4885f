/** What all pages are made from: the machines as graphs, and every shipped scenario, played. */
import { type Address, type MachineName, machineNames } from '../../../machines/index.ts';
import { type Graph, graphOf } from '../../render/index.ts';
import {
  libraryFiles,
  loadScenario,
  type Played,
  play,
  reportOf,
  type ScenarioReport,
} from '../../scenarios/index.ts';

export type StoryHappening = Played['world']['happenings'][number];
/** Something that happened, and which machine said so; undefined: it came from outside. */
export type Heard = StoryHappening & { readonly sender: Address | undefined };

/** A scenario that was played. */
export interface Story {
  readonly played: Played;
  readonly report: ScenarioReport;
  readonly heard: readonly Heard[];
}
export type Graphs = Readonly<Record<MachineName, Graph>>;
export interface Book {
  readonly graphs: Graphs;
  readonly stories: readonly Story[];
}

export const graphs = Object.fromEntries(
  machineNames.map((name) => [name, graphOf(name)]),
) as Graphs;

/** Plays every scenario that comes with the package. */
export const stories = (): Story[] =>
  libraryFiles().map((file) => {
    const played = play(loadScenario(file));
    return { played, report: reportOf(played), heard: heardIn(played.world.happenings) };
  });

/** Signals are answered in the order of their sending, so each finds its sender again. */
function heardIn(happenings: readonly StoryHappening[]): Heard[] {
  let senders: Address[] = [];
  return happenings.map((one) => {
    if (one.isFirst) senders = [];
    const sender = one.isFirst ? undefined : senders.shift();
    senders.push(...one.signals.map(() => one.to));
    return { ...one, sender };
  });
}
