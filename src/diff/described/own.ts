/** The model of this very package, described. */
import * as machines from '../../../machines/index.ts';
import { phrases } from '../../../machines/reading/phrases.ts';
import { snapshotVersion } from '../../engine/index.ts';
import { remembered } from '../../engine/remembered.ts';
import {
  callWords,
  conferenceWords,
  legWords,
  recordingWords,
  transcriptionWords,
} from '../../wire/index.ts';
import { describe } from './describe.ts';
import type { ModelDescription } from './description.ts';

/**
 * The model as one value of plain JSON: its states, events, verdicts, effects, policies, settings,
 * words, and the form in which it is stored. `version` is that of the package.
 */
export const describedModel = (version = ''): ModelDescription =>
  describe({
    version,
    snapshotVersion,
    machines,
    phrases,
    remembered,
    statuses: {
      call: callWords,
      dialLeg: legWords,
      conference: conferenceWords,
      recording: recordingWords,
      transcription: transcriptionWords,
    },
  });
