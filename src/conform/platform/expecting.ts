/** What is expected of an answer, and how it is said that something else came. */
import { CheckFailed } from '../checks/check.ts';
import { type ApiAnswer, type Resource, resourceIn } from './api.ts';

/** What has come, in a few words. */
export function cameTo({ status, none, text }: ApiAnswer): string {
  const line = text.replace(/\s+/g, ' ').trim();
  const shown = line.length > 160 ? `${line.slice(0, 159)}…` : line;
  return `${status ?? none}${shown === '' ? '' : ` ${shown}`}`;
}

/** @throws CheckFailed where it is answered otherwise. */
export function expectStatus(answer: ApiAnswer, status: number, what: string): void {
  if (answer.status === status) return;
  throw new CheckFailed(`${what} is answered ${cameTo(answer)}; expected ${status}.`);
}

/** @throws CheckFailed where it is not refused with this status, in the shape of an error. */
export function expectRefusal(answer: ApiAnswer, status: number, what: string): Resource {
  expectStatus(answer, status, what);
  const { errors } = resourceIn(answer);
  const [error] = Array.isArray(errors) ? (errors as Resource[]) : [];
  if (typeof error?.detail === 'string') return error;
  throw new CheckFailed(
    `${what} is refused with ${cameTo(answer)}; expected errors, each with a detail.`,
  );
}

/** @throws CheckFailed where what was found is something else. */
export function expectSame(found: unknown, expected: unknown, what: string): void {
  if (found === expected) return;
  const shown = (value: unknown) => JSON.stringify(value) ?? 'nothing';
  throw new CheckFailed(`${what} is ${shown(found)}; expected ${shown(expected)}.`);
}
