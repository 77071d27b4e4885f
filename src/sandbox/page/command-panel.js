/** The open commands as buttons; a command that has to be told something opens a field for it. */
import { button, element, fill, labelled } from './dom.js';
import { Outcome } from './outcome.js';

/** @typedef {import('./commands.js').Command} Command */

export class CommandPanel {
  #buttons = element('div', { className: 'commands' });
  #editor = element('form', { className: 'editor', hidden: true });
  #outcome = new Outcome();
  /** What the buttons say now. */
  #shown = '';
  /** The command whose field is open. */
  #open = '';
  root = element(
    'section',
    { className: 'command-panel', 'aria-label': 'Commands' },
    this.#buttons,
    this.#editor,
    this.#outcome.root,
  );

  /** Begins anew, for another machine: no button is left that would still mean the one before. */
  reset() {
    this.#shown = '';
    fill(this.#buttons);
    this.#outcome.clear();
    this.#close();
  }

  /**
   * @param {readonly Command[]} commands
   * @param {import('./model.js').Words} words
   */
  show(commands, words) {
    const said = JSON.stringify(commands);
    if (said === this.#shown) return;
    this.#shown = said;
    const focused = document.activeElement?.getAttribute('data-command');
    fill(this.#buttons, ...commands.map((one) => this.#buttonOf(one, words)));
    if (commands.length === 0) {
      fill(
        this.#buttons,
        element('p', { className: 'none' }, 'No commands are available in this state.'),
      );
    }
    if (!commands.some(({ command }) => command === this.#open)) this.#close();
    // A button that has gone leaves the keyboard with its neighbours.
    if (focused) {
      const same = this.#buttons.querySelector(`[data-command="${CSS.escape(focused)}"]`);
      const next = same ?? this.#buttons.querySelector('button');
      if (next instanceof HTMLElement) next.focus();
    }
  }

  /**
   * @param {Command} command
   * @param {import('./model.js').Words} words
   */
  #buttonOf(command, words) {
    const { label, field, isIdle } = command;
    const event = words.events[/** @type {keyof typeof words.events} */ (command.command)];
    return button(label, () => (field ? this.#edit(command) : this.#outcome.send(command.asked)), {
      className: isIdle ? 'command idle' : 'command',
      title: `${command.command}: ${isIdle ? 'changes nothing now. ' : ''}${event?.says ?? ''}`,
      'data-command': command.command,
      ...(field ? { 'aria-expanded': 'false' } : {}),
    });
  }

  /** @param {Command} command */
  #edit({ command, label, asked, field }) {
    if (!field || this.#open === command) return this.#close();
    this.#close();
    this.#open = command;
    this.#expand('true');
    const isLong = field.value.includes('\n');
    const rows = field.value.split('\n').length + 1;
    const input = isLong
      ? element('textarea', { value: field.value, rows, spellcheck: false })
      : element('input', { value: field.value, list: 'numbers' });
    this.#editor.onsubmit = (event) => {
      event.preventDefault();
      const form = { ...asked.form, [field.name]: input.value };
      void this.#outcome.send({ ...asked, form });
    };
    fill(
      this.#editor,
      labelled(field.name, input),
      element(
        'div',
        { className: 'ends' },
        element('button', { className: 'command' }, label),
        button('Close', () => this.#close(), { className: 'quiet' }),
      ),
    );
    this.#editor.hidden = false;
    input.focus();
  }

  #close() {
    this.#expand('false');
    this.#open = '';
    this.#editor.hidden = true;
    fill(this.#editor);
  }

  /** @param {'true' | 'false'} isExpanded */
  #expand(isExpanded) {
    const by =
      this.#open && this.#buttons.querySelector(`[data-command="${CSS.escape(this.#open)}"]`);
    if (by) by.setAttribute('aria-expanded', isExpanded);
  }
}
