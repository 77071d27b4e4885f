/** What the worlds of a sandbox are opened with. */
import type { Network } from '../network/network.ts';
import type { TimelineEntry } from '../stage/timeline.ts';
import type { Keeping } from '../state/state-folder.ts';

export interface WorldsOptions {
  readonly keeping: Keeping;
  /** What every new world begins with. */
  readonly settings: unknown;
  /** Where customers reach the sandbox: links to files begin with it. */
  readonly publicUrl: () => string;
  /** Which servers may be asked; left out: every one. */
  readonly network?: Network;
  /** How many accounts there may be; left out: as many as usual where they are kept. */
  readonly most?: number;
  /** Sees what happens in every world. */
  readonly watch?: (accountSid: string, entry: TimelineEntry) => void;
}
