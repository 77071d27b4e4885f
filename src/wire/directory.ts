/** What requests, documents and callbacks look up: in the machines, and the rows beside them. */
import type { MachineName } from '../../machines/index.ts';
import { hasEnded, type Switchboard } from '../engine/index.ts';
import type { Known, Reader } from './read-request.ts';
import type { LineRow, Row } from './rows.ts';
import { recordingStatus } from './status.ts';

/** What a host holds. */
export interface Held {
  readonly machines: Omit<Switchboard, 'deliver' | 'keep'>;
  readonly rows: ReadonlyMap<string, Row>;
}

export function directoryOf({ machines, rows }: Held): Reader {
  const known = <M extends MachineName>(machine: M, sid: string): Known<M> | undefined => {
    const snapshot = machines.find(machine, sid);
    const row = rows.get(sid);
    return snapshot && row?.machine === machine ? ({ snapshot, row } as Known<M>) : undefined;
  };
  const recordings = (of: readonly { readonly sid: string }[]) =>
    of.flatMap(({ sid }) => known('recording', sid) ?? []);
  const line = (sid: string): LineRow | undefined =>
    (known('call', sid) ?? known('dialLeg', sid))?.row;
  return {
    known,
    line,
    *all(machine, accountSid) {
      for (const { sid } of machines.all(machine)) {
        const one = known(machine, sid);
        if (one?.row.accountSid === accountSid) yield one;
      }
    },
    recordingsOfCall: (sid) => recordings(machines.recordingsOfCall(sid)),
    recordingsOfConference: (sid) => recordings(machines.recordingsOfConference(sid)),
    recording(sid) {
      const one = known('recording', sid);
      if (!one || recordingStatus(one.snapshot).resource === null) return undefined;
      return { row: one.row, callSid: one.snapshot.context.callSid };
    },
    conference(_accountSid, word) {
      const bySid = known('conference', word);
      if (bySid) return { sid: word, row: bySid.row };
      for (const snapshot of machines.all('conference')) {
        const row = known('conference', snapshot.sid)?.row;
        if (row?.friendlyName === word && !hasEnded(snapshot)) return { sid: snapshot.sid, row };
      }
      return undefined;
    },
    labelled(conferenceSid, label) {
      const context = known('conference', conferenceSid)?.snapshot.context;
      const here = [
        ...(context?.participants.map(({ who }) => who.sid) ?? []),
        ...(context?.arriving.map(({ legSid }) => legSid) ?? []),
      ];
      return here.find((sid) => line(sid)?.label === label);
    },
  };
}

/** Whether what a recording records is over, or was never there. */
export function hasHostEnded({ machines }: Pick<Held, 'machines'>, recordingSid: string): boolean {
  const host = machines.recording(recordingSid)?.context.host;
  const found = host && machines.find(host.machine, host.sid);
  return host !== undefined && (found === undefined || hasEnded(found));
}
