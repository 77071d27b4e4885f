/** What HTTP answers: every refusal with its documented code, and every wrong parameter by name. */
import { describe, expect, test } from 'vitest';
import { type RefusalReason, refusalReasons } from '../../machines/index.ts';
import { problemAnswer, refusalAnswer, refusals } from '../../src/wire/rest/spelling/errors.ts';
import { type ProblemCode, RequestError } from '../../src/wire/rest/spelling/request-error.ts';

describe('A refusal', () => {
  /** Copied by hand: reason, HTTP status, code. */
  const documented = [
    ['not-found', 404, '10005'],
    ['call-not-answered', 422, '90034'],
    ['call-ended', 422, '90018'],
    ['conference-ended', 422, '90019'],
    ['conference-full', 422, '90032'],
    ['recording-not-started', 422, '90020'],
    ['recording-ended', 422, '10027'],
    ['call-busy', 422, '10027'],
    ['recording-busy', 422, '10027'],
    ['recording-not-completed', 422, '10027'],
    ['conference-recording', 422, '10027'],
  ] as const satisfies readonly (readonly [RefusalReason, number, string])[];

  test('of every reason is in the table', () => {
    expect(documented.map(([reason]) => reason).sort()).toEqual(Object.keys(refusalReasons).sort());
    expect(Object.keys(refusals).sort()).toEqual(Object.keys(refusalReasons).sort());
  });
  test.each(documented)('%s is %i with code %s', (reason, status, code) => {
    const { body, ...answer } = refusalAnswer(reason);
    expect(answer).toEqual({ status });
    expect(body.errors).toEqual([
      {
        code,
        title: expect.stringMatching(/^[A-Z][\w ]+$/),
        detail: reason === 'not-found' ? 'Resource not found' : refusalReasons[reason],
      },
    ]);
  });

  test('of a recording whose host is over says that the call has ended', () => {
    expect(refusalAnswer('recording-ended', { isHostOver: true }).body.errors).toMatchObject([
      { code: '90018', title: 'Call has already ended' },
    ]);
    expect(refusalAnswer('recording-ended', { isHostOver: false })).toEqual(
      refusalAnswer('recording-ended'),
    );
    expect(refusalAnswer('recording-busy', { isHostOver: true })).toEqual(
      refusalAnswer('recording-busy'),
    );
  });
});

describe('A wrong parameter', () => {
  const answerTo = (code: ProblemCode, parameter: string, expected: string) =>
    problemAnswer(new RequestError([{ code, parameter, found: undefined, expected }]));

  /** The examples of OpenAPI, but for the wording of 10026, which has a shorter name for a type. */
  test.each([
    [
      '10032',
      'Status',
      'one of completed',
      'Invalid enumerated value',
      'Status must be one of completed',
    ],
    ['10026', 'To', 'a string', 'Invalid parameter type', "The 'To' parameter must be a string"],
    [
      '10004',
      'ApplicationSid',
      'a string',
      'Missing required parameter',
      "Can't be blank: ApplicationSid",
    ],
    [
      '10026',
      '',
      'an object of parameters',
      'Invalid parameter type',
      'The body must be an object of parameters',
    ],
  ] as const)('%s of %j', (code, parameter, expected, title, detail) => {
    expect(answerTo(code, parameter, expected)).toEqual({
      status: 422,
      body: { errors: [{ code, title, detail, source: { pointer: `/${parameter}` } }] },
    });
  });

  test('that is said twice has to be said once', () => {
    const [code, parameter] = ['10026', 'To'] as const;
    const twice = [{ code, parameter, found: ['+1', '+2'], expected: 'a string' }];
    expect(problemAnswer(new RequestError(twice)).body.errors).toMatchObject([
      { detail: "The 'To' parameter must be a string, said once" },
    ]);
  });

  test('stands beside the others', () => {
    const problem = { found: 5, expected: 'a string' };
    const error = new RequestError([
      { code: '10026', parameter: 'To', ...problem },
      { code: '10004', parameter: 'From', ...problem },
    ]);
    expect(problemAnswer(error).body.errors.map(({ source }) => source?.pointer)).toEqual([
      '/To',
      '/From',
    ]);
  });
});
