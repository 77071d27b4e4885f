/**
 * What an answer tells beside its body: what was said in vain, and what an inline document says in
 * vain. It stands in headers of the answer, on the timeline, and so in the server's log.
 */
import { type Reply, readTexml, type WireError } from '../../wire/index.ts';
import type { World } from '../world/world.ts';
import { mannerIn } from './inspector/manner.ts';

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
  return [...reply.warnings, ...documentTold(reply, asking)];
}
const saidBy = ({ detail }: WireError): Told => ({ says: detail });

/** What there is to say of a document that a call is given. */
function documentTold({ warnings }: Reply, { body, world, sid }: Asking): readonly Told[] {
  const said: unknown = (body as { readonly Texml?: unknown } | undefined)?.Texml;
  const isInVain = warnings.some(({ parameter }) => parameter === 'Texml');
  if (typeof said !== 'string' || isInVain) return [];
  const { noticed } = readTexml(said, world && mannerIn(world, sid));
  return noticed.map(({ kind, line, column, message }) => {
    const says = `Texml:${line}:${column}: ${message}`;
    return { says: kind === 'error' ? `${says}: the call will end.` : says };
  });
}

/** The headers of an answer that succeeds. */
export function headersOf(told: readonly Told[]): Record<string, string> {
  const parameters = told.flatMap(({ parameter }) => parameter ?? []);
  const sentences = told.flatMap(({ parameter, says }) => (parameter === undefined ? [says] : []));
  return {
    ...headerOf('x-ignored-parameters', parameters.map(encoded), ', '),
    ...headerOf('x-document-warnings', sentences.map(printable), ' '),
  };
}

const headerOf = (name: string, all: readonly string[], between: string) =>
  all.length > 0 ? { [name]: all.join(between).slice(0, 1_000) } : {};

/** A header holds nothing but ASCII, and a name no white space. */
const encoded = (text: string) => encodeURIComponent(text.toWellFormed());
const printable = (text: string) => text.replace(/\s+/g, ' ').replace(/[^\x20-\x7e]+/g, encoded);
