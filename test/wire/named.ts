/** The operations by their names: those that ask something of machines, and those that only look. */
import {
  type HeardRequest,
  type OperationName,
  operations,
  type ReadName,
  type Refused,
  type RequestName,
  type RoutedRequest,
} from '../../src/wire/index.ts';

export const operationNames = Object.keys(operations) as OperationName[];
const isRead = (name: OperationName): name is ReadName => operations[name].method === 'GET';
export const readNames = operationNames.filter(isRead);
export const requestNames = operationNames.filter((name): name is RequestName => !isRead(name));

/** What an operation makes of a request; it throws RequestError for what is said wrong. */
const heard = (name: OperationName, request: RoutedRequest): HeardRequest | Refused =>
  operations[name].hear(request);

/** What a request asks. */
export function outcomeOf(name: RequestName, request: RoutedRequest) {
  const outcome = heard(name, request);
  if ('refused' in outcome) return outcome;
  if (!outcome.asked) throw new Error(`${name} asks nothing`);
  return outcome.asked;
}
/** What a read answers. */
export function foundBy(name: ReadName, request: RoutedRequest) {
  const outcome = heard(name, request);
  if ('refused' in outcome) return outcome;
  const { asked, warnings, reply } = outcome;
  const body = reply();
  if (asked || !body) throw new Error(`${name} ${asked ? 'asks something' : 'shows nothing'}`);
  return { body, warnings };
}
export type Found = Exclude<ReturnType<typeof foundBy>, Refused>;
