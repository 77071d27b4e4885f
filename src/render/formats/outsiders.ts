/** Who is around the machines in a sequence diagram: who brings an event, and whom an effect is for. */
import {
  type EffectType,
  type EventType,
  effects,
  type Port,
  vocabulary,
} from '../../../machines/index.ts';

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

const receivers = {
  network: 'network',
  media: 'media',
  callbacks: 'customer',
  instructions: 'customer',
  orphans: 'customer',
  clock: 'clock',
} as const satisfies Readonly<Record<Port | 'clock', Outsider>>;
/** Whom an effect is for. */
export const receiverOf = (type: EffectType): Outsider => receivers[effects[type].port];
