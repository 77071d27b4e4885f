/** Findings for programs: one JSON object. */
import { countsOf, type LintedDocument } from '../lint.ts';
import { findingsIn, type LintFormat, sourcesOf } from './shown.ts';

export const lintJson: LintFormat = (linting, options) => {
  const shown = findingsIn(linting, options);
  const object = {
    documents: linting.documents.map((document) => ({
      name: document.place.name,
      isRefused: document.isRefused,
      noticed: shown.filter((one) => one.document === document).map(withoutDocument),
    })),
    unread: linting.unread,
    ...countsOf(linting),
    sources: Object.fromEntries(sourcesOf(shown)),
  };
  return `${JSON.stringify(object, null, 2)}\n`;
};
const withoutDocument = ({ document: _, ...noticed }: { readonly document: LintedDocument }) =>
  noticed;
