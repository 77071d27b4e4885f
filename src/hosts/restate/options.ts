/** What a host on Restate is opened with, and what of that cannot be. */
import { InvalidInput } from '../../engine/index.ts';
import { usualPace } from '../courier.ts';
import type { Forgetting } from '../forgetting.ts';
import type { HostSettings } from '../settings.ts';

/** How attempts of errands are made. */
export interface RestatePace {
  /** An attempt that has not succeeded after this time has failed; a minute when left out. */
  readonly limitMs?: number;
  /** The pause after a first failure; it doubles with each, up to the longest; 500 ms when left out. */
  readonly firstPauseMs?: number;
  /** No pause is longer; a minute when left out. */
  readonly longestPauseMs?: number;
}

/** Where Restate is, and where it finds this host. */
export interface RestatePlace {
  /** Where Restate takes requests, such as `http://127.0.0.1:8080`; of a cluster, any of several. */
  readonly ingress: string | readonly string[];
  /** Where this host listens to Restate. */
  readonly listen: {
    /** A port of this machine; 0: one that is free. */
    readonly port: number;
    /** The address to listen at; `127.0.0.1` when left out. */
    readonly host?: string;
    /** The public keys of whoever may ask it, such as `publickeyv1_…`; anybody when left out. */
    readonly identityKeys?: readonly string[];
  };
  /** Registers this host at its opening; where it is left out, somebody has registered it. */
  readonly register?: {
    /** Where Restate is administered, such as `http://127.0.0.1:9070`; of a cluster, any of several. */
    readonly admin: string | readonly string[];
    /**
     * Where Restate finds this host, and all others that share its machines; where it listens when
     * left out.
     */
    readonly uri?: string;
  };
}

/** When what is over is forgotten at Restate: once it has not changed for so long. */
export type RestateForgetting = Pick<Forgetting, 'afterMs' | 'notesOf'>;

/** How a host on Restate goes about its work, where it is not as usual. */
export interface RestateSettings
  extends Pick<HostSettings, 'repeatsWithinMs' | 'catchUpMs' | 'watch'> {
  /** What the names of its services begin with; `texml-recordings` when left out. */
  readonly name?: string;
  /** How long a message waits for Restate or hosts that are away, in ms; 10 s when left out. */
  readonly patienceMs?: number;
  /** How attempts of errands are made. */
  readonly pace?: RestatePace;
  /**
   * When what is over is forgotten; never when left out. By age alone: nobody there counts. Hosts
   * that share machines are told the same. What was over before any was told so stays, unless it changes.
   */
  readonly forgets?: RestateForgetting;
  /**
   * How often it is looked whether anything is delivered, in milliseconds; 250 when left out. Twelve
   * times as long without is an outage; three times, and what was due after that began is kept back as
   * long and a second. What is shorter nobody sees: so deadlines of what waits for a fact, and ringing,
   * are over six times as long and a second later than they are due, `catchUpMs` at most.
   */
  readonly beatMs?: number;
}

/** How attempts are made: as usual, where nothing else is said. */
export const paceOf = ({ pace }: RestateSettings): Required<RestatePace> => ({
  ...usualPace,
  ...pace,
});

export const usualName = 'texml-recordings';
export const usualBeatMs = 250;
const shortestBeatMs = 20;
const longestBeatMs = 1_000;

/**
 * Looks at settings before anything is opened.
 * @throws InvalidInput for a name that Restate would not take, beats that are too few to notice an
 * outage by, or forgetting by anything but a whole age.
 */
export function checkRestateSettings({ name, beatMs, forgets }: Checked) {
  const refuse = (field: string, found: unknown, expected: string) => {
    throw new InvalidInput('Restate host', field, found, expected);
  };
  if (!/^[a-zA-Z][a-zA-Z0-9_-]{0,47}$/.test(name)) {
    refuse(
      'name',
      name,
      'a name of letters, digits, _ and - that begins with a letter, 48 at most',
    );
  }
  if (!Number.isInteger(beatMs) || beatMs < shortestBeatMs || beatMs > longestBeatMs) {
    refuse('beatMs', beatMs, `whole milliseconds from ${shortestBeatMs} to ${longestBeatMs}`);
  }
  const { afterMs = 0, most }: Forgetting = forgets ?? {};
  if (most !== undefined) refuse('forgets.most', most, 'none: it forgets by age (afterMs)');
  if (!Number.isSafeInteger(afterMs) || afterMs < 0) {
    refuse('forgets.afterMs', afterMs, 'whole milliseconds, 0 or more');
  }
}
interface Checked {
  readonly name: string;
  readonly beatMs: number;
  readonly forgets: RestateForgetting | undefined;
}
