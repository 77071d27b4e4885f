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
