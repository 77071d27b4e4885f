/** Where a request says that a call's document comes from. */
import { given } from '../resources/given.ts';
import type { InstructionSource, Method } from '../resources/rows.ts';
import type { ParameterWarning } from './spelling/request-error.ts';

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

export const urlInVain = ({ Texml, Url }: Documents): ParameterWarning[] =>
  typeof Texml === 'string' && typeof Url === 'string'
    ? [{ parameter: 'Url', says: 'Url is ignored: Texml is the document.' }]
    : [];
