/** Offers that several systems make: what people and applications may do to a call or recording. */
import { slotOf } from '../../machines/index.ts';
import type { Offer } from '../generators/system.ts';
import type { ModelWorld } from '../generators/world.ts';

export const call = { machine: 'call', sid: 'c' } as const;
export const conference = { machine: 'conference', sid: 'f' } as const;
export const leg = (sid: string) => ({ machine: 'dialLeg', sid }) as const;

/** The machine in a world, if it is there; a search asks this at every step. */
function finding(to: Offer['to']) {
  const slot = slotOf(to);
  return (world: ModelWorld) => world.machines[slot];
}
/** From the moment when the machine is there. */
export function exists(to: Offer['to']) {
  const find = finding(to);
  return (world: ModelWorld) => find(world) !== undefined;
}
/** While the call runs a document and nothing blocks it. */
export function executes(sid = 'c') {
  const find = finding({ machine: 'call', sid });
  return (world: ModelWorld) => find(world)?.state === 'inProgress.executing';
}
/** While a line is answered. */
export function isAnswered(to: Offer['to']) {
  const find = finding(to);
  return (world: ModelWorld) => /^(inProgress|answered)/.test(find(world)?.state ?? '');
}

/** An inbound call, which the network answers. */
export const receive: Offer = { to: call, event: { type: 'call.receive' } };
/** An outbound call, recorded or not. */
export const dialOut = (...sids: string[]): Offer => ({
  to: call,
  event: {
    type: 'call.dialOut',
    ...(sids[0] === undefined ? {} : { recording: { sid: sids[0] } }),
  },
});
export const hangUp: Offer = { to: call, event: { type: 'call.hangUp' }, when: exists(call) };
export const redirect: Offer = {
  to: call,
  event: { type: 'call.redirect' },
  when: isAnswered(call),
};
/** REST on a recording, each once unless said otherwise. */
export const control = (
  verbs: readonly ('pause' | 'resume' | 'stop' | 'delete')[],
  sid = 'r',
  times = 1,
): Offer[] =>
  verbs.map((verb) => ({
    to: { machine: 'recording', sid },
    event: { type: `recording.${verb}` },
    when: exists({ machine: 'recording', sid }),
    times,
  }));
/** Something that the document of a call does while nothing blocks it. */
export const verbOffer = (event: Offer['event'], sid = 'c'): Offer => ({
  to: { machine: 'call', sid },
  event,
  when: executes(sid),
});
