/** Receivers of recording callbacks: one that is right, and copies of it with a fault each. */

import type { ReceiverApp, ReceiverProbe } from '../../src/conform/index.ts';
import { webhooks } from '../../src/webhooks/index.ts';

/** What a receiver keeps of a recording. */
interface Kept {
  status: string;
  durationSeconds?: number;
  /** How many were billed. */
  billed: number;
}
/** A receiver, and a look into it. */
export interface Receiver {
  readonly app: ReceiverApp;
  readonly probe: ReceiverProbe;
}
/** Whom a receiver belongs to, and what it verifies by. */
export interface Owned {
  readonly account: string;
  readonly publicKey: string;
}

const rank = (status: string | undefined) =>
  status === undefined ? 0 : status === 'in-progress' ? 1 : 2;

/** One as it is written with `texml-recordings/webhooks`. */
export function rightReceiver({ account, publicKey }: Owned): Receiver {
  const kept = new Map<string, Kept>();
  const app = webhooks({
    verify: { publicKey },
    onProblem: () => undefined,
    onRecording: ({ accountSid, recordingSid, status, durationMs }, { isLate }) => {
      if (accountSid !== account || isLate) return;
      const billed = status === 'completed' ? 1 : 0;
      kept.set(recordingSid, {
        status,
        billed,
        ...(durationMs === undefined ? {} : { durationSeconds: durationMs / 1_000 }),
      });
    },
  });
  return { app, probe: { stateOf: (sid) => kept.get(sid) } };
}
