/** What a picture of lives over time needs of a step, kept with its line in the timeline. */
import { type Effect, effects } from '../../../machines/index.ts';
import type { Answered } from '../../engine/index.ts';
import type { Life } from './timeline.ts';

/** What lanes look at in a context. */
const looked = ['startedAt', 'openedAt', 'endedAt', 'host', 'parent', 'recordingSid'];

/** Undefined: there is nothing of this sid. */
export function lifeIn({ snapshot, effects: ordered }: Answered): Life | undefined {
  if (!snapshot) return undefined;
  const context = Object.entries(snapshot.context).filter(([name]) => looked.includes(name));
  return { context: Object.fromEntries(context), told: ordered.flatMap(toldBy) };
}

function toldBy(effect: Effect): string[] {
  if (effect.type === 'instructions.requested') return [effect.because];
  return effects[effect.type].port === 'callbacks' && 'status' in effect ? [effect.status] : [];
}
