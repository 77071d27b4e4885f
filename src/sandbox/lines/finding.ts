/** Who has answered a line is found out: that is kept beside it, as long as the line is known. */
import { isDeepStrictEqual } from 'node:util';
import { hasEnded } from '../../engine/index.ts';
import type { Host } from '../../hosts/index.ts';
import type { FoundOut, LineRow } from '../../wire/index.ts';

/** Keeps it, whatever else becomes of the row meanwhile; nothing of a line that is over. */
export async function keepFound(
  host: Pick<Host, 'rows' | 'machines' | 'keep'>,
  sid: string,
  { answeredBy, durationMs }: FoundOut,
): Promise<void> {
  for (let isKept = false; !isKept; ) {
    const line = host.machines.line(sid);
    const row = host.rows.get(sid) as LineRow | undefined;
    if (!line || hasEnded(line) || !row) return;
    const rows = [{ sid, row: { ...row, found: { answeredBy, durationMs } } }];
    const isStill = () => {
      isKept = isDeepStrictEqual(host.rows.get(sid), row);
      return isKept;
    };
    await host.keep({ rows, isStill, untilKept: true });
  }
}
