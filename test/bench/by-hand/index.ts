/**
 * The four machines as reducers written by hand: what a step could cost if nobody had to read,
 * draw, explore or change the model. They say what the declarations say, a second time.
 */
import type { AnyEvent, MachineName } from '../../../machines/index.ts';
import type { Advance, Snapshot, Step, To } from '../../../src/engine/index.ts';
import { call } from './call.ts';
import { conference } from './conference.ts';
import { dialLeg } from './dial-leg.ts';
import { recording } from './recording.ts';

const reducers = { call, dialLeg, conference, recording } as const;
type Reducer = <M extends MachineName>(
  to: To<M>,
  before: Snapshot<M> | undefined,
  event: AnyEvent,
) => Step<M>;

export const byHand: Advance = (to, before, event) =>
  (reducers[to.machine] as unknown as Reducer)(to, before, event);
