/** The people of a conference, a row each: who they are, how they take part, what can be done. */
import { restPath } from './api.js';
import { button, element, fill } from './dom.js';
import { Outcome } from './outcome.js';
import { timeOfDay } from './words.js';

/** @typedef {import('./model.js').Model} Model */
/** @typedef {import('./commands.js').Detail} Detail */
/** @typedef {import('../http/inspector/people.ts').Person} Person */

/** @param {number} at */
const clockTime = (at) => timeOfDay(at).slice(0, 8);

const columns = [
  'Participant',
  'Joined',
  'Muted',
  'On hold',
  'Recorded',
  'Ends on exit',
  'Actions',
];

export class People {
  #body = element('tbody', {});
  #outcome = new Outcome();
  #said = '';
  root = element(
    'section',
    { className: 'people', 'aria-label': 'Participants', hidden: true },
    element(
      'table',
      {},
      element('caption', { className: 'unseen' }, 'Participants'),
      element(
        'thead',
        {},
        element('tr', {}, ...columns.map((one) => element('th', { scope: 'col' }, one))),
      ),
      this.#body,
    ),
    this.#outcome.root,
  );

  /**
   * @param {Model} model
   * @param {(one: import('./model.js').Address) => void} go
   */
  constructor(model, go) {
    this.model = model;
    this.go = go;
  }

  reset() {
    this.root.hidden = true;
    this.#said = '';
    fill(this.#body);
    this.#outcome.clear();
  }

  /** @param {Detail} detail */
  show({ summary, people }) {
    this.root.hidden = people === undefined;
    if (people === undefined) return;
    const isRecorded = (/** @type {Person} */ { sid }) =>
      this.model.around(sid).some((one) => one.isLive && one.host?.sid === sid);
    const recorded = new Set(people.filter(isRecorded).map(({ sid }) => sid));
    const said = JSON.stringify([people, ...recorded]);
    if (said === this.#said) return;
    this.#said = said;
    const focused = document.activeElement?.getAttribute('data-deed');
    const rows = people.map((one) => this.#rowOf(summary.sid, one, recorded.has(one.sid)));
    if (rows.length > 0) fill(this.#body, ...rows);
    else {
      const colSpan = columns.length;
      fill(this.#body, element('tr', {}, element('td', { colSpan }, 'No participants yet.')));
    }
    const again = focused && this.#body.querySelector(`[data-deed="${CSS.escape(focused)}"]`);
    if (again instanceof HTMLElement) again.focus();
  }

  /**
   * @param {string} room
   * @param {Person} person
   * @param {boolean} isRecorded
   */
  #rowOf(room, person, isRecorded) {
    const { machine, sid, number, label, joinedAt, leftAt, muted, hold, endOnExit } = person;
    const isIn = person.is === 'in';
    const joined = joinedAt === undefined ? 'joining' : clockTime(joinedAt);
    const left = leftAt === undefined ? '' : ` – ${clockTime(leftAt)}`;
    const who = button(number, () => this.go({ machine, sid }), { className: 'link', title: sid });
    const path = `${restPath(this.model.account)}/Conferences/${room}/Participants/${sid}`;
    /** @param {string} says @param {Record<string, string>} form */
    const deed = (says, form) =>
      button(says, () => this.#outcome.send({ method: 'POST', path, form }), {
        'aria-label': `${says} ${number}`,
        'data-deed': `${Object.keys(form)} ${sid}`,
      });
    const deeds = isIn && [
      deed(muted ? 'Unmute' : 'Mute', { Muted: String(!muted) }),
      deed(hold ? 'Unhold' : 'Hold', { Hold: String(!hold) }),
      deed(endOnExit ? 'Do not end on exit' : 'End on exit', {
        EndConferenceOnExit: String(!endOnExit),
      }),
    ];
    const remove =
      person.is !== 'gone' &&
      button('Remove', () => this.#outcome.send({ method: 'DELETE', path }), {
        'aria-label': `Remove ${number}`,
        'data-deed': `remove ${sid}`,
      });
    return element(
      'tr',
      { className: person.is },
      element('th', { scope: 'row' }, who, label !== undefined && ` ${label}`),
      element('td', {}, joined + left),
      ...[isIn && muted, isIn && hold, isRecorded, endOnExit].map((is, i) =>
        element('td', is ? { 'data-label': columns[i + 2] } : {}, is && 'yes'),
      ),
      element('td', { className: 'deeds' }, ...(deeds || []), remove),
    );
  }
}
