/** Bounded systems as they are watched when all sequences are looked at. */
import type { System } from '../../properties/generators/system.ts';
import { systems } from '../../properties/systems/index.ts';
import { call, control, dialOut, hangUp, receive } from '../../properties/systems/offers.ts';
import { town } from '../../properties/systems/town.ts';
import type { Manner } from '../../src/follow/ways/manner.ts';

/** Callbacks of recordings, and the end of calls and legs. */
export const ends: Manner['tells'] = {
  recording: ['in-progress', 'completed', 'absent'],
  call: ['completed'],
  dialLeg: ['completed'],
  conference: ['end'],
};

/** Network and media server do whatever a follower thinks of. */
export const whatever = (system: System): System => ({
  ...system,
  network: town.network,
  media: {
    refuses: ['start', 'pause', 'resume', 'stop'],
    reorders: true,
    stopsByItself: true,
    filesEarly: true,
    files: ['audio', 'empty', 'lost'],
    texts: ['said', 'none'],
  },
});

const plain = { network: town.network, media: {}, time: 'free' } as const;
/** Smaller than those of the properties: each can be looked at whole, whatever network and media server do. */
const small: readonly System[] = [
  {
    ...plain,
    name: 'hung-up',
    says: 'A call comes in, and a request hangs it up.',
    offers: [receive, hangUp],
  },
  {
    ...plain,
    name: 'dialled-out',
    says: 'A call is dialled, and the network does whatever it can.',
    offers: [dialOut()],
  },
  {
    ...plain,
    name: 'recorded-out',
    says: 'A call is dialled and recorded; the media server does whatever it can.',
    offers: [dialOut('r')],
  },
  {
    ...plain,
    name: 'stopped',
    says: 'A call is dialled and recorded, and a request stops the recording.',
    offers: [dialOut('r'), ...control(['stop'])],
  },
  {
    ...plain,
    name: 'two-legs',
    says: 'An inbound call dials two legs at once.',
    offers: [receive, { to: call, event: { type: 'call.dial', legs: ['a', 'b'] } }],
  },
];
export const smallSystems: readonly System[] = small.map(whatever);

export const systemNamed = (name: string): System => {
  const found = [...smallSystems, ...systems].find((one) => one.name === name);
  if (!found) throw new Error(`no system is called ${name}`);
  return found;
};
