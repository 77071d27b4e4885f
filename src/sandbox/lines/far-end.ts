/** The far end of every line: it rings, answers, presses keys, speaks and hangs up by its script. */
import {
  type Address,
  type AnyEvent,
  type EffectFor,
  type EventType,
  eventsTo,
  type FactType,
  type Verdict,
} from '../../../machines/index.ts';
import { hasEnded } from '../../engine/index.ts';
import type { Task, Timeless } from '../../hosts/index.ts';
import { type FoundOut, foundOut } from '../../wire/index.ts';
import type { Plan } from '../stage/plans.ts';
import {
  type Awaited,
  answeringOf,
  type Later,
  laterOf,
  type Opening,
  openingOf,
} from '../stage/scripts.ts';
import type { Digit, Stage } from '../stage/stage.ts';
import { Hearing, type Voice } from './hearing.ts';
import { scriptOf } from './numbers.ts';

type Line = Address & { readonly machine: 'call' | 'dialLeg' };
type Happens = Timeless<AnyEvent>;
/** A key also reaches the document of the call, which may wait for it. */
export type Press = (
  callSid: string,
  digit: Digit,
  id: string,
  untilKept: boolean,
) => Promise<unknown>;
/** A key is told to whoever subscribed to it; that of a dialled leg reaches nobody else. */
export type HearKey = (
  sid: string,
  digit: Digit,
  id: string,
  untilKept: boolean,
) => Promise<unknown>;
/** The document of a call may wait for a service, which is over then. */
export type Serve = (callSid: string, id: string) => Promise<unknown>;
/** It was found out who has answered; whoever asked for that is told. */
export type Detect = (sid: string, found: FoundOut, id: string) => Promise<unknown>;
/** Who hears of what a far end does beside the machines. */
export interface FarEndHeard {
  readonly press: Press;
  readonly heardKey: HearKey;
  readonly serve: Serve;
  readonly detect: Detect;
}
/** Something that happens at the far end, whether it speaks, or that a service there is over. */
type Does =
  | { readonly event: Happens }
  | { readonly isSpeaking: boolean; readonly words?: string }
  | { readonly endsService: true }
  | FoundOut;
type LinePlan = Plan<'line'> & { readonly to: Line } & Does;

const openingFacts = {
  ring: 'call.rang',
  answer: 'call.answered',
  busy: 'call.busy',
  'no answer': 'call.unanswered',
  fail: 'call.failed',
} as const satisfies Record<Opening, FactType>;
/** Facts after which there is no far end any more. */
const ends: readonly EventType[] = ['call.busy', 'call.unanswered', 'call.failed', 'call.hungUp'];
/** The time that the network takes to do as it is told. */
const networkMs = 50;

const isLine = (to: Address): to is Line => to.machine === 'call' || to.machine === 'dialLeg';
const prefixOf = (sid: string) => `${sid}/line/`;

export class FarEnd {
  readonly #stage: Stage;
  readonly #heard: FarEndHeard;
  readonly #hearing: Hearing;

  constructor(stage: Stage, heard: FarEndHeard) {
    this.#stage = stage;
    this.#heard = heard;
    this.#hearing = new Hearing(stage);
    stage.plans.on<LinePlan>('line', (plan) => this.#carry(plan));
  }

  /** Performs what the network is ordered. */
  perform({ effect, key }: Task<EffectFor<'network'>>): Promise<void> {
    const { plans } = this.#stage;
    const { machine, sid } = effect;
    const to = { machine, sid } as const;
    if (effect.type === 'network.dial') return plans.add(this.#opening(to, key));
    if (effect.type === 'network.answer') return plans.add(this.#beingAnswered(to, key));
    if (effect.type === 'network.hangUp') return this.#end(sid, key);
    return this.#hearAgain(this.#hearersOf(effect), key);
  }

  /**
   * Lets something happen to any machine, whoever says so: the script, or somebody who drives the
   * world by hand. From an answer on the script goes on; with the end of the line it is over.
   * `untilKept`: nobody would say so again if the store failed.
   */
  async tell(to: Address, event: Happens, id: string, untilKept = false): Promise<Verdict> {
    const { host, plans } = this.#stage;
    const goesOn = isLine(to) && event.type === 'call.answered' ? this.#fromAnswer(to, id) : [];
    const verdict = await host.take({ id, to, event, notes: plans.notesOf(goesOn), untilKept });
    plans.arm(goesOn);
    if (verdict.verdict === 'accepted' && ends.includes(event.type)) await this.#end(to.sid, id);
    return verdict;
  }

  /** The far end of a line speaks, or falls silent; nobody speaks on a line that is over. */
  async say(sid: string, voice: Voice, id: string, untilKept = false) {
    const line = this.#stage.host.machines.line(sid);
    if (voice !== false && (!line || hasEnded(line))) return;
    await this.#hearing.say(sid, voice, id, untilKept);
  }

  /**
   * Capture of a recording has begun, after a beep or without: what whoever hears it waits for.
   * It begins anew with each, and what was still to come of an earlier one does not.
   */
  async captured(recordingSid: string, id: string) {
    const { plans, host } = this.#stage;
    const isBeeping = host.machines.recording(recordingSid)?.context.settings.beep === true;
    const came: readonly Awaited[] = [
      'after the recording starts',
      ...(isBeeping ? (['after the beep'] as const) : []),
    ];
    for (const sid of this.#hearing.linesOf(recordingSid)) {
      const line = host.machines.line(sid);
      if (!line || hasEnded(line)) continue;
      for (const awaits of came) {
        const acts = this.#later({ machine: line.machine, sid }, `${awaits}/${id}`, awaits);
        if (acts.length === 0) continue;
        await plans.drop(`${prefixOf(sid)}${awaits}/`);
        await plans.add(acts);
      }
    }
  }

  #carry(plan: LinePlan): Promise<unknown> {
    const { id, to } = plan;
    if ('endsService' in plan) return this.#heard.serve(to.sid, id);
    if ('answeredBy' in plan) {
      const { answeredBy, durationMs } = plan;
      return this.#heard.detect(to.sid, { answeredBy, durationMs }, id);
    }
    if ('isSpeaking' in plan)
      return this.say(to.sid, plan.isSpeaking && (plan.words ?? true), id, true);
    const { event } = plan;
    if (event.type === 'digit.pressed') {
      const isOfCall = this.#stage.host.machines.find('call', to.sid) !== undefined;
      const hear = isOfCall ? this.#heard.press : this.#heard.heardKey;
      return hear(to.sid, event.digit, id, true);
    }
    return this.tell(to, event, id, true);
  }

  #opening(to: Line, key: string): readonly LinePlan[] {
    return this.#plan(to, key, [
      [networkMs, { event: { type: 'call.initiated' } }],
      ...openingOf(this.#script(to)).map(
        ({ deed, afterMs }) => [afterMs, { event: { type: openingFacts[deed] } }] as const,
      ),
    ]);
  }

  #beingAnswered(to: Line, key: string): readonly LinePlan[] {
    return this.#plan(to, key, [[networkMs, { event: { type: 'call.answered' } }]]);
  }

  #fromAnswer(to: Line, id: string): readonly LinePlan[] {
    const row = this.#stage.directory.line(to.sid);
    const found = row && foundOut(row, answeringOf(this.#script(to)));
    if (!found) return this.#later(to, id);
    const detected = [[found.durationMs, found]] as const;
    return [...this.#later(to, id), ...this.#plan(to, `${id}/detected`, detected)];
  }

  #later(to: Line, id: string, awaits?: Awaited): readonly LinePlan[] {
    const does = laterOf(this.#script(to), awaits).map(
      ({ deed, afterMs, keys, words }) => [afterMs, doesLater(deed, keys, words)] as const,
    );
    return this.#plan(to, awaits ? id : `${id}/answer`, does);
  }

  /** Leaves out what nobody has a word for: a leg has no document. Its keys are only told. */
  #plan(to: Line, id: string, all: readonly (readonly [number, Does])[]): readonly LinePlan[] {
    const now = this.#stage.clock.now();
    const understood = eventsTo(to.machine);
    return all
      .filter(([, does]) =>
        'event' in does
          ? does.event.type === 'digit.pressed' || understood.includes(does.event.type)
          : !('endsService' in does) || to.machine === 'call',
      )
      .map(([afterMs, does], i) => ({
        id: `${prefixOf(to.sid)}${id}/${i}`,
        kind: 'line',
        at: now + afterMs,
        to,
        ...does,
      }));
  }

  /** What is at the other end: whom we dialled, or who called us. */
  #script({ machine, sid }: Line) {
    const { directory, host, settings } = this.#stage;
    const row = directory.line(sid);
    const isInbound =
      machine === 'call' && host.machines.find(machine, sid)?.context.direction === 'inbound';
    return scriptOf((isInbound ? row?.from : row?.to) ?? '', settings());
  }

  /** The recordings that are told when somebody is connected or parted, who may be speaking. */
  #hearersOf(effect: EffectFor<'network'>) {
    const { machines } = this.#stage.host;
    if ('conferenceSid' in effect) return machines.recordingsOfConference(effect.conferenceSid);
    if ('callSid' in effect) return machines.recordingsOfCall(effect.callSid, 'call');
    return machines.recordingsOfCall(effect.sid, effect.machine);
  }

  /** The far end is gone: whatever it would have done it does not, and nobody hears it. */
  async #end(sid: string, id: string) {
    await this.#stage.plans.drop(prefixOf(sid));
    await this.say(sid, false, id, true);
  }

  async #hearAgain(recordings: readonly { readonly sid: string }[], id: string) {
    for (const { sid } of recordings) await this.#hearing.listen(sid, id);
  }
}

function doesLater(deed: Later, keys: string | undefined, words: string | undefined): Does {
  switch (deed) {
    case 'hang up':
      return { event: { type: 'call.hungUp' } };
    case 'press':
      return { event: { type: 'digit.pressed', digit: keys as Digit } };
    case 'speak':
      return { isSpeaking: true, ...(words === undefined ? {} : { words }) };
    case 'fall silent':
      return { isSpeaking: false };
    case 'end service':
      return { endsService: true };
  }
}
