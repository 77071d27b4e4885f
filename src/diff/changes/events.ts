/** Changes of events: which there are, who hears them, what they carry. */
import { spoken } from '../described/describe.ts';
import type { DescribedEvent, ModelDescription } from '../described/description.ts';
import {
  changesIn,
  differing,
  isSame,
  listed,
  type ModelChange,
  meansNow,
  moreAndLess,
  quoted,
  withFullStop,
} from './change.ts';
import { fieldChangesIn } from './fields.ts';
import { inWords } from './ladders.ts';

/** Events that came, went, or carry something else. */
export const eventChanges = (before: ModelDescription, after: ModelDescription): ModelChange[] => [
  ...changesIn('event', before.events, after.events, {
    added: (event, type) => ({ says: newEvent(type, event, after), breaks: {} }),
    removed: ({ kind }, type) => ({
      says: `The ${kind} ${quoted(type)} is gone.`,
      breaks: {
        embedders: 'whoever sends it is refused',
        ...(kind === 'command' ? { callers: 'nobody can ask for it any more' } : {}),
      },
    }),
    kept: (type, was, is) => [
      ...meansNow('event', type, { was: was.says, is: is.says }),
      ...kinds(type, was, is),
      ...hearers(type, was, is),
    ],
  }),
  ...fieldChangesIn(
    'event',
    differing(before.events, after.events).map(({ name, was, is }) => ({
      name,
      was: was.fields,
      is: is.fields,
    })),
    ({ takesLess }) => (takesLess ? { embedders: 'what was sent before may be refused' } : {}),
  ),
];

/** With how every state answers it; those that answer alike are named together. */
function newEvent(type: string, { kind, says, to }: DescribedEvent, after: ModelDescription) {
  const answers = to.flatMap((machine) => {
    const states = Object.entries(after.machines[machine]?.states ?? {});
    const alike = Map.groupBy(states, ([, state]) => inWords(state.answers[type] ?? []));
    return [...alike].map(([words, group]) => {
      const where = listed(group.map(([path]) => quoted(path)));
      return withFullStop(`A ${spoken(machine)} in ${where} answers: ${words}`);
    });
  });
  return [`The ${kind} ${quoted(type)} is new: ${withFullStop(says)}`, ...answers].join(' ');
}

function kinds(type: string, was: DescribedEvent, is: DescribedEvent): ModelChange[] {
  if (was.kind === is.kind) return [];
  return [
    {
      about: 'event',
      how: 'changed',
      what: type,
      says: `${quoted(type)} is a ${is.kind}; it was a ${was.kind}.`,
      breaks: {
        embedders: 'commands alone are refused, and facts come from outside',
        ...(was.kind === 'command' ? { callers: 'nobody can ask for it any more' } : {}),
      },
    },
  ];
}

function hearers(type: string, was: DescribedEvent, is: DescribedEvent): ModelChange[] {
  if (isSame(was.to, is.to)) return [];
  const isLess = was.to.some((machine) => !is.to.includes(machine));
  return [
    {
      about: 'event',
      how: 'changed',
      what: type,
      says: `${quoted(type)} is ${moreAndLess('heard by', was.to.map(spoken), is.to.map(spoken))}.`,
      breaks: isLess ? { embedders: 'whoever sends it there is refused' } : {},
    },
  ];
}
