/** A world for one scenario: the switchboard, and hosts around it that perform every effect. */
import {
  type Address,
  type AnyEvent,
  type Effect,
  type MachineName,
  type Policy,
  takesPolicy,
} from '../../../machines/index.ts';
import { type Answered, hasEnded, type Snapshot, Switchboard } from '../../engine/index.ts';
import {
  type Callback,
  callbackFor,
  directoryOf,
  type MediaUrl,
  type Mint,
  type NewRow,
  type Row,
  surroundingsOf,
  type TimelessCommand,
  type Warning,
} from '../../wire/index.ts';
import { machineOf, type Scenario } from '../format/format.ts';
import { VirtualClock } from './clock.ts';
import { DocumentRunner, origin } from './document-runner.ts';
import { ScriptedMediaServer } from './media-server.ts';

/** One thing that happened: a step of a machine, and the callbacks that it sent. */
export interface Happening extends Answered {
  readonly at: number;
  /** Whether it came from outside: a request, the network, the media server, the clock. */
  readonly isFirst: boolean;
  readonly callbacks: readonly Callback[];
}

/** The account, connection and beginning of every scenario. */
export const accountSid = '00000000-0000-4000-8000-000000000001';
export const connectionId = '1000000000000000001';
export const beginning = Date.UTC(2026, 0, 5, 9, 0, 0);

const names: Readonly<Record<MachineName | 'stay', string>> = {
  call: 'call',
  dialLeg: 'leg',
  conference: 'conference',
  recording: 'recording',
  stay: 'stay',
};
export class StoryWorld {
  readonly clock = new VirtualClock(beginning);
  readonly board = new Switchboard();
  readonly rows = new Map<string, Row>();
  readonly directory = directoryOf({ machines: this.board, rows: this.rows }, accountSid);
  readonly happenings: Happening[] = [];
  readonly warnings: string[] = [];
  readonly orphans: string[] = [];
  readonly documents: Record<string, string>;
  readonly runner: DocumentRunner;
  readonly #media: ScriptedMediaServer;
  readonly #policy: Policy | undefined;
  #minted: ReadonlyMap<string, number> = new Map();
  #sequence = 0;

  constructor(scenario: Scenario) {
    this.documents = { ...scenario.documents };
    this.#policy = scenario.policy as Policy | undefined;
    this.#media = new ScriptedMediaServer(scenario.media, this.clock, (sid, event) =>
      this.deliver({ machine: 'recording', sid }, event),
    );
    this.runner = new DocumentRunner({
      clock: this.clock,
      documents: this.documents,
      surroundings: (callSid, documentUrl) =>
        surroundingsOf(this.directory, { callSid, mint: this.mint, documentUrl }),
      isOver: (sid) => this.isOver('call', sid),
      command: (sid, command, rows) => this.command({ machine: 'call', sid }, command, rows),
      warn: (url, { line, column, says }: Warning) =>
        this.warnings.push(`${url}:${line}:${column}: ${says}`),
    });
  }

  readonly mediaUrl: MediaUrl = (sid) => `${origin}/media/${sid}`;

  /** Sids that tell what they are of, in the order of their making. */
  readonly mint: Mint = (what) => {
    const figure = (this.#minted.get(what) ?? 0) + 1;
    this.#minted = new Map([...this.#minted, [what, figure]]);
    return `${names[what]}-${figure}`;
  };

  /** Takes back the sids that are minted from here on: a refused request makes nothing. */
  minting(): () => void {
    const before = this.#minted;
    return () => {
      this.#minted = before;
    };
  }

  /** Whether a machine has come to its end, or was never there. */
  isOver(machine: MachineName, sid: string): boolean {
    const snapshot = this.board.find(machine, sid);
    return snapshot === undefined || hasEnded(snapshot);
  }
  /** Gives a machine a command now; the rows are kept once it is accepted. */
  command(to: Address, command: TimelessCommand, rows: readonly NewRow[]) {
    const policy = this.#policy !== undefined && takesPolicy(command.type);
    const event = {
      ...command,
      ...(policy ? { policy: this.#policy } : {}),
      at: this.clock.now,
    } as AnyEvent;
    return this.deliver(to, event, rows);
  }

  /** Delivers an event, performs what follows, and notes all of it. */
  deliver(to: Address, event: AnyEvent, rows: readonly NewRow[] = []) {
    const { verdict, steps } = this.board.deliver(to, event);
    if (verdict.verdict === 'accepted') {
      for (const { sid, row } of rows) this.rows.set(sid, row);
    }
    for (const [i, one] of steps.entries()) {
      const callbacks = one.effects.flatMap((effect) => this.#perform(effect, one.snapshot));
      this.happenings.push({ ...one, at: this.clock.now, isFirst: i === 0, callbacks });
    }
    if (event.type === 'digit.pressed') this.runner.press(to.sid, event.digit);
    return verdict;
  }

  #perform(effect: Effect, snapshot: Snapshot | undefined): Callback[] {
    switch (effect.type) {
      case 'media.start':
      case 'media.pause':
      case 'media.resume':
      case 'media.stop':
      case 'media.erase':
        this.#media.take(effect);
        return [];
      case 'timer.set': {
        const { machine, sid, timer } = effect;
        const fire = (at: number) =>
          this.deliver({ machine, sid }, { type: 'timer.fired', at, timer });
        this.clock.plan(effect.dueAt, fire, `${sid} ${timer}`);
        return [];
      }
      case 'timer.cancel':
        this.clock.cancel(`${effect.sid} ${effect.timer}`);
        return [];
      case 'instructions.requested':
      case 'instructions.resumed':
        this.runner.perform(effect);
        return [];
      case 'recording.orphaned':
        this.orphans.push(effect.sid);
        return [];
      case 'announced':
        return this.#callback(effect, snapshot);
      case 'network.dial':
      case 'network.answer':
      case 'network.hangUp':
      case 'network.bridge':
      case 'network.join':
      case 'network.leave':
        return [];
    }
  }

  #callback(effect: Extract<Effect, { type: 'announced' }>, snapshot: Snapshot | undefined) {
    const row = this.rows.get(effect.sid);
    if (!row || !snapshot) return [];
    this.#sequence += 1;
    const callback = callbackFor(effect, snapshot, row, {
      sequenceNumber: this.#sequence,
      line: this.directory.line,
      mediaUrl: this.mediaUrl,
    });
    return callback ? [callback] : [];
  }
}

/** Whom a scenario's sid is of. */
export const addressOf = (sid: string): Address => ({ machine: machineOf(sid), sid });
