/**
 * What an answer tells beside its body: what was said in vain, and what an inline document says in
 * vain. It stands in headers of the answer, on the timeline, and so in the server's log.
 */
import { type Reply, readTexml, TexmlError, type WireError } from '../../wire/index.ts';

/** A sentence; and the parameter that is ignored, where it is about one. */
interface Told {
  readonly parameter?: string;
  readonly says: string;
}

/** What a reply tells; `body`: that of the request. */
export function toldByReply(reply: Reply, body: unknown): readonly Told[] {
  if (reply.status === 204) return reply.warnings;
  if (reply.status !== 200) return reply.body.errors.map(saidBy);
  return [...reply.warnings, ...documentTold(body)];
}
const saidBy = ({ detail }: WireError): Told => ({ says: detail });

/** What there is to say of a document that stands in a request. */
function documentTold(body: unknown): readonly Told[] {
  const said: unknown = (body as { readonly Texml?: unknown } | undefined)?.Texml;
  if (typeof said !== 'string') return [];
  const file = 'Texml';
  try {
    const { warnings } = readTexml(said, { file });
    return warnings.map(({ line, column, says }) => ({
      says: `${file}:${line}:${column}: ${says}`,
    }));
  } catch (error) {
    if (error instanceof TexmlError) return [{ says: `${error.message}: the call will end.` }];
    throw error;
  }
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
