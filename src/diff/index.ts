/** The room's door: versions of the model as values, and what has changed between two of them. */
export {
  type Audience,
  audiences,
  type ChangeTopic,
  changeTopics,
  type ModelChange,
} from './changes/change.ts';
export type {
  DescribedEffect,
  DescribedEvent,
  DescribedField,
  DescribedFields,
  DescribedGuard,
  DescribedKind,
  DescribedMachine,
  DescribedPolicy,
  DescribedState,
  DescribedWay,
  ModelDescription,
} from './described/description.ts';
export { foundModel, NoModel } from './described/found.ts';
export { describedModel } from './described/own.ts';
export { audiencesBroken, diffModels, type ModelDiff, unversioned } from './diff.ts';
export { type DiffPaint, diffMarkdown, diffText } from './worded.ts';
