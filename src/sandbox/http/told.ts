/**
 * What an answer tells beside its body: what was said in vain, and what an inline document says in
 * vain. It stands in headers of the answer, on the timeline, and so in the server's log.
 */
import { type Reply, readTexml, type TexmlOptions, type WireError } from '../../wire/index.ts';
import type { World } from '../world/world.ts';

/** A sentence; and the parameter that is ignored, where it is about one. */
interface Told {
  readonly parameter?: string;
  readonly says: string;
}

/** What a request is about: its body, and what it means in the world. */
interface Asking {
  readonly body: unknown;
  readonly world: World | undefined;
  readonly sid: string | undefined;
}
/** What a reply tells. */
export function toldByReply(reply: Reply, asking: Asking): readonly Told[] {
  if (reply.status === 204) return reply.warnings;
  if (reply.status !== 200) return reply.body.errors.map(saidBy);
  return [...reply.warnings, ...documentTold(asking)];
}
const saidBy = ({ detail }: WireError): Told => ({ says: detail });

/** What there is to say of a document that stands in a request. */
function documentTold({ body, world, sid }: Asking): readonly Told[] {
  const said: unknown = (body as { readonly Texml?: unknown } | undefined)?.Texml;
  if (typeof said !== 'string') return [];
  const { noticed } = readTexml(said, world && mannerIn(world, sid));
  return noticed.map(({ kind, line, column, message }) => {
    const says = `Texml:${line}:${column}: ${message}`;
    return { says: kind === 'error' ? `${says}: the call will end.` : says };
  });
}

/** How a document is read that a call was given as text. */
function mannerIn({ settings, directory }: World, sid = ''): TexmlOptions {
  const { strict, applications } = settings;
  const application = applications[directory.line(sid)?.connectionId ?? ''];
  return { strict, inline: { hasBase: application?.voice_url !== undefined } };
}

/** The headers of an answer that succeeds. */
export function headersOf(told: readonly Told[]): Record<string, string> {
  const parameters = told.flatMap(({ parameter }) => parameter ?? []);
  const sentences = told.flatMap(({ parameter, says }) => (parameter === undefined ? [says] : []));
  return {
    ...(parameters.length > 0 ? { 'x-ignored-parameters': list(parameters, ', ') } : {}),
    ...(sentences.length > 0 ? { 'x-document-warnings': list(sentences, ' ') } : {}),
  };
}

/** A header holds nothing but ASCII, and a name no white space. */
const list = (all: readonly string[], between: string) =>
  all
    .map((one) => one.toWellFormed())
    .map((one) => (between === ' ' ? printable(one) : encodeURIComponent(one)))
    .join(between)
    .slice(0, 1_000);
const printable = (text: string) =>
  text.replace(/\s+/g, ' ').replace(/[^\x20-\x7e]+/g, (one) => encodeURIComponent(one));
