/** Which claim of the model is broken by what was seen, where one can be named. */
import { claims } from '../../../properties/claims/index.ts';
import type { Observed } from '../reading/observed.ts';
import type { Alters } from './altered.ts';

/** The claim, if there is one that says it; by what explains it at once if it is otherwise. */
export function brokenBy(one: Observed, all: readonly Observed[], alters: Alters | undefined) {
  const id = idOf(one, all, alters);
  const claim = id === undefined ? undefined : claims.find((it) => it.id === id);
  return claim && { id: claim.id, says: claim.says };
}

const once = {
  call: 'CALL-1',
  dialLeg: 'LEG-1',
  conference: 'CONF-1',
  transcription: 'TRN-3',
} as const;

function idOf({ seen }: Observed, all: readonly Observed[], alters: Alters | undefined) {
  if (seen.kind === 'documentAsked') return 'CALL-2';
  if (seen.kind === 'read') return seen.of.machine === 'recording' ? 'REC-5' : undefined;
  if (seen.kind === 'answered') {
    const asked = all.find((one) => one.seen.kind === 'asked' && one.seen.id === seen.id)?.seen;
    const isOfRecording = asked?.kind === 'asked' && asked.to.machine === 'recording';
    // What is refused breaks no claim: nothing has come of it.
    return isOfRecording && seen.is === 'done' ? 'REC-4' : undefined;
  }
  if (seen.kind !== 'callback') return undefined;
  const { machine } = seen.of;
  if (machine !== 'recording') return once[machine];
  if (alters === 'source' || alters === 'call') return 'REC-1';
  return alters === 'duration' ? 'REC-7' : 'REC-2';
}
