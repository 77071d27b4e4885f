/** The file of a completed recording, to be listened to. Its link expires; then another is asked for. */
import { ask, restPath } from './api.js';
import { element, fill } from './dom.js';

export class Playback {
  root = element('section', { className: 'playback', hidden: true, 'aria-label': 'Playback' });
  #sid = '';
  #audio = element('audio', { controls: true, preload: 'metadata' });
  #link = element('a', { download: '' }, 'Download');
  #says = element('p', { className: 'bad', role: 'status' });
  /** Whether the link is new: one that fails is renewed, but not for ever. */
  #isNew = false;

  constructor() {
    this.#audio.onerror = () => this.#renew();
    this.#audio.onloadedmetadata = () => {
      this.#isNew = false;
    };
    fill(this.root, element('h3', {}, 'Playback'), this.#audio, this.#link, this.#says);
  }

  /**
   * @param {string} account
   * @param {{ machine: string, sid: string, state: string }} summary
   */
  show(account, { machine, sid, state }) {
    const isThere = machine === 'recording' && state === 'completed';
    this.root.hidden = !isThere;
    if (isThere && this.#sid === sid) return;
    this.#audio.pause();
    this.#sid = isThere ? sid : '';
    this.account = account;
    if (isThere) void this.#load();
  }

  async #load() {
    const sid = this.#sid;
    const path = `${restPath(this.account ?? '')}/Recordings/${sid}.json`;
    try {
      const { media_url: said } = await ask({ method: 'GET', path });
      if (sid !== this.#sid) return;
      // The link may name another host of the same sandbox; the page plays from its own.
      const { pathname, search } = new URL(said);
      this.#isNew = true;
      this.#audio.src = pathname + search;
      this.#link.href = pathname + search;
      fill(this.#says);
    } catch (error) {
      fill(this.#says, error instanceof Error ? error.message : String(error));
    }
  }

  async #renew() {
    if (this.#isNew) {
      fill(this.#says, 'The file cannot be played.');
      return;
    }
    const { currentTime } = this.#audio;
    await this.#load();
    this.#audio.currentTime = currentTime;
  }
}
