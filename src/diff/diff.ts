/** Two versions of the model, compared. */
import type { Audience, ChangeTopic, ModelChange } from './changes/change.ts';
import { policyChanges, settingChanges } from './changes/choices.ts';
import { effectChanges } from './changes/effects.ts';
import { eventChanges } from './changes/events.ts';
import { stateChanges } from './changes/states.ts';
import { storedChanges } from './changes/stored.ts';
import { verdictChanges } from './changes/verdicts.ts';
import { assumptionChanges, wordChanges } from './changes/words.ts';
import type { ModelDescription } from './described/description.ts';

/** What has changed from one version of the model to another. */
export interface ModelDiff {
  /** The version before, as its package says; empty if that is not known. */
  readonly from: string;
  /** The version after. */
  readonly to: string;
  /** Every change, by what it is about. */
  readonly changes: readonly ModelChange[];
}

/**
 * What has changed between two versions of the model: states, events, verdicts, effects, statuses,
 * settings, policies, words, the stored form and assumptions, each with whom it breaks and why.
 */
export function diffModels(before: ModelDescription, after: ModelDescription): ModelDiff {
  const machines = Object.entries(after.machines).flatMap(([name, is]) => {
    const was = before.machines[name];
    return was ? [{ name, was, is }] : [];
  });
  return {
    from: before.version,
    to: after.version,
    changes: [
      ...machines.flatMap(({ name, was, is }) => stateChanges(name, was, is)),
      ...eventChanges(before, after),
      ...machines.flatMap(({ name, was, is }) => verdictChanges(name, was, is, after.events)),
      ...effectChanges(before, after),
      ...settingChanges(before, after),
      ...policyChanges(before, after),
      ...wordChanges(before, after),
      ...storedChanges(before, after),
      ...assumptionChanges(before, after),
    ],
  };
}

/** Whom a change breaks. */
export const audiencesBroken = ({ breaks }: ModelChange): Audience[] =>
  Object.keys(breaks) as Audience[];

/**
 * The changes for which a version has to say that it is another, and does not: the stored form by
 * its own version, all else by that of the package. While that begins with 0, its second figure counts.
 */
export function unversioned({ from, to, changes }: ModelDiff): readonly ModelChange[] {
  const stored: ChangeTopic = 'stored';
  const isRaised = isAnotherLine(from, to);
  return changes.filter(
    (change) => audiencesBroken(change).length > 0 && (change.about === stored || !isRaised),
  );
}

/** Whether a version may break what was promised by another. Source: semver.org, 4 and 8. */
function isAnotherLine(from: string, to: string): boolean {
  const lineOf = (version: string) => {
    const [major = '0', minor = '0'] = version.split('.');
    return major === '0' ? `0.${minor}` : major;
  };
  return lineOf(from) !== lineOf(to);
}
