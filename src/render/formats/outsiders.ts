/** Who is around the machines in a sequence diagram: who brings an event, and whom an effect is for. */
import { type EffectType, type EventType, vocabulary } from '../../../machines/index.ts';

/** Everybody around, and what stands above the line of each. */
export const outsiders = {
  customer: 'customer',
  network: 'network',
  media: 'media server',
  clock: 'clock',
} as const;
export type Outsider = keyof typeof outsiders;

/** Who brings an event that no machine sent. */
export function bringerOf(type: EventType): Outsider {
  if (/^(?:media|speech)\./.test(type)) return 'media';
  if (type === 'timer.fired') return 'clock';
  return vocabulary[type].kind === 'fact' || type === 'call.receive' ? 'network' : 'customer';
}

/** Whom an effect is for. */
export function receiverOf(type: EffectType): Outsider {
  if (type.startsWith('network.')) return 'network';
  if (type.startsWith('media.')) return 'media';
  return type.startsWith('timer.') ? 'clock' : 'customer';
}
