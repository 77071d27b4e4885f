/**
 * Two of the machines as reducers written by hand: what a step could cost if nobody had to
 * read, draw, explore or change the model. They say what the declarations say, a second time.
 *
 * The recording is what this house is about, and its steps cost the same however long it lives. The
 * conference is the other kind: its lists grow with whoever is in it, and a full one shows what the
 * compiled step takes for that. A line, called or dialled, is of the recording's kind.
 */
import type { AnyEvent, MachineName } from '../../../machines/index.ts';
import type { Advance, Snapshot, Step, To } from '../../../src/engine/index.ts';
import { conference } from './conference.ts';
import { recording } from './recording.ts';

const reducers = { recording, conference } as const;
type Reducer = <M extends MachineName>(
  to: To<M>,
  before: Snapshot<M> | undefined,
  event: AnyEvent,
) => Step<M>;

/** The machines that are written by hand. */
export const handWritten = Object.keys(reducers) as readonly (keyof typeof reducers)[];
/** @throws TypeError for a machine that is not written by hand. */
export const byHand: Advance = (to, before, event) =>
  (reducers as unknown as Readonly<Record<MachineName, Reducer>>)[to.machine](to, before, event);
