/** The order in which files are tested: the long ones first, so that none is alone at the end. */
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** What takes longer than a few seconds, longest first. */
const long = [
  'sandbox/page',
  'properties/explore',
  'package/installed',
  'pages/command',
  'properties/mutants',
  'sandbox/killed',
  'engine/compile',
  'pages/stories',
  'house/rooms',
  'hosts/killed',
  'restate/restate',
  'package/carrying-on',
  'properties/single',
  'wire/policies',
  'openapi/fuzzing',
  'wire/request-tables',
  'properties/key',
  'bench/contenders',
  'package/contents',
  'package/model',
  'properties/orders',
  'properties/walks',
  'properties/alone',
  'properties/claims',
  'engine/random-machines',
  'sandbox/one-reading',
  'wire/accounts',
  'properties/vectors',
  'bench/output',
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
