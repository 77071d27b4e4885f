/** Changes of what can be chosen: settings, what a kind of recording is made with, policies. */
import { spoken } from '../described/describe.ts';
import type { DescribedKind, DescribedPolicy, ModelDescription } from '../described/description.ts';
import {
  changesIn,
  differing,
  isSame,
  listed,
  type ModelChange,
  meansNow,
  quoted,
  withFullStop,
} from './change.ts';
import { fieldChanges } from './fields.ts';

/** Settings, and what each kind of recording is made with. */
export const settingChanges = (
  before: ModelDescription,
  after: ModelDescription,
): ModelChange[] => [
  ...fieldChanges(before.settings, after.settings).map(
    ({ how, path, says, ...field }): ModelChange => ({
      about: 'setting',
      how,
      what: path,
      says: withFullStop(`The setting ${says}`),
      breaks: {
        ...(how === 'added' ? { embedders: 'the media server is told something new' } : {}),
        ...(field.readsOtherwise
          ? { embedders: 'the media server is told otherwise, or no more' }
          : {}),
        ...(field.takesLess && how !== 'added'
          ? { callers: 'what was asked for may be refused' }
          : {}),
      },
    }),
  ),
  ...changesIn('setting', before.kinds, after.kinds, {
    added: ({ source }, kind) => ({
      says: `A recording can be made as ${quoted(kind)}, with the source ${quoted(source)}.`,
      breaks: {},
    }),
    removed: (_, kind) => ({
      says: `No recording is made as ${quoted(kind)} any more.`,
      breaks: { embedders: 'its word is refused', callers: 'no recording comes of it' },
    }),
    kept: kindChanges,
  }),
];

function kindChanges(kind: string, was: DescribedKind, is: DescribedKind): ModelChange[] {
  const changed = (says: string, breaks: ModelChange['breaks']): ModelChange => ({
    about: 'setting',
    how: 'changed',
    what: kind,
    says: `A recording made as ${quoted(kind)} ${says}`,
    breaks,
  });
  const isOf = (hosts: readonly string[]) => `a ${listed(hosts.map(spoken))}`;
  return [
    ...(was.source === is.source
      ? []
      : [
          changed(`has the source ${quoted(is.source)}; it was ${quoted(was.source)}.`, {
            followers: 'its source is another',
          }),
        ]),
    ...(isSame(was.hosts, is.hosts)
      ? []
      : [changed(`is of ${isOf(is.hosts)}; it was of ${isOf(was.hosts)}.`, {})]),
    ...differing(was.defaults, is.defaults).map((one) =>
      changed(
        `has ${quoted(one.name)} ${quoted(String(one.is))} unless its request says otherwise; it was ${quoted(String(one.was))}.`,
        { callers: 'a request that does not say it gets another recording' },
      ),
    ),
  ];
}

const answers = (of: DescribedPolicy['answers']) =>
  listed(Object.entries(of).map(([set, answer]) => `${quoted(String(answer))} in the set ${set}`));

/** Policies that came, went, or are answered otherwise. */
export const policyChanges = (before: ModelDescription, after: ModelDescription): ModelChange[] =>
  changesIn('policy', before.policies, after.policies, {
    added: (policy, id) => ({
      says: `${quoted(id)} can be chosen: ${withFullStop(policy.says)} It is ${answers(policy.answers)}.`,
      breaks: {},
    }),
    removed: (_, id) => ({
      says: `${quoted(id)} can no longer be chosen.`,
      breaks: { embedders: 'a policy that names it is refused' },
    }),
    kept: (id, was, is) => {
      const changed = (says: string, breaks: ModelChange['breaks']): ModelChange => ({
        about: 'policy',
        how: 'changed',
        what: id,
        says,
        breaks,
      });
      return [
        ...meansNow('policy', id, { was: was.says, is: is.says }),
        ...(was.holds === is.holds
          ? []
          : [
              changed(`${quoted(id)} is ${is.holds}; it was ${was.holds}.`, {
                embedders: 'an answer that was taken may be refused',
              }),
            ]),
        ...differing(was.answers, is.answers).map((one) =>
          changed(
            `${quoted(id)} is ${quoted(String(one.is))} in the set ${one.name}; it was ${quoted(String(one.was))}.`,
            { callers: 'who did not choose is answered otherwise' },
          ),
        ),
      ];
    },
  });
