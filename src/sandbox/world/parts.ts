/** What surrounds the machines of a world: lines, media server, documents, callbacks, plans. */
import type { Host, Performers } from '../../hosts/index.ts';
import { directoryOf } from '../../wire/index.ts';
import { Documents } from '../documents/documents.ts';
import { FarEnd, type HearKey } from '../lines/far-end.ts';
import { keepFound } from '../lines/finding.ts';
import { MediaServer } from '../media/media.ts';
import { Plans } from '../stage/plans.ts';
import type { Stage } from '../stage/stage.ts';
import type { KeptExchange } from '../traffic/exchange.ts';
import { Callbacks } from './callbacks.ts';
import { sendingAgain } from './sending-again.ts';

/** How the warning begins of a file that nobody waits for. */
export const orphanSays = 'A file came for a recording that was given up';

export interface Parts {
  readonly stage: Stage;
  readonly documents: Documents;
  readonly farEnd: FarEnd;
  /** A key is pressed: whoever subscribed to keys is told, and so are the call and its document. */
  readonly press: Documents['press'];
  readonly performers: Performers;
  readonly sendAgain: (exchange: KeptExchange, signal: AbortSignal) => Promise<number>;
}

/** Surrounds a host; nothing happens before `resume` of its plans and documents. */
export function surround(host: Host, given: Omit<Stage, 'host' | 'plans' | 'directory'>): Parts {
  const plans = new Plans(host, given.clock, (plan, error, pauseMs) => {
    // Callbacks that nobody takes are shown where they are sent.
    if (plan.kind === 'callback') return;
    const again = pauseMs === undefined ? 'it is left alone' : `it is tried again in ${pauseMs} ms`;
    const says = `Something planned, ${plan.id}, could not happen; ${again}: ${error}`;
    given.timeline.note({ kind: 'warning', sid: plan.id.split('/', 1)[0] ?? '', says });
  });
  const stage: Stage = { ...given, host, plans, directory: directoryOf(host, given.accountSid) };
  const documents = new Documents(stage);
  const callbacks = new Callbacks(stage);
  const heardKey: HearKey = (sid, digit, id, untilKept) =>
    callbacks.heard(sid, { type: 'dtmf', digit }, id, untilKept);
  const press: Parts['press'] = async (callSid, digit, id, untilKept) => {
    await heardKey(callSid, digit, id, untilKept ?? false);
    return documents.press(callSid, digit, id, untilKept);
  };
  const farEnd = new FarEnd(stage, {
    press,
    heardKey,
    serve: (callSid, id) => documents.serve(callSid, id),
    async detect(sid, found, id) {
      await keepFound(host, sid, found);
      documents.detected(sid);
      await callbacks.heard(sid, { type: 'amd', ...found }, id);
    },
  });
  const media = new MediaServer(stage, (sid, id) => farEnd.captured(sid, id));
  return {
    stage,
    documents,
    farEnd,
    press,
    sendAgain: sendingAgain(stage, callbacks),
    performers: {
      network: (task) => farEnd.perform(task),
      media: (task) => media.perform(task),
      callbacks: callbacks.perform,
      instructions: documents.perform,
      orphans: ({ effect: { sid, location } }) => {
        const says = `${orphanSays}: ${location}`;
        given.timeline.note({ kind: 'warning', sid, says });
      },
    },
  };
}
