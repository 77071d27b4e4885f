/** What a transcription does and what it asks: the parts that its declaration names. */

import type { Perhaps } from '../declaring/declare.ts';
import { setUp } from '../declaring/machine.ts';
import { tell } from '../declaring/said.ts';
import { timeDeeds, timeGuards, timing } from '../declaring/timing.ts';
import type { Emitted } from '../words/effects.ts';
import { chosen } from '../words/policy.ts';
import type { EventTo } from '../words/vocabulary.ts';
import type { Announcement } from '../words/words.ts';
import { declaringTranscriptions, newTranscription, type TranscriptionContext } from './context.ts';

/** It has nothing to answer that would be so already. */
const {
  verdicts: { unchanged: _, ...verdicts },
  begin,
  act,
  actOn,
  say,
  askOn,
} = declaringTranscriptions;
const timer = timing('transcription');

const actions = {
  ...verdicts,
  create: begin(['transcription.requested'], newTranscription),
  ...timeDeeds('transcription', declaringTranscriptions),
  /** Has the file transcribed, once: there is no word to call it off. */
  order: say((c, _e, said, { verb }: { verb: 'transcribe' }) => {
    const { sid, recordingSid, location, settings } = c;
    const machine = 'transcription';
    tell(said, { type: `media.${verb}`, machine, sid, recordingSid, location, settings });
  }),
  timeText: act((c, { at }, said) =>
    timer.set(c, 'finish-deadline', at + chosen(c.policy, 'finish-deadline-ms'), said),
  ),
  noteEnd: act((c, { at }) => {
    c.endedAt = at;
  }),
  keepText: actOn(['transcription.completed'], (c, { text }) => {
    c.text = text;
  }),
  forgetText: act((c) => {
    c.text = null;
  }),
  announce: say((c, { at }, said, { status }: { status: Announcement<'transcription'> }) =>
    tell(said, { type: 'announced', machine: 'transcription', sid: c.sid, status, at }),
  ),
};

const guards = {
  ...timeGuards(declaringTranscriptions),
  isOfItsRecording: askOn(['recording.deleted'], (c, e) => e.recordingSid === c.recordingSid),
};

/** XState's set-up of the transcription machine; `declaration.ts` declares it. */
export const transcriptionSetup = setUp({
  types: {
    context: {} as Perhaps<TranscriptionContext>,
    events: {} as EventTo<'transcription'>,
    input: {} as { sid: string },
    emitted: {} as Emitted,
    tags: {} as 'none' | 'live' | 'ended',
  },
  actions,
  guards,
});
