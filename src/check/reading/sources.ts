/** Where recordings come from, in the words of logs: the paths say so, and their kinds, under Telnyx' policy. */
import {
  type KindId,
  kindIds,
  kindOf,
  type RecordingSource,
  sourceOf,
} from '../../../machines/index.ts';

/** The source that a kind of recording is told with. */
export const toldSourceOf = (kind: KindId): RecordingSource => sourceOf(kind, 'telnyx');

/** The sources of recordings that a conference has. */
export const conferenceSources: readonly RecordingSource[] = kindIds
  .filter((kind) => kindOf(kind).hosts.includes('conference'))
  .map(toldSourceOf);
/** Whether that is the source of one. */
export const isOfConference = (source: RecordingSource | undefined): boolean =>
  source !== undefined && conferenceSources.includes(source);
