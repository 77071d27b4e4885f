/** Changes of states: which there are, what is done at their borders, and what the public sees. */
import { spoken } from '../described/describe.ts';
import type { DescribedMachine, DescribedState } from '../described/description.ts';
import {
  changesIn,
  differing,
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
          ...borders(machine, name, was, is),
          ...statuses(machine, name, was, is),
        ],
      },
      (name) => `${spoken(machine)}: ${name}`,
    ),
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

function borders(machine: string, name: string, was: DescribedState, is: DescribedState) {
  return (['entry', 'exit'] as const).flatMap((border) => {
    if (isSame(was[border], is[border])) return [];
    const more = is[border].filter((one) => !was[border].includes(one));
    const fewer = was[border].filter((one) => !is[border].includes(one));
    const does = [
      ...(more.length > 0 ? [`also does ${listed(more.map(quoted))}`] : []),
      ...(fewer.length > 0 ? [`no longer does ${listed(fewer.map(quoted))}`] : []),
    ];
    const said = does.length > 0 ? listed(does) : 'does the same in another order';
    const isTold = [...more, ...fewer].some((one) => one.startsWith('announce'));
    const says = `A ${spoken(machine)} that ${border === 'entry' ? 'enters' : 'leaves'} ${quoted(name)} ${said}.`;
    const breaks = isTold ? { followers: 'another callback is sent, or none' } : {};
    return [changed('state', machine, name, says, breaks)];
  });
}

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
