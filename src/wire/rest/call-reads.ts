/** Reads about calls: fetch one, list those of an account. */

import type { Known } from '../resources/directory.ts';
import { callResource } from '../resources/line-resources.ts';
import { callStatus } from '../resources/status.ts';
import { below, found, type ReadRequest } from './read-request.ts';
import { lineIn, notFound } from './request.ts';
import { list } from './spelling/lists.ts';
import { readList } from './spelling/query.ts';
import { queryParameters } from './spelling/query-parameters.ts';
import { isWithin } from './spelling/time-filters.ts';

type Line = Known<'call' | 'dialLeg'>;
const resource = ({ snapshot, row }: Line) => callResource(snapshot, row);

export function fetchCall(request: ReadRequest<'call_sid'>) {
  const row = lineIn(request);
  const line = row && request.directory.known(row.machine, request.path.call_sid);
  return line ? found(resource(line), request) : notFound;
}

/** Dialled legs are calls too. */
export function listCalls({ path: { account_sid }, query, directory }: ReadRequest) {
  const path = below(account_sid, '/Calls.json');
  const { said, warnings, paging } = readList(queryParameters.listCalls, query, path);
  const started = [said.StartTime, said.StartTime_gt, said.StartTime_lt];
  const ended = [said.EndTime, said.EndTime_gt, said.EndTime_lt];
  const isMeant = ({ snapshot, row }: Line) =>
    (said.To ?? row.to) === row.to &&
    (said.From ?? row.from) === row.from &&
    (said.Status === undefined || said.Status === callStatus(snapshot)) &&
    isWithin(snapshot.context.createdAt, ...started) &&
    isWithin(snapshot.context.endedAt, ...ended);
  const lines: Line[] = [...directory.all('call'), ...directory.all('dialLeg')];
  return { body: list('calls', lines.filter(isMeant), paging, resource), warnings };
}
