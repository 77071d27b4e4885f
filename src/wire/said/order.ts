/** Which announcement may come after which: read off the machines, which alone know. */
import {
  type Candidate,
  type MachineName,
  statesAhead,
  statesOf,
  tableOf,
} from '../../../machines/index.ts';

/** A step that a machine may take, and the words that it announces. */
interface Edge {
  readonly from: string;
  readonly to: string;
  readonly words: readonly string[];
}

/** For each word, or each state, those that a run may announce later. */
type Later = ReadonlyMap<string, ReadonlySet<string>>;
interface Announcing {
  readonly afterWord: Later;
  readonly fromState: Later;
}

const wordsIn = (actions: Candidate['actions']): string[] =>
  actions.flatMap(({ type, params }) => (type === 'announce' ? [String(params?.status)] : []));

function edgesOf(machine: MachineName): Edge[] {
  const entries = new Map(statesOf(machine).map(({ path, entry }) => [path, wordsIn(entry)]));
  /** What is announced on the way into a state, from outside of the states around it. */
  const entered = (to: string, from: string): string[] =>
    to
      .split('.')
      .map((_, i, parts) => parts.slice(0, i + 1).join('.'))
      .filter((path) => path !== from && !from.startsWith(`${path}.`))
      .flatMap((path) => entries.get(path) ?? []);
  return tableOf(machine).flatMap(({ state: from, cell }) =>
    cell
      .filter(({ verdict }) => verdict === 'accepted')
      .map(({ target: to = from, actions }) => ({
        from,
        to,
        words: [...wordsIn(actions), ...entered(to, from)],
      })),
  );
}

function announcingIn(machine: MachineName): Announcing {
  const edges = edgesOf(machine);
  const ahead = new Map(
    [...statesAhead(machine)].map(([state, all]) => {
      const words = edges.flatMap((edge) => (all.has(edge.from) ? edge.words : []));
      return [state, new Set(words)] as const;
    }),
  );
  const later = new Map<string, Set<string>>();
  for (const { to, words } of edges) {
    for (const word of words) {
      const known = later.get(word) ?? new Set();
      for (const next of ahead.get(to) ?? []) known.add(next);
      later.set(word, known);
    }
  }
  return { afterWord: later, fromState: ahead };
}

const found = new Map<MachineName, Announcing>();
function announcing(machine: MachineName): Announcing {
  const known = found.get(machine) ?? announcingIn(machine);
  found.set(machine, known);
  return known;
}

/** What is announced by words that name a state, and never twice. */
export type OrderedMachine = Exclude<MachineName, 'conference'>;

/**
 * Whether a run of a machine may announce a word after another one. To whoever was told the first,
 * a word that may not is late. What is told of a conference comes again and again, and has a number.
 */
export const mayFollow = (machine: OrderedMachine, before: string, next: string): boolean =>
  announcing(machine).afterWord.get(before)?.has(next) ?? false;

/** Whether a machine in a state, which is a dotted path, may announce a word later. */
export const mayAnnounce = (machine: OrderedMachine, state: string, word: string): boolean =>
  announcing(machine).fromState.get(state)?.has(word) ?? false;
