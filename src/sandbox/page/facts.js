/** What the world can do to a machine: keys, voices, and every fact of the vocabulary, by hand. */
import { controlPath } from './api.js';
import { button, element, fill } from './dom.js';
import { Outcome } from './outcome.js';

/** @typedef {import('./model.js').Model} Model */
/** @typedef {import('./commands.js').Detail} Detail */
/** @typedef {import('./model.js').Words['events'][keyof import('./model.js').Words['events']]} EventWords */

const keys = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '*', '0', '#'];

export class Facts {
  #body = element('div', { className: 'facts' });
  #outcome = new Outcome();
  #of = '';
  /** @type {Detail | undefined} */
  #detail;
  root = element(
    'details',
    { className: 'happen' },
    element('summary', {}, 'Simulate an event'),
    this.#body,
    this.#outcome.root,
  );

  /** @param {Model} model */
  constructor(model) {
    this.model = model;
  }

  /** Is about nothing, until it is shown what it is about. */
  reset() {
    this.root.hidden = true;
  }

  /** @param {Detail} detail */
  show(detail) {
    this.#detail = detail;
    this.root.hidden = false;
    const { machine, sid } = detail.summary;
    if (this.#of !== `${machine} ${sid}`) {
      this.#of = `${machine} ${sid}`;
      this.#outcome.clear();
      fill(this.#body, ...this.#byHand(machine), ...this.#forms(machine));
    }
    this.#prefill();
  }

  /** Keys and voices belong to lines. @param {string} machine */
  #byHand(machine) {
    if (machine !== 'call' && machine !== 'dialLeg') return [];
    const voices = element(
      'div',
      { className: 'voices' },
      button('Far end speaks', () => this.#say(true), { className: 'fact' }),
      button('Far end goes silent', () => this.#say(false), { className: 'fact' }),
    );
    if (machine !== 'call') return [voices];
    const pad = keys.map((digit) =>
      button(digit, () => this.#press(digit), {
        className: 'fact',
        'aria-label': `Press ${digit}`,
      }),
    );
    return [
      element('div', { className: 'keypad', role: 'group', 'aria-label': 'Keys' }, ...pad),
      voices,
    ];
  }

  /** @param {string} machine */
  #forms(machine) {
    const { events } = this.model.words;
    return Object.entries(events)
      .filter(([type, { kind, to }]) => {
        const isOwn = to.includes(/** @type {any} */ (machine));
        return isOwn && kind === 'fact' && type !== 'digit.pressed';
      })
      .map(([type, event]) => this.#form(type, event));
  }

  /**
   * @param {string} type
   * @param {EventWords} event
   */
  #form(type, { says, fields }) {
    const inputs = Object.entries(fields).map(([name, field]) => inputFor(name, field));
    const form = element(
      'form',
      { className: 'fact-form', 'data-type': type },
      element('button', { className: 'fact', title: says }, type),
      ...inputs,
    );
    form.onsubmit = (submitted) => {
      submitted.preventDefault();
      void this.#tell(type, form, fields);
    };
    return form;
  }

  /** The running number of the newest order is what an answer usually repeats. */
  #prefill() {
    const order = this.#detail?.snapshot.context.order;
    for (const input of this.#body.querySelectorAll('input[name="order"]')) {
      if (input instanceof HTMLInputElement && document.activeElement !== input) {
        input.value = String(order ?? '');
      }
    }
  }

  /**
   * @param {string} type
   * @param {HTMLFormElement} form
   * @param {EventWords['fields']} fields
   */
  #tell(type, form, fields) {
    /** @type {Record<string, unknown>} */
    const event = { type };
    for (const [name, value] of new FormData(form)) {
      const shape = fields[name]?.shape.kind;
      if (value === '') continue;
      if (shape === 'whole') event[name] = Number(value);
      else event[name] = shape === 'flag' ? value === 'true' : value;
    }
    const { machine, sid } = this.#address;
    return this.#send('/events', { machine, sid, event });
  }

  /** @param {string} digits */
  #press(digits) {
    return this.#send('/keys', { sid: this.#address.sid, digits });
  }
  /** @param {boolean} speaking */
  #say(speaking) {
    return this.#send('/voice', { sid: this.#address.sid, speaking });
  }

  get #address() {
    return this.#detail?.summary ?? { machine: '', sid: '' };
  }

  /**
   * @param {string} path
   * @param {object} json
   */
  #send(path, json) {
    const asked = { method: 'POST', path: controlPath(this.model.account) + path, json };
    return this.#outcome.send(asked, (answer) =>
      [answer?.verdict, answer?.reason].filter(Boolean).join(': '),
    );
  }
}

/**
 * @param {string} name
 * @param {EventWords['fields'][string]} field
 */
function inputFor(name, { shape, says, optional }) {
  const about = { name, title: says, 'aria-label': `${name}: ${says}` };
  if (shape.kind === 'choice' || shape.kind === 'flag') {
    const all = shape.kind === 'flag' ? ['false', 'true'] : shape.of;
    const options = all.map((one) => element('option', { value: String(one) }, String(one)));
    return element('select', about, optional && element('option', { value: '' }, name), ...options);
  }
  const value = name === 'location' ? 'media://by-hand' : '';
  const inputMode = shape.kind === 'whole' ? 'numeric' : 'text';
  return element('input', {
    ...about,
    placeholder: name,
    value,
    inputMode,
    size: 9,
    required: !optional,
  });
}
