/** Where the document comes from that follows once a verb is over: its action, or a redirect. */
import { type Method, methodByDefault } from '../resources/rows.ts';
import type { Instruction } from '../texml/document.ts';

export interface NextDocument {
  readonly url: string;
  readonly method: Method;
}

/** A relative URL starts from the current document. Source: T-RECNG. */
export const resolved = (
  url: string,
  { documentUrl }: { readonly documentUrl?: string | undefined },
): string => (URL.canParse(url) ? undefined : URL.parse(url, documentUrl)?.href) ?? url;

/** Undefined where the rest of the document follows. A `<Gather>` has a way of its own. */
export function nextDocumentOf(
  instruction: Instruction,
  documentUrl: string | undefined,
): NextDocument | undefined {
  const { action, method = methodByDefault } = actionIn(instruction);
  return action === undefined ? undefined : { url: resolved(action, { documentUrl }), method };
}

interface Action {
  readonly action?: string;
  readonly method?: Method;
}
function actionIn(instruction: Instruction): Action {
  switch (instruction.verb) {
    case 'Record':
    case 'Dial':
      return instruction.attributes;
    case 'Conference':
      return instruction.dial;
    case 'Redirect':
      return { ...instruction.attributes, action: instruction.url };
    default:
      return {};
  }
}
