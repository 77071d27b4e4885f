/** What a world is opened with, and what a call into it is. */
import type { RecordingSettings } from '../../../machines/index.ts';
import type { Clock, Store } from '../../hosts/index.ts';
import type { InstructionSource } from '../../wire/index.ts';
import type { InProcess } from '../network/function-network.ts';
import type { Outside } from '../network/network.ts';
import type { Signer } from '../network/signature.ts';
import type { SettingsSaid } from '../stage/settings.ts';
import type { TimelineEntry } from '../stage/timeline.ts';

/** What a world is opened with. */
export interface WorldOptions {
  readonly accountSid: string;
  readonly store: Store;
  /** What holds until the world is given settings of its own. */
  readonly settings: SettingsSaid;
  readonly signer: Signer;
  /** Who is asked for documents, and told by callbacks; left out: every server. */
  readonly network?: Outside;
  /** Functions are asked instead, and time stands from the beginning. */
  readonly inProcess?: InProcess;
  /** What limits of attempts and the pauses of a store that fails go by; left out: real time. */
  readonly paceClock?: Clock;
  /** Makes a link to the file of a recording, given its format as far as it is known. */
  readonly mediaLink: (
    sid: string,
    expiresAt: number | undefined,
    format: RecordingSettings['format'] | undefined,
  ) => string;
  /** Sees what happens in it. */
  readonly watch?: (entry: TimelineEntry) => void;
}
/** Somebody calls in. */
export interface Inbound {
  /** Who calls: From, as it stands here. */
  readonly from: string;
  /** Whom they call: To, as it stands here. */
  readonly to: string;
  /** Left out: the application that the number belongs to. */
  readonly connectionId?: string;
  /** Left out: what the application says. */
  readonly instructions?: InstructionSource;
}
