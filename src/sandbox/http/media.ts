/** The files of recordings over HTTP: by signed links that expire, whole or in parts. */
import { fetchedRecording } from '../../wire/index.ts';
import { type AudioFile, audioOf, type Part, partAsked } from '../media/audio.ts';
import type { MediaLinks } from '../media/media-links.ts';
import type { World } from '../world/world.ts';
import { failure, resourceNotFound } from './edge/errors.ts';
import { pathOf } from './edge/path.ts';

export interface MediaFiles {
  readonly links: MediaLinks;
  readonly find: (accountSid: string) => World | undefined;
}

/**
 * Answers a request for a file. A link that is no good is forbidden, as in the stores that Telnyx
 * keeps its files in.
 * @throws HttpError
 */
export function answerMedia(request: Request, files: MediaFiles): Response {
  const { sid, file } = fileAsked(request, files);
  const etag = `"${sid}"`;
  const headers = {
    'accept-ranges': 'bytes',
    'cache-control': 'private',
    'content-type': file.mediaType,
    etag,
  };
  const part = partOf(request, file, etag);
  const { byteLength } = file;
  if (part === 'unsatisfiable') {
    const says = `The range is not in the file; expected one below ${byteLength} bytes.`;
    throw failure('outOfRange', says, { 'content-range': `bytes */${byteLength}` });
  }
  const body = request.method === 'HEAD' ? null : streamed(file.read(part));
  if (!part) return new Response(body, { headers: { ...headers, ...length(byteLength) } });
  const { start, end } = part;
  const range = { 'content-range': `bytes ${start}-${end - 1}/${byteLength}` };
  return new Response(body, {
    status: 206,
    headers: { ...headers, ...range, ...length(end - start) },
  });
}
const length = (bytes: number) => ({ 'content-length': String(bytes) });

const pathText = /^\/media\/([^/]+)\/([^/]+?)(?:\.(mp3|wav))?$/;

/** As the stores that Telnyx keeps its files in answer. Source: facts 11. */
const twice =
  'The link is signed, and the request carries an Authorization header as well; expected one of ' +
  'the two. Fetch files without the key of the API.';

function fileAsked(request: Request, files: MediaFiles) {
  const { searchParams } = new URL(request.url);
  const [, account, name, extension] = pathText.exec(pathOf(request)) ?? [];
  if (account === undefined || name === undefined) throw resourceNotFound();
  const [accountSid, sid] = [account, name].map(decoded) as [string, string];
  const expires = searchParams.get('expires') ?? undefined;
  const signature = searchParams.get('signature') ?? undefined;
  const isBare = expires === undefined && signature === undefined;
  if (!isBare && request.headers.get('authorization')) throw failure('badRequest', twice);
  const expiresAt = files.links.check({ accountSid, sid, expires, signature });
  const isOpen = isBare && files.find(accountSid)?.settings.links.access === 'public';
  if (expiresAt === undefined && !isOpen) {
    throw failure('forbidden', 'The link is not one of this sandbox.');
  }
  const world = files.find(accountSid);
  if (!world) throw resourceNotFound();
  if (expiresAt !== undefined && world.clock.now() > expiresAt) {
    throw failure('forbidden', 'The link has expired; fetch the recording to get another.');
  }
  const { format, channels, durationSeconds } = settingsOf(world, sid);
  if (extension !== undefined && extension !== format) throw resourceNotFound();
  return { sid, file: audioOf({ format, channels, durationMs: durationSeconds * 1_000 }) };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw resourceNotFound();
  }
}

/** Of a recording whose file is there. */
function settingsOf({ directory }: World, sid: string) {
  const found = directory.known('recording', sid);
  const shown = found && fetchedRecording(found.snapshot, found.row, () => sid);
  if (!found || shown?.media_url === undefined) throw resourceNotFound();
  const { settings, durationSeconds } = found.snapshot.context;
  return { ...settings, durationSeconds: durationSeconds ?? 0 };
}

/** The part that is asked for, if the file is still what the asker knows a part of. */
function partOf({ headers }: Request, file: AudioFile, etag: string) {
  const known = headers.get('if-range');
  if (known !== null && known !== etag) return undefined;
  return partAsked(headers.get('range') ?? undefined, file.byteLength) as
    | Part
    | 'unsatisfiable'
    | undefined;
}

/** Made while it is read: a slow reader costs no memory. */
function streamed(chunks: Iterable<Uint8Array>): ReadableStream<Uint8Array> {
  const iterator = chunks[Symbol.iterator]();
  return new ReadableStream({
    pull(controller) {
      const { done, value } = iterator.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
  });
}
