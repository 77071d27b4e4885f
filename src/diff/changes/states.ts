/** Changes of states: which there are, what is done at their borders, and what the public sees. */
import { spoken } from '../described/describe.ts';
import type { DescribedMachine, DescribedState } from '../described/description.ts';
import {
  changesIn,
  differing,
  doesNow,
  isSame,
  listed,
  type ModelChange,
  meansNow,
  quoted,
} from './change.ts';

/** States that came, went or became others; one that means the same is said to be renamed. */
export function stateChanges(
  machine: string,
  before: DescribedMachine,
  after: DescribedMachine,
): ModelChange[] {
  const a = `A ${spoken(machine)}`;
  const renamed = renamedIn(before, after);
  const known = Object.fromEntries(
    Object.entries(before.states).map(([name, state]) => [renamed.get(name) ?? name, state]),
  );
  return [
    ...[...renamed].map(
      ([old, name]): ModelChange => ({
        about: 'state',
        how: 'changed',
        what: `${spoken(machine)}: ${name}`,
        says: `${a} has ${quoted(name)} where it had ${quoted(old)}.`,
        breaks: { embedders: 'states are told by name' },
      }),
    ),
    ...changesIn(
      'state',
      known,
      after.states,
      {
        added: ({ says }, name) => ({
          says: `${a} can be in ${quoted(name)}: ${says}`,
          breaks: { embedders: 'whoever tells all states apart does not know it' },
        }),
        removed: ({ says }, name) => ({
          says: `${a} is never in ${quoted(name)} any more: ${says}`,
          breaks: { embedders: 'whoever waits for it waits in vain' },
        }),
        kept: (name, was, is) => [
          ...meansNow('state', `${spoken(machine)}: ${name}`, { was: was.says, is: is.says }),
          ...tagged(machine, name, was, is),
          ...statuses(machine, name, was, is),
        ],
      },
      (name) => `${spoken(machine)}: ${name}`,
    ),
    ...borderChanges(machine, known, after.states),
  ];
}

/** By its old name the new one of each state that went, where one came that means the same. */
export function renamedIn(
  before: DescribedMachine,
  after: DescribedMachine,
): ReadonlyMap<string, string> {
  const came = Object.keys(after.states).filter((name) => !Object.hasOwn(before.states, name));
  const went = Object.keys(before.states).filter((name) => !Object.hasOwn(after.states, name));
  return new Map(
    went.flatMap((old) => {
      const name = came.find((one) => after.states[one]?.says === before.states[old]?.says);
      return name === undefined ? [] : [[old, name] as const];
    }),
  );
}

const changed = (
  about: 'state' | 'status',
  machine: string,
  name: string,
  says: string,
  breaks: ModelChange['breaks'],
): ModelChange => ({ about, how: 'changed', what: `${spoken(machine)}: ${name}`, says, breaks });

function tagged(machine: string, name: string, was: DescribedState, is: DescribedState) {
  const tags = (of: readonly string[]) => (of.length === 0 ? 'none' : listed(of.map(quoted)));
  return [
    ...(isSame(was.tags, is.tags)
      ? []
      : [
          changed(
            'state',
            machine,
            name,
            `The tags of ${quoted(name)} are ${tags(is.tags)}; they were ${tags(was.tags)}.`,
            { embedders: 'tags are asked for by name' },
          ),
        ]),
  ];
}

/** What is done on entering or leaving states; what changed alike in several is told once. */
function borderChanges(
  machine: string,
  before: DescribedMachine['states'],
  after: DescribedMachine['states'],
): ModelChange[] {
  return (['entry', 'exit'] as const).flatMap((border) => {
    const all = differing(before, after).flatMap(({ name, was, is }) =>
      isSame(was[border], is[border]) ? [] : [{ name, ...borderOf(was[border], is[border]) }],
    );
    return [...Map.groupBy(all, ({ does }) => does)].map(([does, group]) => {
      const names = group.map(({ name }) => name);
      const verb = border === 'entry' ? 'enters' : 'leaves';
      const says = `A ${spoken(machine)} that ${verb} ${listed(names.map(quoted))} ${does}.`;
      const breaks = group.some(({ isTold }) => isTold)
        ? { followers: 'another callback is sent, or none' }
        : {};
      return changed('state', machine, names.join(', '), says, breaks);
    });
  });
}

const borderOf = (was: readonly string[], is: readonly string[]) => ({
  does: doesNow(was, is),
  isTold: [...was, ...is].some(
    (one) => one.startsWith('announce') && was.includes(one) !== is.includes(one),
  ),
});

function statuses(machine: string, name: string, was: DescribedState, is: DescribedState) {
  const word = (of: string | null) => (of === null ? 'hidden' : quoted(of));
  return differing(was.status, is.status).map((one) =>
    changed(
      'status',
      machine,
      name,
      `The ${one.name} of a ${spoken(machine)} in ${quoted(name)} is ${word(one.is)}; it was ${word(one.was)}.`,
      { callers: 'a fetch shows another word', followers: 'another word is seen' },
    ),
  );
}
