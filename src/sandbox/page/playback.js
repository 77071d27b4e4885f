/** The file of a completed recording, to be listened to. Its link expires; then another is asked for. */
import { element, fill } from './dom.js';

/** @typedef {import('./commands.js').Detail} Detail */

export class Playback {
  root = element('section', { className: 'playback', hidden: true, 'aria-label': 'Playback' });
  #sid = '';
  #audio = element('audio', { controls: true, preload: 'metadata' });
  #link = element('a', { download: '' }, 'Download');
  #says = element('p', { className: 'bad', role: 'status' });
  /** Whether the link is new: one that fails is renewed, but not for ever. */
  #isNew = false;
  #isFailed = false;
  /** Asks for everything anew, with a link that is good. @type {() => void} */
  #renew = () => undefined;

  constructor() {
    this.#audio.onerror = () => this.#fail();
    this.#audio.onloadedmetadata = () => {
      this.#isNew = false;
    };
    fill(this.root, element('h3', {}, 'Playback'), this.#audio, this.#link, this.#says);
  }

  /** Is about nothing, until it is shown what it is about. */
  reset() {
    this.#audio.pause();
    this.#sid = '';
    this.root.hidden = true;
  }

  /**
   * @param {Detail} detail
   * @param {() => void} renew
   */
  show({ summary: { sid }, mediaUrl }, renew) {
    this.root.hidden = mediaUrl === undefined;
    if (mediaUrl === undefined || (this.#sid === sid && !this.#isFailed)) return;
    const { currentTime } = this.#audio;
    // The link may name another host of the same sandbox; the page plays from its own.
    const { pathname, search } = new URL(mediaUrl);
    this.#audio.src = pathname + search;
    this.#link.href = pathname + search;
    if (this.#sid === sid) this.#audio.currentTime = currentTime;
    this.#sid = sid;
    this.#renew = renew;
    this.#isNew = true;
    this.#isFailed = false;
    fill(this.#says);
  }

  #fail() {
    if (this.#sid === '') return;
    if (this.#isNew) {
      fill(this.#says, 'The file cannot be played.');
      return;
    }
    this.#isFailed = true;
    this.#renew();
  }
}
