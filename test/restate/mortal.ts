/** A process with a host on Restate in it, made to be killed; all of them listen at one port. */
import type { To } from '../../src/engine/index.ts';
import { RestateHost } from '../../src/hosts/restate/index.ts';
import type { Row } from '../../src/wire/index.ts';
import { beMortal, type Mortal } from '../hosts/ordeal/mortal.ts';

export interface MortalOnRestate extends Mortal {
  readonly ingress: readonly string[];
  readonly admin: readonly string[];
  readonly port: number;
  readonly name: string;
}

const account = { accountSid: 'A' } as const;
const line = { ...account, to: '+1', from: '+2', connectionId: '1' } as const;
/** What is kept beside whom a message is for: so lists show it. */
const rowFor = ({ machine }: To): Row | undefined => {
  if (machine === 'call' || machine === 'dialLeg') return { machine, ...line };
  return machine === 'recording' ? { machine, ...account, sendsUrl: true } : undefined;
};

await beMortal<MortalOnRestate>(async ({ ingress, admin, port, name }, performers) => {
  const host = await RestateHost.open({
    ingress,
    name,
    listen: { port },
    register: { admin },
    // What was asked for next comes meanwhile, and waits.
    pace: { firstPauseMs: 100, longestPauseMs: 400 },
    // Nothing is as old as that here; but who names whom is told.
    forgets: { afterMs: 86_400_000 },
    performers,
  });
  return {
    take: (message) => {
      const row = rowFor(message.to);
      const { sid } = message.to;
      return host.take(row ? { ...message, rows: [{ sid, row }] } : message);
    },
    close: () => host.close(),
  };
});
