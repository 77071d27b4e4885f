/** The order in which files are tested: the long ones first, so that none is alone at the end. */
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** What takes longer than a few seconds, longest first. */
const long = [
  'sandbox/page',
  'properties/explore',
  'package/installed',
  'properties/mutants',
  'pages/command',
  'house/rooms',
  'postgres/postgres',
  'restate/restate',
  'openapi/fuzzing',
  'engine/compile',
  'properties/single',
  'wire/policies',
  'wire/request-tables',
  'package/carrying-on',
  'package/contents',
  'guides/guides',
  'sandbox/killed',
  'properties/walks',
  'properties/alone',
  'sandbox/one-reading',
  'properties/orders',
  'hosts/killed',
  'sandbox/page-true',
  'engine/random-machines',
  'sandbox/hiccups',
  'pages/stories',
  'bench/contenders',
  'package/model',
  'bench/output',
  'sandbox/full-disk',
  'properties/vectors',
  'wire/accounts',
  'properties/claims',
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
