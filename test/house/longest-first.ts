/** The order in which files are tested: the long ones first, so that none is alone at the end. */
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** What takes longer than a few seconds, longest first. */
const long = [
  'sandbox/page',
  'properties/explore',
  'package/installed',
  'properties/single',
  'properties/mutants',
  'sandbox/killed',
  'engine/compile',
  'pages/command',
  'properties/alone',
  'sandbox/hiccups',
  'bench/by-hand',
  'properties/key',
  'properties/orders',
  'pages/stories',
  'wire/policies',
  'wire/request-tables',
  'sandbox/one-reading',
  'engine/random-machines',
  'openapi/fuzzing',
  'bench/output',
  'hosts/killed',
  'sandbox/full-disk',
];
const rank = ({ moduleId }: TestSpecification) => {
  const at = long.findIndex((name) => moduleId.endsWith(`/test/${name}.test.ts`));
  return at === -1 ? long.length : at;
};

export class LongestFirst extends BaseSequencer {
  override sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const name = (one: TestSpecification) => one.moduleId;
    return Promise.resolve(
      files.toSorted((a, b) => rank(a) - rank(b) || (name(a) < name(b) ? -1 : 1)),
    );
  }
}
