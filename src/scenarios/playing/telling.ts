/** What the customer of a scenario is told and asked, with the numbers that it has. */
import type { EffectFor } from '../../../machines/index.ts';
import type { Snapshot } from '../../engine/index.ts';
import {
  actionParameters,
  type Callback,
  isNumberedRequest,
  type LatestCallback,
  type LatestCallbacks,
  lineNewsCallback,
  type MediaUrl,
  type NumberedKind,
  numberedCallback,
  numberFor,
  type Parameters,
  type Reader,
  type Row,
  unreachedParameters,
} from '../../wire/index.ts';

/** What it takes of the world that it tells of. */
export interface ToldWorld {
  readonly reader: Reader;
  readonly rows: ReadonlyMap<string, Row>;
  readonly mediaUrl: MediaUrl;
  readonly now: () => number;
}

export class Telling {
  readonly #world: ToldWorld;
  readonly #latest = new Map<string, LatestCallbacks>();
  /** How much was told or asked: each has a key of its own, as nothing comes about twice. */
  #told = 0;

  constructor(world: ToldWorld) {
    this.#world = world;
  }

  /** The callback of an announcement, if anybody subscribed to it. */
  announced(effect: EffectFor<'callbacks'>, snapshot: Snapshot | undefined): Callback[] {
    const { sid } = effect;
    const { reader, rows, mediaUrl } = this.#world;
    const row = rows.get(sid);
    if (!row || !snapshot) return [];
    const announcing = { announced: effect, snapshot, row, key: this.#key() };
    const told = numberedCallback(this.#latestOf(sid), announcing, { reader, mediaUrl });
    return told ? this.#keeping(sid, 'announced', told.latest, told.callback) : [];
  }

  /** The callback of a key that is about to be pressed, if anybody subscribed to keys. */
  pressed(sid: string, digit: string): Callback[] {
    const { reader, now } = this.#world;
    const known = reader.known('call', sid);
    if (!known) return [];
    const latest = numberFor(this.#latestOf(sid), 'heard', this.#key());
    const news = { type: 'dtmf', digit } as const;
    const sequenceNumber = latest.number;
    const callback = lineNewsCallback({ ...known, news, at: now(), sequenceNumber });
    return callback ? this.#keeping(sid, 'heard', latest, callback) : [];
  }

  /** What the request for a document says. */
  asked(effect: EffectFor<'instructions'>, snapshot: Snapshot | undefined): Parameters {
    const { sid } = effect;
    const { reader, mediaUrl, now } = this.#world;
    const row = reader.line(sid);
    if (effect.type === 'instructions.resumed' || !row) return {};
    const latest = numberFor(this.#latestOf(sid), 'requested', this.#key());
    if (isNumberedRequest(effect)) this.#keep(sid, 'requested', latest);
    const around = { reader, mediaUrl, at: now(), sequenceNumber: latest.number };
    return actionParameters(effect, snapshot as Snapshot<'call'>, row, around);
  }

  /** What the action of a `<Dial>` to nobody is told beside what all are told. */
  unreached(sid: string): Parameters {
    const { reader, now } = this.#world;
    const known = reader.known('call', sid);
    if (!known) return {};
    const latest = numberFor(this.#latestOf(sid), 'requested', this.#key());
    this.#keep(sid, 'requested', latest);
    return unreachedParameters(known.snapshot, { at: now(), sequenceNumber: latest.number });
  }

  #key(): string {
    this.#told += 1;
    return String(this.#told);
  }
  #latestOf(sid: string): LatestCallbacks {
    return this.#latest.get(sid) ?? {};
  }
  #keep(sid: string, kind: NumberedKind, latest: LatestCallback | undefined) {
    if (latest) this.#latest.set(sid, { ...this.#latestOf(sid), [kind]: latest });
  }
  #keeping(
    sid: string,
    kind: NumberedKind,
    latest: LatestCallback | undefined,
    callback: Callback,
  ): Callback[] {
    this.#keep(sid, kind, latest);
    return [callback];
  }
}
