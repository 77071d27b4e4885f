/** Somebody who calls in: whose number it is, and what is known of the line. */
import type { LineRow } from '../../wire/index.ts';
import { calledBy } from '../lines/numbers.ts';
import type { WorldSettings } from '../stage/settings.ts';
import type { Inbound } from './options.ts';

/** Where calls belong that no application was named for. */
const anyConnection = '1000000000000000001';

export function rowOfInbound(
  accountSid: string,
  { from, to, connectionId }: Inbound,
  { applications }: WorldSettings,
): LineRow {
  const { owner, number } = calledBy(to, applications);
  const application = connectionId ?? owner ?? anyConnection;
  const subscription = applications[application]?.subscription;
  return {
    machine: 'call',
    accountSid,
    to: number,
    from,
    connectionId: application,
    ...(subscription ? { subscription } : {}),
  };
}
