/** What the parts of a world share: the far end, the media server, the documents, the callbacks. */
import type { EventOf } from '../../../machines/index.ts';
import type { Clock, Host } from '../../hosts/index.ts';
import type { MediaUrl, Mint, Reader } from '../../wire/index.ts';
import type { Outside } from '../network/network.ts';
import type { Signer } from '../network/signature.ts';
import type { Traffic } from '../traffic/traffic.ts';
import type { Plans } from './plans.ts';
import type { WorldSettings } from './settings.ts';
import type { Timeline } from './timeline.ts';

/** A key of a telephone. */
export type Digit = EventOf<'digit.pressed'>['digit'];

export interface Stage {
  readonly accountSid: string;
  readonly host: Host;
  /** The world's time, which can stand still and be moved forward. */
  readonly clock: Clock;
  /** What the limits of requests go by. */
  readonly limitClock: Clock;
  readonly plans: Plans;
  readonly directory: Reader;
  readonly timeline: Timeline;
  /** What was sent and asked, as Telnyx keeps it. */
  readonly traffic: Traffic;
  /** As they are now: they can change at any time. */
  readonly settings: () => WorldSettings;
  readonly mint: Mint;
  /** A link to a recording's file that is good for ten minutes from now. */
  readonly mediaUrl: MediaUrl;
  readonly signer: Signer;
  /** Who is asked for documents, and told by callbacks. */
  readonly network: Outside;
}
