/** How a line ended, in the words of the field. Sources: C-YML, OpenAPI (CallHangup), RFC 3261. */
import type { LineEnd, LineEnder } from '../../../machines/index.ts';
import type { Snapshot } from '../../engine/index.ts';
import { directionOf } from '../resources/line-resources.ts';

type Line = Snapshot<'call' | 'dialLeg'>;

/** What answers the dialling, or ends what was begun, over SIP. */
export const sipCauses: Readonly<Record<LineEnd, string>> = {
  completed: '200',
  busy: '486',
  'no-answer': '480',
  canceled: '487',
  failed: '404',
};

export interface LineEnding {
  readonly status: LineEnd;
  /** Left out: nobody noted it. */
  readonly endedBy?: LineEnder | undefined;
}

/** Who hung up, and with which words. */
export const hangupOf = (line: Line, { status, endedBy }: LineEnding) => ({
  HangupSource: sourceOf(line, status, endedBy),
  SipHangupCause: sipCauses[status],
});

/** Why an answered line is over. */
export const hangupCauseOf = ({ endedBy }: Pick<LineEnding, 'endedBy'>) =>
  endedBy === 'timer' ? 'time_limit' : 'normal_clearing';

/** This side gives up what is not answered in time; a line that lasted too long nobody ends. */
function sourceOf(line: Line, status: LineEnd, endedBy: LineEnder | undefined) {
  if (endedBy === undefined || (endedBy === 'timer' && status === 'completed')) return 'unknown';
  const isCaller = (endedBy === 'far-end') === (directionOf(line) === 'inbound');
  return isCaller ? 'caller' : 'callee';
}
