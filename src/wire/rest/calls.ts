/** Operations on calls: begin one, end or redirect one that there is, fetch one, list them. */

import type { Known } from '../resources/directory.ts';
import { given, msOf } from '../resources/given.ts';
import { callResource, initiatedCall } from '../resources/line-resources.ts';
import { intersection } from '../resources/listing.ts';
import {
  callbackSaid,
  detected,
  limitOf,
  newRecordingRow,
  subscribed,
} from '../resources/new-rows.ts';
import { knownLine } from '../resources/reader.ts';
import type { LineRow, Mint, NewRow } from '../resources/rows.ts';
import { assistantDocument, checkOneDocument, instructionsIn } from './instruction-source.ts';
import { lineRecording } from './line-recording.ts';
import { type Asks, looks, operation, theAccount } from './operation.ts';
import { type BodyOf, parameters } from './parameters.ts';
import { resubscribed } from './request-rows.ts';
import { documentInVain, supervisorInVain, updateInVain } from './said-in-vain.ts';
import { list } from './spelling/lists.ts';
import { partOf } from './spelling/paging.ts';
import { pagingIn } from './spelling/query.ts';
import { queryParameters } from './spelling/query-parameters.ts';

type Line = Known<'call' | 'dialLeg'>;
const resource = ({ snapshot, row }: Line) => callResource(snapshot, row);

/** What all that begin a call say. */
type Dialling = Pick<BodyOf<'initiateAICall'>, DialledName> &
  Partial<Pick<BodyOf<'createCall'>, 'Timeout' | 'SuperviseCallSid'>>;
type DialledName = keyof BodyOf<'initiateAICall'> & keyof BodyOf<'createCall'>;

/** What a request asks that begins a call, and what is kept of it. */
function dialledOut(of: Pick<LineRow, 'accountSid' | 'connectionId'>, said: Dialling, mint: Mint) {
  const sid = mint('call');
  const recording = lineRecording(said, mint);
  // A supervising leg sends no status callbacks. Source: OpenAPI, SuperviseCallSid.
  const told = said.SuperviseCallSid === undefined && callbackSaid(said, 'StatusCallback');
  const row: LineRow = {
    machine: 'call',
    ...of,
    to: said.To,
    from: said.From,
    ...given({ callerName: said.CallerId }),
    ...(told ? subscribed(told) : {}),
    ...detected(said.MachineDetection, callbackSaid(said, 'AsyncAmdStatusCallback'), {
      isDetectionAsync: said.AsyncAmd || undefined,
      detectionLimitMs: limitOf('call', said.MachineDetectionTimeout),
    }),
  };
  const rows: NewRow[] = [{ sid, row }];
  if (recording) {
    const callback = callbackSaid(said, 'RecordingStatusCallback');
    rows.push(newRecordingRow(recording.sid, of.accountSid, callback, said.SendRecordingUrl));
  }
  const spans = { ringTimeoutMs: msOf(said.Timeout), timeLimitMs: msOf(said.TimeLimit) };
  return {
    to: { machine: 'call', sid },
    command: { type: 'call.dialOut', ...given({ recording, ...spans }) },
    rows,
  } as const;
}

const call = '/Calls/{call_sid}';

/** Source: OpenAPI. */
export const callOperations = {
  /** Dials out. The call's recording begins when it is answered. */
  initiateCall: operation({
    method: 'POST',
    path: '/Calls',
    status: 200,
    parameters: parameters.initiateCall,
    find: theAccount,
    ask: ({ path: { account_sid: accountSid }, said, mint }) => ({
      ...dialledOut({ accountSid, connectionId: said.ApplicationSid }, said, mint),
      ...instructionsIn(said, said.UrlMethod),
      warnings: [...documentInVain(said), ...supervisorInVain(said)],
    }),
    reply: ({ said }, { to }) => initiatedCall(to.sid, { to: said.To, from: said.From }),
  }),

  /** The same, in the name of an application. Source: SDK, `texml.calls.create`; A50. */
  createCall: operation({
    method: 'POST',
    base: '/texml',
    path: '/calls/{connection_id}',
    status: 200,
    parameters: parameters.createCall,
    find: theAccount,
    ask({ path: { account_sid: accountSid, connection_id: connectionId }, said, mint }) {
      checkOneDocument(said);
      return {
        ...dialledOut({ accountSid, connectionId }, said, mint),
        ...instructionsIn(said, said.Method),
        warnings: supervisorInVain(said),
      };
    },
    reply: ({ said }, { to }) => initiatedCall(to.sid, { to: said.To, from: said.From }),
  }),

  /** The same, with an assistant; of it only the waiting is here. Source: SDK, `texml`. */
  initiateAICall: operation({
    method: 'POST',
    base: '/texml',
    path: '/ai_calls/{connection_id}',
    status: 200,
    parameters: parameters.initiateAICall,
    find: theAccount,
    ask({ path: { account_sid: accountSid, connection_id: connectionId }, said, body, mint }) {
      const instructions = assistantDocument(body, said.AIAssistantId);
      const { timeout_seconds: Timeout, ...rest } = said;
      return {
        ...dialledOut({ accountSid, connectionId }, { ...rest, Timeout }, mint),
        instructions,
      };
    },
    reply: ({ said }, { to }) => initiatedCall(to.sid, { to: said.To, from: said.From }),
  }),

  /**
   * Ends a call, gives it another document, or changes where its callbacks go. An end comes before
   * a document, with which a call or participant leaves its conference (T-PART).
   */
  updateCall: operation({
    method: 'POST',
    path: call,
    status: 200,
    parameters: parameters.updateCall,
    find: ({ path, directory }) => directory.line(path.call_sid),
    ask({ path: { call_sid: sid }, said, found: row }): Asks {
      const { Status, Url, Texml, StatusCallback, StatusCallbackMethod } = said;
      const to = { machine: row.machine, sid };
      const changes = StatusCallback !== undefined || StatusCallbackMethod !== undefined;
      const rows = changes ? [{ sid, row: resubscribed(row, said) }] : [];
      const asks = { to, rows, warnings: updateInVain(said, row) };
      if (Status === 'completed') return { ...asks, command: { type: 'call.hangUp' } };
      if (Url === undefined && Texml === undefined) return asks;
      return {
        ...asks,
        command: { type: 'call.redirect' },
        ...instructionsIn(said, said.Method, said.FallbackMethod),
      };
    },
    reply({ path, directory }) {
      const line = knownLine(directory, path.call_sid);
      return line && resource(line);
    },
  }),

  fetchCall: operation({
    method: 'GET',
    path: call,
    linked: `${call}.json`,
    status: 200,
    parameters: queryParameters.fetch,
    find: ({ path, directory }) => knownLine(directory, path.call_sid),
    ask: looks,
    reply: ({ found }) => resource(found),
  }),

  /** Dialled legs are calls too. */
  listCalls: operation({
    method: 'GET',
    path: '/Calls',
    linked: '/Calls.json',
    status: 200,
    parameters: queryParameters.listCalls,
    find: theAccount,
    ask: looks,
    reply({ said, query, directory, uri }) {
      const words = { to: said.To, from: said.From, status: said.Status };
      const times = {
        at: intersection(said.StartTime, said.StartTime_gt, said.StartTime_lt),
        endedAt: intersection(said.EndTime, said.EndTime_gt, said.EndTime_lt),
      };
      const paging = pagingIn(said, query, uri());
      const page = directory.page({ list: 'calls', words, times, part: partOf(paging) });
      return list('calls', page, paging, resource);
    },
  }),
} as const;
