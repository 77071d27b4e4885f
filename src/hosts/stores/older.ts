/** What an older version has kept beside snapshots, as this version would have kept it. */
import { isPlain } from '../../../machines/words/shape.ts';
import { InvalidInput, restore } from '../../engine/index.ts';

type Data = Readonly<Record<string, unknown>>;

/**
 * An effect that is to be performed. An order to start capturing has said few of the settings, each
 * beside its other fields: it says all that its recording has, which never change.
 * `recordingOf` gives the recording of a sid as it is kept, whatever version has kept it.
 */
export function effectOfNow(effect: unknown, recordingOf: (sid: string) => unknown): unknown {
  if (!isPlain(effect) || (effect as Data).type !== 'media.start') return effect;
  const { channels, track, trim, format, beep, ...order } = effect as Data;
  const settings = settingsIn(recordingOf(String(order.sid)));
  // Without its recording it stays what it was, and is refused by its name a moment later.
  return settings ? { ...order, settings } : effect;
}

/** The key of an effect that is to be performed: until version 3, its sid and a running number. */
export function keyOfOlder(effect: unknown, number: unknown): string {
  const { sid } = (isPlain(effect) ? effect : {}) as Data;
  return `${sid}/${number}`;
}

function settingsIn(recording: unknown) {
  try {
    return restore('recording', recording).context.settings;
  } catch (error) {
    if (error instanceof InvalidInput) return undefined;
    throw error;
  }
}
