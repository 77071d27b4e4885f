/** What the worlds of a sandbox are opened with. */
import type { InProcess } from '../network/function-network.ts';
import type { Outside } from '../network/network.ts';
import type { TimelineEntry } from '../stage/timeline.ts';
import type { Keeping } from '../state/state-folder.ts';

export interface WorldsOptions {
  readonly keeping: Keeping;
  /** What every new world begins with. */
  readonly settings: unknown;
  /** Where customers reach the sandbox: links to files begin with it. */
  readonly publicUrl: () => string;
  /** Who is asked for documents, and told by callbacks; left out: every server. */
  readonly network?: Outside;
  /** Functions are asked instead, and time stands from the beginning. */
  readonly inProcess?: InProcess;
  /** How many accounts there may be; left out: as many as usual. */
  readonly most?: number;
  /** Sees what happens in every world. */
  readonly watch?: (accountSid: string, entry: TimelineEntry) => void;
}
