/** How the document of a call is read that it was given as text, or that was fetched for it. */
import { readTexml, type TexmlOptions, textOptions } from '../../../wire/index.ts';
import type { World } from '../../world/world.ts';

type Reading = Pick<World, 'settings' | 'directory'>;

/** How its document is read that a call was given as text. */
export function mannerIn({ settings, directory }: Reading, sid = ''): TexmlOptions {
  const { strict, applications } = settings;
  return textOptions(strict, applications[directory.line(sid)?.connectionId ?? '']);
}

/** What is noticed in a document, as a reader of its text is told. */
export const noticedIn = (world: Reading, sid: string | undefined, text: string) =>
  readTexml(text, mannerIn(world, sid)).noticed.map(({ kind, line, column, message }) => ({
    ...{ kind, line, column, message },
  }));
