/** Changes of verdicts: how a state answers an event, told once for all states in which it is alike. */

import { spoken } from '../described/describe.ts';
import type { DescribedMachine, DescribedWay, ModelDescription } from '../described/description.ts';
import { differing, isSame, listed, type ModelChange, quoted } from './change.ts';
import { differenceInWords, essence, verdictSaid } from './ladders.ts';
import { renamedIn } from './states.ts';

type Breaks = ModelChange['breaks'];
interface Difference {
  readonly state: string;
  readonly says: string;
  readonly breaks: Breaks;
}

/** Of a machine that both have, in the states and for the events that both have. */
export function verdictChanges(
  machine: string,
  before: DescribedMachine,
  after: DescribedMachine,
  events: ModelDescription['events'],
): ModelChange[] {
  const renamed = renamedIn(before, after);
  const nowCalled = (name: string) => renamed.get(name) ?? name;
  const known = Object.fromEntries(
    Object.entries(before.states).map(([name, state]) => [
      nowCalled(name),
      { ...state, answers: answersWith(nowCalled, state.answers) },
    ]),
  );
  const types = Object.keys(Object.values(after.states)[0]?.answers ?? {});
  return types.flatMap((type) => {
    const isCommand = events[type]?.kind === 'command';
    const differences = differing(known, after.states).flatMap(({ name, was, is }) => {
      const ways = was.answers[type];
      return ways ? differenceOf(name, ways, is.answers[type] ?? [], isCommand) : [];
    });
    const alike = Map.groupBy(differences, ({ says }) => says);
    return [...alike.values()].map((group) => changeOf(machine, type, group));
  });
}

/** The same answers, that lead to states by the names that these have now. */
const answersWith = (
  nowCalled: (name: string) => string,
  answers: Readonly<Record<string, readonly DescribedWay[]>>,
) =>
  Object.fromEntries(
    Object.entries(answers).map(([type, ways]) => [
      type,
      ways.map((way) => (way.to === undefined ? way : { ...way, to: nowCalled(way.to) })),
    ]),
  );

function changeOf(machine: string, type: string, group: readonly Difference[]): ModelChange {
  const states = listed(group.map(({ state }) => quoted(state)));
  const [{ says, breaks } = { says: '', breaks: {} }] = group;
  return {
    about: 'verdict',
    how: 'changed',
    what: `${spoken(machine)}: ${type}`,
    says: `A ${spoken(machine)} in ${states} answers ${quoted(type)}${says}`,
    breaks,
  };
}

function differenceOf(
  state: string,
  before: readonly DescribedWay[],
  after: readonly DescribedWay[],
  isCommand: boolean,
): Difference[] {
  if (isSame(before.map(essence), after.map(essence))) return authorityOf(state, before, after);
  const says = differenceInWords(before, after);
  return [{ state, says, breaks: isCommand ? ofCommand(before, after) : ofNews(before, after) }];
}

function authorityOf(
  state: string,
  before: readonly DescribedWay[],
  after: readonly DescribedWay[],
): Difference[] {
  const said = (ways: readonly DescribedWay[]) =>
    listed([...new Set(ways.map(({ authority }) => authority))]);
  if (said(before) === said(after)) return [];
  return [
    {
      state,
      says: ` as before, now by ${said(after)}, not by ${said(before)}.`,
      breaks: {},
    },
  ];
}

const isTaken = ({ verdict }: DescribedWay) => verdict === 'accepted' || verdict === 'unchanged';

/** Who asks depends on what is taken, on what it is refused for, and on what becomes of it. */
function ofCommand(before: readonly DescribedWay[], after: readonly DescribedWay[]): Breaks {
  const known = new Set(before.map(verdictSaid));
  const news = [...new Set(after.map(verdictSaid))].filter((verdict) => !known.has(verdict));
  const refusals = news.filter((verdict) => verdict.startsWith('refused'));
  const wasTaken = before.some(isTaken);
  if (wasTaken && !after.some(isTaken)) return { callers: 'what was accepted is refused' };
  if (refusals.length > 0) {
    const reasons = listed(refusals.map((verdict) => quoted(verdict.slice('refused '.length))));
    return { callers: `it can be refused for ${reasons}, which it never was` };
  }
  if (!wasTaken) return {};
  return {
    ...(isSame(before.map(guardOf), after.map(guardOf))
      ? {}
      : { callers: 'what decides the answer is another' }),
    ...ofNews(before.filter(isTaken), after.filter(isTaken)),
  };
}

/** Who looks on depends on where it leads and on what is told. */
function ofNews(before: readonly DescribedWay[], after: readonly DescribedWay[]): Breaks {
  if (!isSame(allOf(before, tells), allOf(after, tells))) {
    return { followers: 'another callback is sent, or none' };
  }
  if (!isSame(allOf(before, targets), allOf(after, targets))) {
    return { followers: 'it leads to another state' };
  }
  return {};
}
const guardOf = ({ guard }: DescribedWay) => guard?.name;
const tells = ({ does }: DescribedWay) => does.filter((one) => one.startsWith('announce'));
const targets = ({ to }: DescribedWay) => (to === undefined ? [] : [to]);
/** What any of the ways has of something, each once. */
const allOf = (ways: readonly DescribedWay[], of: (way: DescribedWay) => readonly string[]) =>
  [...new Set(ways.flatMap(of))].sort();
