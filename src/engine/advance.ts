/** How one machine answers one event: what the compiled step and XState's both are. */
import type { AnyEvent, MachineName } from '../../machines/index.ts';
import type { Snapshot, Step, To } from './snapshot.ts';

/** A step without the check at the edge: for events that are known to be well formed. */
export type Advance = <M extends MachineName>(
  to: To<M>,
  before: Snapshot<M> | undefined,
  event: AnyEvent,
) => Step<M>;
