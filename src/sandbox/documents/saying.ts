/** What requests for documents say, and say again when they are sent again. */
import type { EffectFor, InstructionsRequested } from '../../../machines/index.ts';
import type { Snapshot } from '../../engine/index.ts';
import type { Task } from '../../hosts/index.ts';
import {
  type ActionHost,
  actionParameters,
  isNumberedRequest,
  type NewsOf,
  numberFor,
  type Parameters,
  type Reading,
  type ReadingIn,
  toldBeside,
  unreachedParameters,
} from '../../wire/index.ts';
import { numbered } from '../stage/numbers.ts';
import type { Stage } from '../stage/stage.ts';
import type { KeptReading } from './readings.ts';

export type InstructionsTask = Task<EffectFor<'instructions'>>;

/** What a call asks for by itself. */
export async function askedIn(
  stage: Stage,
  { effect, key, snapshot }: InstructionsTask,
): Promise<NewsOf<'requested' | 'resumed'>> {
  if (effect.type === 'instructions.resumed') {
    return { type: 'resumed', again: effect.again, key };
  }
  const { because, execute } = effect;
  const parameters = await parametersIn(stage, effect, snapshot as Snapshot<'call'>, key);
  return { type: 'requested', because, execute, parameters, key };
}

/** What its request for a document says; the same key is the same request. */
function parametersIn(
  stage: Stage,
  asked: InstructionsRequested,
  snapshot: Snapshot<'call'>,
  key: string,
): Parameters | Promise<Parameters> {
  const { directory: reader, mediaUrl, clock } = stage;
  const { sid } = asked;
  const row = reader.line(sid);
  if (!row) return {};
  const said = (sequenceNumber: number) => {
    const around: ActionHost = { mediaUrl, reader, at: clock.now(), sequenceNumber };
    return actionParameters(asked, snapshot, row, around);
  };
  return isNumberedRequest(asked) ? saidOnce(stage, sid, key, said) : said(0);
}

/**
 * What a reading has become that asks for the action of a `<Dial>` to nobody, before it is kept: what
 * it does not know is added, so that whoever is asked is told the same.
 */
export async function toldIn(
  stage: Stage,
  sid: string,
  before: KeptReading,
  reading: ReadingIn<'fetching'>,
): Promise<Reading> {
  const snapshot = stage.host.machines.find('call', sid);
  if (!snapshot) return reading;
  const at = stage.clock.now();
  const added = await saidOnce(stage, sid, before.turn, (sequenceNumber) =>
    unreachedParameters(snapshot, { at, sequenceNumber }),
  );
  return toldBeside(reading, added);
}

/** What a request says that is numbered; kept before it is sent, so that it is said again as it was. */
async function saidOnce(
  { host }: Stage,
  sid: string,
  key: string,
  say: (sequenceNumber: number) => Parameters,
): Promise<Parameters> {
  const told = await numbered(host, { sid, kind: 'requested' }, (all) => {
    const latest = numberFor(all, 'requested', key);
    return { latest: latest.parameters ? latest : { ...latest, parameters: say(latest.number) } };
  });
  return told?.latest.parameters ?? {};
}
