/** Changes of effects: which there are, who performs them, what they carry. */
import { spoken } from '../described/describe.ts';
import type { DescribedEffect, ModelDescription } from '../described/description.ts';
import {
  changesIn,
  differing,
  isSame,
  type ModelChange,
  meansNow,
  moreAndLess,
  quoted,
  withFullStop,
} from './change.ts';
import { fieldChangesIn } from './fields.ts';

/** Effects that came, went, are performed by another port, or carry something else. */
export const effectChanges = (before: ModelDescription, after: ModelDescription): ModelChange[] => [
  ...changesIn('effect', before.effects, after.effects, {
    added: ({ port, says }, type) => ({
      says: `The effect ${quoted(type)} is new, of the port ${quoted(port)}: ${withFullStop(says)}`,
      breaks: { embedders: 'somebody has to perform it' },
    }),
    removed: (_, type) => ({
      says: `The effect ${quoted(type)} is gone.`,
      breaks: { embedders: 'whoever waits for it waits in vain' },
    }),
    kept: (type, was, is) => [
      ...meansNow('effect', type, { was: was.says, is: is.says }),
      ...performers(type, was, is),
      ...senders(type, was, is),
    ],
  }),
  ...fieldChangesIn(
    'effect',
    differing(before.effects, after.effects).flatMap(({ name, was, is }) =>
      differing(was.from, is.from).map((form) => ({ ...form, name })),
    ),
    ({ readsOtherwise }) =>
      readsOtherwise ? { embedders: 'what is read there may be missing, or unheard of' } : {},
  ),
];

const changed = (type: string, says: string, embedders: string): ModelChange => ({
  about: 'effect',
  how: 'changed',
  what: type,
  says,
  breaks: { embedders },
});

function performers(type: string, was: DescribedEffect, is: DescribedEffect): ModelChange[] {
  if (was.port === is.port) return [];
  const says = `${quoted(type)} is of the port ${quoted(is.port)}; it was of ${quoted(was.port)}.`;
  return [changed(type, says, 'another performer is given it')];
}

function senders(type: string, was: DescribedEffect, is: DescribedEffect): ModelChange[] {
  const [before, now] = [was, is].map(({ from }) => Object.keys(from));
  if (!before || !now || isSame(before, now)) return [];
  const says = `${quoted(type)} is ${moreAndLess('asked for by', before.map(spoken), now.map(spoken))}.`;
  return [changed(type, says, 'it comes from others')];
}
