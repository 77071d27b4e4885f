/** A process with a host on Restate in it, made to be killed; all of them listen at one port. */
import { RestateHost } from '../../src/hosts/restate/index.ts';
import { beMortal, type Mortal } from '../hosts/ordeal/mortal.ts';

export interface MortalOnRestate extends Mortal {
  readonly ingress: readonly string[];
  readonly admin: readonly string[];
  readonly port: number;
  readonly name: string;
}

await beMortal<MortalOnRestate>(({ ingress, admin, port, name }, performers) =>
  RestateHost.open({
    ingress,
    name,
    listen: { port },
    register: { admin },
    // What was asked for next comes meanwhile, and waits.
    pace: { firstPauseMs: 100, longestPauseMs: 400 },
    performers,
  }),
);
