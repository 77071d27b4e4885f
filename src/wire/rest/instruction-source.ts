/** Where a request says that a call's document comes from. */
import { given } from '../resources/given.ts';
import type { InstructionSource, Method } from '../resources/rows.ts';
import { RequestError } from './spelling/request-error.ts';

interface Documents {
  readonly Texml?: string | null | undefined;
  readonly Url?: string | null | undefined;
  readonly FallbackUrl?: string | undefined;
}
/** Texml comes before Url. Source: OpenAPI, InitiateCallRequest.Texml. */
export function instructionsIn(
  { Texml, Url, FallbackUrl: fallbackUrl }: Documents,
  method: Method | undefined,
  fallbackMethod?: Method,
): { readonly instructions?: InstructionSource } {
  const texml = Texml ?? undefined;
  const url = Url ?? undefined;
  if (texml !== undefined) return { instructions: { texml } };
  const source = given({ url, method, fallbackUrl, fallbackMethod });
  return url === undefined && fallbackUrl === undefined ? {} : { instructions: source };
}

/** Where they exclude each other. Source: facts 11. */
export function checkOneDocument({ Texml, Url }: Documents) {
  if (Texml === undefined || Url === undefined) return;
  const expected = 'left out beside Url: a call has one document';
  throw new RequestError([{ code: '10027', parameter: 'Texml', found: Texml, expected }]);
}

/** A call with an assistant has the document that its assistant comes to. Source: SDK. */
export function assistantDocument(body: unknown, assistantId: string): InstructionSource {
  const said = Object.keys(body as object).filter((name) => documents.includes(name));
  const expected = 'left out: a call with an assistant has a document of its own';
  const found = (name: string) => (body as Readonly<Record<string, unknown>>)[name];
  if (said.length > 0) {
    throw new RequestError(
      said.map((name) => ({ code: '10027', parameter: name, found: found(name), expected })),
    );
  }
  const id = assistantId.replace(/[&<"]/g, (one) => `&#${one.charCodeAt(0)};`);
  return { texml: `<Response><AIAssistant id="${id}"/></Response>` };
}
const documents = ['Texml', 'Twiml', 'Url'];
