/**
 * Operations on what listens in on a call: a stream of its media, and a SIPREC session. They are
 * begun and stopped as documented, and nothing else comes of them: assumption A57.
 */
import { hasEnded } from '../../engine/index.ts';
import { isoDate } from '../resources/dates.ts';
import { given } from '../resources/given.ts';
import { knownLine } from '../resources/reader.ts';
import type { LineRow, Mint, NewRow, Tap, TapKind } from '../resources/rows.ts';
import { notModelled } from '../resources/uses.ts';
import { type Asks, operation, type Refused, type RoutedRequest } from './operation.ts';
import { parameters } from './parameters.ts';

type Where = Pick<RoutedRequest, 'directory' | 'mint' | 'now'>;
type Said = Pick<Tap, 'name' | 'track'>;

/** What is asked: nothing of any machine. */
const kept = (sid: string, row: LineRow, taps: readonly Tap[]) => ({
  to: { machine: row.machine, sid },
  rows: [{ sid, row: { ...row, taps } }] satisfies NewRow[],
});

/** One more tap; a line that is not answered has nothing to be heard, and one that is over neither. */
function begun(
  { directory, mint, found: row }: Where & { readonly found: LineRow },
  callSid: string,
  kind: TapKind,
  said: { readonly [N in keyof Said]: Said[N] | undefined },
): (Asks & { readonly tap: Tap }) | Refused {
  const line = knownLine(directory, callSid)?.snapshot;
  if (line && hasEnded(line)) return { refused: 'call-ended' };
  if (line?.context.answeredAt === null) return { refused: 'call-not-answered' };
  const tap: Tap = { sid: newSid(mint), kind, ...given(said) };
  const parameter = kind === 'stream' ? 'Url' : 'ConnectorName';
  const warnings = [{ parameter, says: `${parameter} ${notModelled['listened-in']}.` }];
  return { ...kept(callSid, row, [...(row.taps ?? []), tap]), tap, warnings };
}
/** It is of no machine, and looks like the sids of all that are no lines. */
const newSid = (mint: Mint) => mint('stay');

/** One that there is is stopped, whether or not it was before (A2); who says nothing only looks. */
function updated({ row, tap }: Found, callSid: string, status: 'stopped' | undefined) {
  const after: Tap = status === undefined ? tap : { ...tap, isStopped: true };
  const taps = (row.taps ?? []).map((one) => (one === tap ? after : one));
  return { ...kept(callSid, row, taps), tap: after };
}
const statusOf = ({ isStopped }: Tap) => (isStopped ? 'stopped' : 'in-progress');

interface Found {
  readonly row: LineRow;
  readonly tap: Tap;
}
/** The tap of a path, with the line that has it. */
function found(
  { directory }: Pick<Where, 'directory'>,
  callSid: string,
  kind: TapKind,
  sid: string,
): Found | undefined {
  const row = directory.line(callSid);
  const tap = row?.taps?.find((one) => one.kind === kind && one.sid === sid);
  return row && tap && { row, tap };
}

/** What all answers say. A host without a clock tells no dates. */
const shown = ({ directory, now }: Where, callSid: string, sid: string, uri: string) =>
  given({
    account_sid: directory.accountSid,
    call_sid: callSid,
    date_updated: now === undefined ? undefined : isoDate(now),
    sid,
    uri,
  });

const streams = '/Calls/{call_sid}/Streams';
const sessions = '/Calls/{call_sid}/Siprec';

/** Source: SDK, `texml.accounts.calls`. */
export const tapOperations = {
  startStream: operation({
    method: 'POST',
    path: `${streams}.json`,
    status: 200,
    parameters: parameters.startStream,
    find: ({ path, directory }) => directory.line(path.call_sid),
    ask: ({ path, said: { Name: name }, ...where }) =>
      begun(where, path.call_sid, 'stream', { name, track: undefined }),
    reply({ path, uri, ...where }, { tap }) {
      const own = uri().replace(/\.json$/, `/${tap.sid}.json`);
      const said = given({ name: tap.name });
      return { ...shown(where, path.call_sid, tap.sid, own), ...said, status: 'in-progress' };
    },
  }),

  updateStream: operation({
    method: 'POST',
    path: `${streams}/{streaming_sid}.json`,
    status: 200,
    parameters: parameters.updateStream,
    find: ({ path, ...where }) => found(where, path.call_sid, 'stream', path.streaming_sid),
    ask: ({ path, found: one, said }) => updated(one, path.call_sid, said.Status),
    reply: ({ path, uri, ...where }, { tap }) => ({
      ...shown(where, path.call_sid, tap.sid, uri()),
      status: statusOf(tap),
    }),
  }),

  startSiprec: operation({
    method: 'POST',
    path: `${sessions}.json`,
    status: 200,
    parameters: parameters.startSiprec,
    find: ({ path, directory }) => directory.line(path.call_sid),
    ask: ({ path, said: { Name: name, Track: track }, ...where }) =>
      begun(where, path.call_sid, 'siprec', { name, track }),
    reply({ path, uri, ...where }, { tap }) {
      const own = uri().replace(/\.json$/, `/${tap.sid}.json`);
      const common = shown(where, path.call_sid, tap.sid, own);
      const at = common.date_updated;
      return {
        ...common,
        ...given({ date_created: at, start_time: at }),
        status: 'in-progress',
        track: tap.track ?? 'both_tracks',
      };
    },
  }),

  updateSiprec: operation({
    method: 'POST',
    path: `${sessions}/{siprec_sid}.json`,
    status: 200,
    parameters: parameters.updateSiprec,
    find: ({ path, ...where }) => found(where, path.call_sid, 'siprec', path.siprec_sid),
    ask: ({ path, found: one, said }) => updated(one, path.call_sid, said.Status),
    reply: ({ path, uri, ...where }, { tap }) => ({
      ...shown(where, path.call_sid, tap.sid, uri()),
      status: statusOf(tap),
    }),
  }),
} as const;
