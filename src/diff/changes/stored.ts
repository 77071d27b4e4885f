/** Changes of the stored form: whether snapshots that were kept can still be taken back. */
import { spoken } from '../described/describe.ts';
import type { DescribedMachine, ModelDescription } from '../described/description.ts';
import { changesIn, differing, type ModelChange, quoted } from './change.ts';
import { fieldChangesIn } from './fields.ts';

/**
 * What is kept otherwise. Where the version of the stored form was raised, a migration brings older
 * snapshots up to it, and nobody is broken.
 */
export function storedChanges(before: ModelDescription, after: ModelDescription): ModelChange[] {
  const isRaised = after.snapshotVersion > before.snapshotVersion;
  const refused = isRaised ? {} : { embedders: 'snapshots that were kept are refused' };
  const raised: ModelChange = {
    about: 'stored',
    how: 'changed',
    what: 'version',
    says: `The stored form is of version ${after.snapshotVersion}; it was ${before.snapshotVersion}.`,
    breaks: isRaised ? {} : { embedders: 'no version goes back' },
  };
  return [
    ...(after.snapshotVersion === before.snapshotVersion ? [] : [raised]),
    ...changesIn('stored', before.machines, after.machines, {
      added: (_, machine) => ({
        says: `Snapshots of a machine ${quoted(machine)} are kept.`,
        breaks: {},
      }),
      removed: (_, machine) => ({
        says: `Snapshots of a machine ${quoted(machine)} are no longer kept.`,
        breaks: refused,
      }),
      kept: (machine, was, is) => goneStates(machine, was, is, refused),
    }),
    ...fieldChangesIn(
      'stored',
      differing(before.machines, after.machines).map(({ name, was, is }) => ({
        name: spoken(name),
        was: was.keeps,
        is: is.keeps,
      })),
      ({ takesLess }) => (takesLess ? refused : {}),
    ),
  ];
}

const goneStates = (
  machine: string,
  was: DescribedMachine,
  is: DescribedMachine,
  breaks: ModelChange['breaks'],
): ModelChange[] =>
  Object.keys(was.states)
    .filter((name) => !Object.hasOwn(is.states, name))
    .map((name) => ({
      about: 'stored',
      how: 'removed',
      what: `${spoken(machine)}: ${name}`,
      says: `No ${spoken(machine)} is kept in ${quoted(name)}.`,
      breaks,
    }));
