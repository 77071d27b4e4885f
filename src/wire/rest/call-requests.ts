/** Requests about calls: begin one, or end or redirect one that there is. */
import { given, msOf } from '../resources/given.ts';
import { callbackSaid, newRecording, subscribed } from '../resources/new-rows.ts';
import type { LineRow } from '../resources/rows.ts';
import { lineRecording } from './line-recording.ts';
import { parameters } from './parameters.ts';
import { instructionsIn, lineIn, notFound, type Outcome, type Request } from './request.ts';
import { resubscribed } from './request-rows.ts';
import { readParameters } from './spelling/parameter-table.ts';
import type { ParameterWarning } from './spelling/request-error.ts';

/** Dials out. The call's recording begins when it is answered. */
export function initiateCall({ path, body, mint }: Request): Outcome {
  const { said, warnings } = readParameters(parameters.initiateCall, body);
  const accountSid = path.account_sid;
  const sid = mint('call');
  const recording = lineRecording(said, mint);
  const told = callbackSaid(said, 'RecordingStatusCallback');
  const row: LineRow = {
    machine: 'call',
    accountSid,
    to: said.To,
    from: said.From,
    connectionId: said.ApplicationSid,
    // A supervising leg sends no status callbacks. Source: OpenAPI, SuperviseCallSid.
    ...(said.SuperviseCallSid === undefined
      ? subscribed(callbackSaid(said, 'StatusCallback'))
      : {}),
  };
  return {
    to: { machine: 'call', sid },
    command: {
      type: 'call.dialOut',
      ...given({
        recording,
        ringTimeoutMs: msOf(said.Timeout),
        timeLimitMs: msOf(said.TimeLimit),
      }),
    },
    rows: [
      { sid, row },
      ...(recording ? [newRecording(recording.sid, accountSid, told, said.SendRecordingUrl)] : []),
    ],
    ...instructionsIn(said, said.UrlMethod),
    warnings: [...warnings, ...urlInVain(said)],
  };
}

/**
 * Ends a call, gives it another document, or changes where its callbacks go. An end comes before
 * a document. Only a call has a document here: a dialled leg cannot be given one.
 */
export function updateCall(request: Request<'call_sid'>): Outcome {
  const sid = request.path.call_sid;
  const row = lineIn(request);
  if (!row) return notFound;
  const { said, warnings } = readParameters(parameters.updateCall, request.body);
  const { Status, Url, Texml, StatusCallback, StatusCallbackMethod } = said;
  const to = { machine: row.machine, sid };
  const changes = StatusCallback !== undefined || StatusCallbackMethod !== undefined;
  const rows = changes ? [{ sid, row: resubscribed(row, said) }] : [];
  if (Status === 'completed') return { to, command: { type: 'call.hangUp' }, rows, warnings };
  if (Url === undefined && Texml === undefined) return { to, rows, warnings };
  if (row.machine === 'dialLeg') return { refused: 'call-busy' };
  return {
    to,
    command: { type: 'call.redirect' },
    rows,
    ...instructionsIn(said, said.Method, said.FallbackMethod),
    warnings: [...warnings, ...urlInVain(said)],
  };
}

type Documents = { readonly Texml?: string | null | undefined; readonly Url?: unknown };
const urlInVain = ({ Texml, Url }: Documents): ParameterWarning[] =>
  typeof Texml === 'string' && typeof Url === 'string'
    ? [{ parameter: 'Url', says: 'Url is ignored: Texml is the document.' }]
    : [];
