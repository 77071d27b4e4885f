/** What a scenario calls the machines of a session: `leg-2` is the second leg that was asked for. */
import { commands, type MachineName } from '../../../../machines/index.ts';
import type { StepEntry, TimelineEntry } from '../../stage/timeline.ts';

const words: Readonly<Record<MachineName, string>> = {
  call: 'call',
  dialLeg: 'leg',
  conference: 'conference',
  recording: 'recording',
  transcription: 'transcription',
};
/** Fields of commands that name something that may come to be later, if at all. */
interface Making {
  readonly recording?: Made;
  readonly conferenceRecording?: Made;
}
interface Made {
  readonly sid: string;
  readonly transcription?: { readonly sid: string };
}

/**
 * By sid, in the order in which they were asked for, as a scenario counts them: also what came to
 * nothing, such as the recording of a call that nobody answered.
 */
export function scenarioNames(entries: readonly TimelineEntry[]): ReadonlyMap<string, string> {
  const named = new Map<string, string>();
  const counts = new Map<MachineName, number>();
  for (const entry of entries) {
    if (entry.kind !== 'step') continue;
    for (const [machine, sid] of madeBy(entry)) {
      if (named.has(sid)) continue;
      const count = (counts.get(machine) ?? 0) + 1;
      counts.set(machine, count);
      named.set(sid, `${words[machine]}-${count}`);
    }
  }
  return named;
}

function madeBy({ machine, sid, event, verdict }: StepEntry): [MachineName, string][] {
  const self: [MachineName, string] = [machine, sid];
  if (verdict.verdict !== 'accepted' || !Object.hasOwn(commands, event.type)) return [self];
  const { recording, conferenceRecording } = event as Making;
  const all: (readonly [MachineName, string | undefined])[] = [
    self,
    ['recording', recording?.sid],
    ['transcription', recording?.transcription?.sid],
    ['recording', conferenceRecording?.sid],
  ];
  return all.filter((one): one is [MachineName, string] => one[1] !== undefined);
}

/** A text in which these sids have the names of a scenario; none is a part of another. */
export function renamed(text: string, names: ReadonlyMap<string, string>): string {
  return [...names].reduce((so, [sid, name]) => so.replaceAll(sid, name), text);
}
