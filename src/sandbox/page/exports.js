/** The session of the chosen one as a file: to play, to check, to look at elsewhere, to load again. */
import { controlPath } from './api.js';
import { element } from './dom.js';

/** @typedef {import('./model.js').Model} Model */

/** What each form is good for. */
const forms = {
  scenario: 'Scenario: texml-recordings play FILE',
  ndjson: 'Log (NDJSON): texml-recordings check FILE',
  har: 'HTTP Archive (HAR): network tools of browsers',
  'sequence-svg': 'Sequence diagram (SVG)',
  sequence: 'Sequence diagram (Mermaid)',
  'lanes-svg': 'Lanes of all lives (SVG)',
  dump: 'Dump: texml-recordings load FILE',
};

export class Exports {
  #links = Object.entries(forms).map(([as, says]) => ({
    as,
    // What cannot be told so is an answer that says why: it leaves the page where it is.
    link: element('a', { target: '_blank', rel: 'noopener' }, says),
  }));
  #explorer = element(
    'a',
    { target: '_blank', rel: 'noopener' },
    'Explorer: go back, and try what else could be',
  );
  root = element(
    'details',
    { className: 'snapshot' },
    element('summary', {}, 'Export session'),
    element(
      'ul',
      { className: 'exports' },
      ...[...this.#links.map(({ link }) => link), this.#explorer].map((link) =>
        element('li', {}, link),
      ),
    ),
  );

  /** @param {Model} model */
  show({ account, chosen }) {
    if (!chosen) return;
    const session = `${controlPath(account)}/sessions/${encodeURIComponent(chosen.sid)}`;
    this.#explorer.href = `${session}/explorer`;
    for (const { as, link } of this.#links) link.href = `${session}/export?as=${as}`;
  }
}
