/** Where the next document of a call comes from, in the order in which it is tried. */
import { methodByDefault } from '../resources/rows.ts';
import type { VoiceApplication } from './news.ts';
import type { DocumentSource, Reading } from './reading.ts';

export function sourcesOf(
  { given, action }: Pick<Reading, 'given' | 'action'>,
  { voice_url, voice_method, voice_fallback_url }: VoiceApplication = {},
): readonly DocumentSource[] {
  const { texml, url, method, fallbackUrl, fallbackMethod } = given ?? {};
  if (texml !== undefined && !action) return [{ isGiven: true }];
  const own = urlSource(fallbackUrl, fallbackMethod ?? voice_method);
  const fallback = own.length > 0 ? own : urlSource(voice_fallback_url, voice_method);
  const first = action ? [action] : urlSource(url ?? voice_url, method ?? voice_method);
  return [...first, ...fallback];
}
const urlSource = (url: string | undefined, method = methodByDefault): DocumentSource[] =>
  url === undefined ? [] : [{ url, method }];
