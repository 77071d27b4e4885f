/** A world for one scenario: the switchboard, and hosts around it that perform every effect. */
import {
  type Address,
  type AnyEvent,
  type Effect,
  type EffectFor,
  type MachineName,
  type Policy,
  type Port,
  portOf,
  takesPolicy,
} from '../../../machines/index.ts';
import {
  type Answered,
  hasEnded,
  type Snapshot,
  Switchboard,
  type To,
} from '../../engine/index.ts';
import {
  type Callback,
  type CommandsTo,
  callParameters,
  detectionOn,
  directoryOf,
  type FoundOut,
  foundOut,
  type LineRow,
  type MediaUrl,
  type Mint,
  type NewRow,
  type Reply,
  type Row,
  surroundingsOf,
  usuallyAnswering,
  type VoiceApplication,
} from '../../wire/index.ts';
import { origin, Shelf } from '../format/documents.ts';
import type { AnsweringStep, Scenario } from '../format/format.ts';
import { VirtualClock } from './clock.ts';
import { DocumentRunner } from './document-runner.ts';
import { ScriptedMediaServer } from './media-server.ts';
import { Telling } from './telling.ts';

/** One thing that happened: a step of a machine, and the callbacks that it sent. */
export interface Happening extends Answered {
  readonly at: number;
  /** Whether it came from outside: a request, the network, the media server, the clock. */
  readonly isFirst: boolean;
  readonly callbacks: readonly Callback[];
}

/** A request of a story, from behind /v2 on, and its answer. */
export interface PlayedRequest {
  readonly at: number;
  readonly method: string;
  readonly path: string;
  readonly body: object;
  readonly reply: Reply;
}

/** The account, connection and beginning of every scenario. */
export const accountSid = '00000000-0000-4000-8000-000000000001';
export const connectionId = '1000000000000000001';
export const beginning = Date.UTC(2026, 0, 5, 9, 0, 0);

const mediaUrl: MediaUrl = (sid) => `${origin}/media/${sid}`;

const names: Readonly<Record<MachineName | 'stay', string>> = {
  call: 'call',
  dialLeg: 'leg',
  conference: 'conference',
  recording: 'recording',
  transcription: 'transcription',
  stay: 'stay',
};
export class StoryWorld {
  readonly clock = new VirtualClock(beginning);
  readonly board = new Switchboard();
  readonly rows = new Map<string, Row>();
  readonly directory = directoryOf({ machines: this.board, rows: this.rows }, accountSid);
  readonly happenings: Happening[] = [];
  /** What was asked over REST, and answered. */
  readonly requests: PlayedRequest[] = [];
  readonly warnings: string[] = [];
  readonly orphans: string[] = [];
  readonly runner: DocumentRunner;
  readonly #media: ScriptedMediaServer;
  readonly #policy: Policy | undefined;
  readonly #answering: readonly AnsweringStep[];
  #minted: ReadonlyMap<string, number> = new Map();
  readonly #telling = new Telling({
    reader: this.directory,
    rows: this.rows,
    mediaUrl,
    now: () => this.clock.now,
  });

  constructor(scenario: Scenario) {
    this.#policy = scenario.policy as Policy | undefined;
    this.#answering = scenario.steps.filter((step) => 'answeredBy' in step);
    this.#media = new ScriptedMediaServer(scenario.media, this.clock, (to, event) =>
      this.deliver(to, event),
    );
    this.runner = new DocumentRunner({
      clock: this.clock,
      documents: new Shelf(scenario.documents, scenario.answers),
      strict: scenario.strict,
      application: applicationOf(scenario),
      surroundings: (callSid, documentUrl) =>
        surroundingsOf(this.directory, { callSid, mint: this.mint, documentUrl }),
      detection: (sid) => detectionOn(this.directory.line(sid)),
      isThere: (sid) => this.board.line(sid) !== undefined,
      isOver: (sid) => this.isOver('call', sid),
      command: (sid, command, rows) => this.command({ machine: 'call', sid }, command, rows),
      says: (sid) => {
        const known = this.directory.known('call', sid);
        return known ? callParameters(known.snapshot, known.row) : {};
      },
      unreached: (sid) => this.#telling.unreached(sid),
      warn: (says) => this.warnings.push(says),
    });
  }

  readonly mediaUrl = mediaUrl;

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
  command<M extends MachineName>(to: To<M>, command: CommandsTo[M], rows: readonly NewRow[]) {
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
    const ofKey = event.type === 'digit.pressed' ? this.#telling.pressed(to.sid, event.digit) : [];
    const { verdict, steps } = this.board.deliver(to, event);
    if (verdict.verdict === 'accepted') {
      for (const { sid, row } of rows) this.rows.set(sid, row);
    }
    for (const [i, one] of steps.entries()) {
      const sent = one.effects.flatMap((effect) => this.#perform(effect, one.snapshot));
      const callbacks = i === 0 ? [...ofKey, ...sent] : sent;
      this.happenings.push({ ...one, at: this.clock.now, isFirst: i === 0, callbacks });
    }
    for (const { machine, sid } of steps.map((one) => one.to)) {
      if (machine === 'call' && this.isOver(machine, sid)) this.runner.ended(sid);
    }
    if (event.type === 'call.answered' && verdict.verdict === 'accepted') this.#findOut(to.sid);
    if (event.type === 'digit.pressed') this.runner.press(to.sid, event.digit);
    return verdict;
  }

  /** Who has answered is found out when a step says so, or else as usual. */
  #findOut(sid: string) {
    const row = this.directory.line(sid);
    const { now } = this.clock;
    const said = this.#answering.find(({ to }) => to === sid);
    const who = said
      ? { deed: said.answeredBy, afterMs: Math.max(0, beginning + said.at - now) }
      : usuallyAnswering;
    const found = row && foundOut(row, who);
    if (!found) return;
    this.clock.plan(now + found.durationMs, () => this.#found(sid, found));
    const isTold = row.detectionSubscription ?? row.subscription?.events.includes('amd');
    if (isTold) this.warnings.push(`${sid}: nobody is told in a story who has answered.`);
  }

  #found(sid: string, found: FoundOut) {
    const line = this.board.line(sid);
    const row = this.rows.get(sid) as LineRow;
    if (!line || hasEnded(line)) return;
    this.rows.set(sid, { ...row, found });
    this.runner.detected(sid);
  }

  /** Whoever is behind each port: given the machine as it is then, and where callbacks go. */
  readonly #performers: {
    readonly [P in Port | 'clock']: (
      effect: EffectFor<P>,
      snapshot: Snapshot | undefined,
      sent: Callback[],
    ) => void;
  } = {
    network: () => undefined,
    media: (effect) => this.#media.take(effect),
    callbacks: (effect, snapshot, sent) => sent.push(...this.#telling.announced(effect, snapshot)),
    instructions: (effect, snapshot) =>
      this.runner.perform(effect, this.#telling.asked(effect, snapshot)),
    orphans: ({ sid }) => this.orphans.push(sid),
    clock: (effect) => this.#time(effect),
  };

  #perform(effect: Effect, snapshot: Snapshot | undefined): Callback[] {
    const sent: Callback[] = [];
    this.#performers[portOf(effect)](effect as never, snapshot, sent);
    return sent;
  }

  #time(effect: EffectFor<'clock'>) {
    const { machine, sid, timer } = effect;
    const key = `${sid} ${timer}`;
    if (effect.type === 'timer.cancel') return this.clock.cancel(key);
    const fire = (at: number) => this.deliver({ machine, sid }, { type: 'timer.fired', at, timer });
    this.clock.plan(effect.dueAt, fire, key);
  }
}

/** The application of every call, with its URLs whole. */
function applicationOf({ application }: Scenario): VoiceApplication {
  const { voice_url: url, voice_fallback_url: fallback, voice_method } = application;
  return {
    ...(url === undefined ? {} : { voice_url: new URL(url, origin).href }),
    ...(fallback === undefined ? {} : { voice_fallback_url: new URL(fallback, origin).href }),
    ...(voice_method === undefined ? {} : { voice_method }),
  };
}
