/** A call or a dialled leg of a kit, and what happens at its far end. */
import type { MachineName } from '../../machines/index.ts';
import type { SessionForm } from '../sandbox/http/exports/forms.ts';
import type { Judgeable } from './judged.ts';
import type { RecordingSeen } from './seen.ts';

/** What a line asks of its kit. */
export interface LineKit {
  /** Asks something of the control API; ends when all that is due has happened. */
  readonly drive: (path: string, body: object) => Promise<unknown>;
  readonly statusOf: (machine: MachineName, sid: string) => string;
  readonly recordingsOf: (sid: string) => readonly RecordingSeen[];
  readonly storyOf: (sid: string) => string;
  /** Its session in another form. @throws Error that says why it cannot be told so. */
  readonly exportOf: (sid: string, as: SessionForm) => Promise<string>;
}

/** A call or a dialled leg: what the API says of it, and what its far end does. */
export class Line implements Judgeable {
  /** Its CallSid. */
  readonly sid: string;
  /** `call`, or `dialLeg` for whom a `<Dial>` or a conference has dialled. */
  readonly machine: 'call' | 'dialLeg';
  readonly #kit: LineKit;

  constructor(kit: LineKit, machine: 'call' | 'dialLeg', sid: string) {
    this.#kit = kit;
    this.machine = machine;
    this.sid = sid;
  }

  /** CallStatus, as the API shows it. */
  get status(): string {
    return this.#kit.statusOf(this.machine, this.sid);
  }
  /** The recordings of this call or leg, oldest first. */
  get recordings(): readonly RecordingSeen[] {
    return this.#kit.recordingsOf(this.sid);
  }
  /** What happened to it, a line each. */
  get story(): string {
    return this.#kit.storyOf(this.sid);
  }

  /**
   * All that belongs with it, elsewhere: a scenario to play, a log to check, a picture to look at, as the
   * sandbox exports a session.
   * @throws Error that says why it cannot be told so.
   */
  exported(as: SessionForm): Promise<string> {
    return this.#kit.exportOf(this.sid, as);
  }

  /** The far end answers, if a number is dialled whose script does not. */
  async answer() {
    await this.#happens({ type: 'call.answered' });
  }
  /** The far end hangs up. */
  async hangUp() {
    await this.#happens({ type: 'call.hungUp' });
  }
  /** The far end presses keys, one after another: `12#`. */
  async press(digits: string) {
    await this.#kit.drive('/keys', { sid: this.sid, digits });
  }
  /** The far end speaks from now on, until it falls silent; the words are for transcriptions. */
  async say(words?: string) {
    const said = words === undefined ? {} : { words };
    await this.#kit.drive('/voice', { sid: this.sid, speaking: true, ...said });
  }
  /** The far end is silent from now on. */
  async fallSilent() {
    await this.#kit.drive('/voice', { sid: this.sid, speaking: false });
  }
  /** What a `<Connect>`, `<Enqueue>`, `<Pay>` … waits for is over; its action is told these. */
  async endService(parameters: Readonly<Record<string, string | number>> = {}) {
    await this.#kit.drive('/service', { sid: this.sid, parameters });
  }

  async #happens(event: { readonly type: 'call.answered' | 'call.hungUp' }) {
    await this.#kit.drive('/events', { machine: this.machine, sid: this.sid, event });
  }
}
