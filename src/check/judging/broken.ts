/** Which claim of the model is broken by what was seen, where one can be named. */
import { claims } from '../../../properties/claims/index.ts';
import type { Observed } from '../reading/observed.ts';
import type { Repair } from './verdict.ts';

/** The claim, if there is one that says it. */
export function brokenBy({ seen }: Observed, nearest: Repair | undefined) {
  const id = idOf(seen, nearest);
  const claim = id === undefined ? undefined : claims.find((one) => one.id === id);
  return claim && { id: claim.id, says: claim.says };
}

const once = {
  call: 'CALL-1',
  dialLeg: 'LEG-1',
  conference: 'CONF-1',
  transcription: 'TRN-3',
} as const;

function idOf(seen: Observed['seen'], nearest: Repair | undefined): string | undefined {
  const says = nearest?.says ?? '';
  if (seen.kind === 'documentAsked') return 'CALL-2';
  if (seen.kind === 'read') return seen.of.machine === 'recording' ? 'REC-5' : undefined;
  if (seen.kind === 'answered') return says.includes('the recording') ? 'REC-4' : undefined;
  if (seen.kind !== 'callback') return undefined;
  const { machine } = seen.of;
  if (machine !== 'recording') return once[machine];
  if (says.includes('RecordingSource') || says.includes('CallSid')) return 'REC-1';
  if (says.includes('duration') && !says.includes('repeat')) return 'REC-7';
  return 'REC-2';
}
