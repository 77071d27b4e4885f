/** What a run came to, as JUnit XML: what servers that run tests read. */
import { escapedText as xml } from '../../check/shown/spelled.ts';
import { withoutSecrets } from '../../wire/said/secrets.ts';
import { type CheckResult, type ConformResult, failsRun } from '../running/result.ts';
import { reproduction } from './curl.ts';

/**
 * A test case for each check. What fails the run is a failure, a fault of the kit an error; what was
 * left out, or fails and does not fail the run, is skipped, with its reason.
 */
export function junitOf(result: ConformResult): string {
  const { subject, target, at, tookMs, results } = result;
  const cases = results.map((one) => caseOf(one, result));
  const count = (tag: string) => cases.filter((one) => one.includes(`<${tag} `)).length;
  const counts = `tests="${cases.length}" failures="${count('failure')}" errors="${count('error')}" skipped="${count('skipped')}"`;
  const name = xml(`texml-recordings conform ${subject}`);
  return `<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="${name}" ${counts} time="${tookMs / 1_000}">
<testsuite name="${xml(target)}" timestamp="${new Date(at).toISOString()}" ${counts} time="${tookMs / 1_000}">
${cases.join('\n')}
</testsuite>
</testsuites>
`;
}

function caseOf(one: CheckResult, of: ConformResult): string {
  const { check, outcome, because = '', exchanges, tookMs } = one;
  const head = `<testcase classname="${xml(check.id.replace('/', '.'))}" name="${xml(check.says)}" time="${tookMs / 1_000}"`;
  if (outcome === 'passed') return `${head}/>`;
  const message = xml(withoutSecrets(`${outcome}: ${because}`));
  const tag = outcome === 'broken' ? 'error' : 'failure';
  if (!failsRun(one, of) && outcome !== 'broken')
    return `${head}><skipped message="${message}"/></testcase>`;
  const type = xml(`${outcome}.${check.priority}`);
  return `${head}><${tag} type="${type}" message="${message}">${xml(reproduction(exchanges))}</${tag}></testcase>`;
}
