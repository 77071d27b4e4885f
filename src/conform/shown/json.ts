/** What a run came to, for programs: its schema, and the object. */
import { z } from 'zod';
import { withoutSecrets } from '../../wire/said/secrets.ts';
import { conformPriorities } from '../checks/check.ts';
import { authorityShown } from '../checks/pages.ts';
import {
  type AnyCheck,
  type CheckResult,
  type ConformResult,
  checkOutcomes,
  conformExitCode,
  failsRun,
  outcomeCounts,
} from '../running/result.ts';
import { cameOf, curlOf } from './curl.ts';

const count = z.int().nonnegative();
const authoritySchema = z.strictObject({
  id: z.string(),
  url: z.string().optional(),
  says: z.string().optional(),
});
const exchangeSchema = z.strictObject({
  at: z.string().describe('When it was asked, in ISO 8601.'),
  from: z.string(),
  to: z.string(),
  says: z.string().describe('What it is, shortly.'),
  curl: z.string().optional().describe('The request as a command, without secrets.'),
  came: z.string().describe('What came of it, in one line.'),
});
const checkSchema = z.strictObject({
  id: z.string(),
  says: z.string().describe('What is promised.'),
  priority: z.enum(conformPriorities),
  authority: z.array(authoritySchema).min(1),
  needs: z.array(z.string()).optional(),
  uses: z.array(z.string()).optional(),
});
const resultSchema = checkSchema.extend({
  outcome: z.enum(checkOutcomes),
  failsRun: z.boolean(),
  because: z.string().optional(),
  tookMs: count,
  reproduction: z.array(exchangeSchema).describe('What went to and fro, if it did not pass.'),
});
const reportSchema = z
  .strictObject({
    subject: z.string(),
    target: z.string(),
    at: z.string().describe('When the run began, in ISO 8601.'),
    tookMs: count,
    isStrict: z.boolean(),
    exitCode: z.literal([0, 1, 3]),
    counts: z.record(z.enum(checkOutcomes), count),
    results: z.array(resultSchema),
  })
  .describe('What a run of texml-recordings conform has come to.');

/** A run as `--json` prints it; schemas/conform-report.json describes it. */
export type ConformReport = z.infer<typeof reportSchema>;

/** The JSON Schema of a report. */
export const conformReportSchema = (): object => z.toJSONSchema(reportSchema);

/** A check, as `list --json` prints it. */
export const checkJson = ({ id, says, priority, authority, needs, uses }: AnyCheck) => ({
  id,
  says,
  priority,
  authority: authority.map(authorityShown),
  ...(needs ? { needs: [...needs] } : {}),
  ...(uses ? { uses: [...uses] } : {}),
});

/** The report of a run, without secrets. */
export function conformReport(result: ConformResult): ConformReport {
  const { subject, target, at, tookMs, isStrict, results } = result;
  return {
    subject,
    target,
    at: isoText(at),
    tookMs,
    isStrict,
    exitCode: conformExitCode(result),
    counts: outcomeCounts(result),
    results: results.map((one) => resultJson(one, result)),
  };
}

function resultJson(one: CheckResult, of: ConformResult): ConformReport['results'][number] {
  const { check, outcome, because, tookMs, exchanges } = one;
  return {
    ...checkJson(check),
    outcome,
    failsRun: failsRun(one, of),
    ...(because === undefined ? {} : { because: withoutSecrets(because) }),
    tookMs,
    reproduction: exchanges.map((exchange) => ({
      at: isoText(exchange.at),
      from: exchange.from,
      to: exchange.to,
      says: exchange.says,
      ...(exchange.request ? { curl: curlOf(exchange.request) } : {}),
      came: cameOf(exchange),
    })),
  };
}
const isoText = (at: number) => new Date(at).toISOString();
