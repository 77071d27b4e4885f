/** A call that the kit has the platform make, and its recordings. */
import { CheckFailed, NotTestable } from '../checks/check.ts';
import type { FarEndManner } from '../far-end/far-end.ts';
import { type ApiAnswer, asked, type Resource, resourceIn, sentRequest } from './api.ts';
import { cameTo, expectStatus } from './expecting.ts';
import type { PlatformWorld, ToldOfRecording } from './world.ts';

/** How a call is begun. */
export interface CallWish {
  /** How whoever is called behaves; `answers` unless it is said. */
  readonly manner?: FarEndManner;
  /** Parameters of the request beside the usual ones. */
  readonly more?: Readonly<Record<string, unknown>>;
}
/** The three words that recordings are told by. */
export const allWords = 'in-progress completed absent';

/** A path of the account. */
export const accountPath = ({ tested }: PlatformWorld, path: string) =>
  `/texml/Accounts/${encodeURIComponent(tested.account)}/${path}`;
const pathOf = (sid: string) => encodeURIComponent(sid);

/** A call of which the platform has said that it is begun. */
export class PlatformCall {
  readonly world: PlatformWorld;
  readonly sid: string;
  /** Whom it calls. */
  readonly number: string;
  #isEnding = false;

  private constructor(world: PlatformWorld, sid: string, number: string) {
    this.world = world;
    this.sid = sid;
    this.number = number;
    world.endings.set(sid, () => this.#endUnseen());
  }

  /** One that the platform has named otherwise: a participant. */
  static of(world: PlatformWorld, sid: string, number: string): PlatformCall {
    return new PlatformCall(world, sid, number);
  }

  /**
   * Has the platform call somebody.
   * @throws CheckFailed where it does not; NotTestable where nobody behaves so.
   */
  static async begin(world: PlatformWorld, wish: CallWish = {}): Promise<PlatformCall> {
    const number = await someone(world, wish.manner);
    const { application, from, limits } = world.tested;
    const json = {
      ApplicationSid: application,
      To: number,
      From: from,
      Url: world.url('voice'),
      StatusCallback: world.url('told'),
      StatusCallbackEvent: 'completed',
      ...wish.more,
    };
    const request = { method: 'POST', path: accountPath(world, 'Calls'), json } as const;
    const answer = await world.ask(request, 'begins a call');
    expectStatus(answer, 200, 'The request for a call');
    const { call_sid, sid = call_sid } = resourceIn(answer);
    if (typeof sid === 'string') return new PlatformCall(world, sid, number);
    // The documented answer names no call: the first that is told of it does.
    const toldOfIt = () => world.told.find(({ said }) => said.to === number)?.said.callSid;
    const told = await world.hears(toldOfIt, limits.answerMs);
    if (told === undefined) throw new CheckFailed('Nothing names the call that was begun.');
    return new PlatformCall(world, told, number);
  }

  /** One that is answered, and whose document is asked for. */
  static async connect(world: PlatformWorld, wish: CallWish = {}): Promise<PlatformCall> {
    const call = await PlatformCall.begin(world, wish);
    await call.connected();
    return call;
  }

  /** Waits until its document is asked for. */
  async connected(): Promise<void> {
    const { told, tested } = this.world;
    const isAsked = () =>
      told.find(({ said, name }) => name === 'voice' && said.callSid === this.sid);
    if (await this.world.hears(isAsked, tested.limits.answerMs)) return;
    throw new CheckFailed(
      `The document of the call is not asked for within ${tested.limits.answerMs / 1_000} s.`,
    );
  }

  /** Asks for a recording of it. */
  async askToRecord(more: Readonly<Record<string, string>> = {}): Promise<ApiAnswer> {
    const form = {
      RecordingStatusCallback: this.world.url('told'),
      RecordingStatusCallbackEvent: allWords,
      ...more,
    };
    const request = { method: 'POST', path: this.listPath, form } as const;
    const answer = await this.world.ask(request, 'starts a recording');
    const { sid } = resourceIn(answer);
    if (answer.status === 200 && typeof sid === 'string') this.world.started.add(sid);
    return answer;
  }
  /** Has it recorded, and waits until it is. */
  async record(more: Readonly<Record<string, string>> = {}): Promise<PlatformRecording> {
    const answer = await this.askToRecord(more);
    expectStatus(answer, 200, 'The request for a recording');
    const { sid } = resourceIn(answer);
    if (typeof sid !== 'string')
      throw new CheckFailed('The answer to the request for a recording has no sid.');
    const recording = new PlatformRecording(this.world, sid, this.sid);
    await recording.isTold('in-progress');
    return recording;
  }
  /** The recording that began otherwise than by request, as soon as it is told that it goes on. */
  async recorded(): Promise<PlatformRecording> {
    const { told, tested } = this.world;
    const first = () => told.find((one) => isOfRecording(one) && one.said.status === 'in-progress');
    const found = await this.world.hears(first, tested.limits.takesMs);
    if (!found || !isOfRecording(found))
      throw new CheckFailed(
        `No recording is told to be in progress within ${tested.limits.takesMs / 1_000} s.`,
      );
    return new PlatformRecording(this.world, found.said.recordingSid, this.sid);
  }

  /** Ends it by request. */
  async end(): Promise<void> {
    expectStatus(await this.askToEnd(), 200, 'The request to end the call');
  }
  /** Asks to end it. */
  async askToEnd(): Promise<ApiAnswer> {
    const form = { Status: 'completed' };
    const request = { method: 'POST', path: this.path, form } as const;
    const answer = await this.world.ask(request, 'ends the call');
    this.#isEnding ||= answer.status === 200;
    return answer;
  }
  /** Has whoever was called hang up. */
  async hangUp(): Promise<void> {
    const isDone = await this.world.does('hangUp', this.number);
    this.#isEnding ||= isDone;
  }
  /** Its path. */
  get path(): string {
    return accountPath(this.world, `Calls/${pathOf(this.sid)}`);
  }
  /** That of its recordings. */
  get listPath(): string {
    return accountPath(this.world, `Calls/${pathOf(this.sid)}/Recordings.json`);
  }
  /** Whether its end was brought about, or told. */
  get isEnding(): boolean {
    return this.#isEnding || this.isOver;
  }
  /** Whether its end was told. */
  get isOver(): boolean {
    const over = /^(?:completed|busy|no-answer|canceled|failed)$/;
    return this.world.told.some(
      ({ said }) => said.kind === 'call' && said.callSid === this.sid && over.test(said.status),
    );
  }

  /** What the list of its recordings has. */
  async listed(): Promise<readonly Resource[]> {
    const request = { method: 'GET', path: this.listPath } as const;
    const answer = await this.world.ask(request, 'lists its recordings');
    expectStatus(answer, 200, 'The list of the recordings of the call');
    return recordingsIn(answer);
  }

  async #endUnseen() {
    if (this.isEnding) return;
    const { way } = this.world.tested;
    const form = { Status: 'completed' };
    await asked(way, sentRequest(way, { method: 'POST', path: this.path, form }));
  }
}

/** @throws NotTestable where nobody behaves so. */
export async function someone(world: PlatformWorld, manner: FarEndManner = 'answers') {
  const number = await world.tested.farEnd.number(manner);
  if (number !== undefined) return number;
  throw new NotTestable(`The far end has nobody who ${manner.replace('-', ' ')}.`);
}

export const isOfRecording = (told: {
  readonly said: { readonly kind: string };
}): told is ToldOfRecording => told.said.kind === 'recording';

/** The recordings of a list. */
export function recordingsIn(answer: ApiAnswer): readonly Resource[] {
  const { recordings } = resourceIn(answer);
  if (Array.isArray(recordings)) return recordings as readonly Resource[];
  throw new CheckFailed(`The list has no recordings: ${cameTo(answer)}.`);
}

/** A recording that the kit knows of. */
export class PlatformRecording {
  readonly world: PlatformWorld;
  readonly sid: string;
  /** The call that it is asked for by. */
  readonly callSid: string;

  constructor(world: PlatformWorld, sid: string, callSid: string) {
    this.world = world;
    this.sid = sid;
    this.callSid = callSid;
  }

  /** Asks it to be `paused`, `in-progress` or `stopped`. */
  askToBe(status: string, says = `asks it to be ${status}`): Promise<ApiAnswer> {
    return this.world.ask({ method: 'POST', path: this.ofCall, form: { Status: status } }, says);
  }
  /** Has it become so, and waits until it shows. */
  async becomes(status: 'paused' | 'in-progress' | 'stopped'): Promise<void> {
    expectStatus(await this.askToBe(status), 200, `The request for ${status}`);
    const right = status === 'stopped' ? ['stopped', 'completed'] : [status];
    await this.shows(right);
  }
  /** Waits until it is read as one of these. */
  async shows(right: readonly string[]): Promise<Resource> {
    const isRight = (answer: ApiAnswer) => right.includes(String(resourceIn(answer).status));
    const request = { method: 'GET', path: this.path } as const;
    const answer = await this.world.askUntil(request, 'reads it', isRight);
    expectStatus(answer, 200, 'The recording');
    const { status } = resourceIn(answer);
    if (isRight(answer)) return resourceIn(answer);
    throw new CheckFailed(`The recording is read as "${status}"; expected ${right.join(' or ')}.`);
  }
  /** Reads it, whatever comes. */
  read(): Promise<ApiAnswer> {
    return this.world.ask({ method: 'GET', path: this.path }, 'reads it');
  }
  /** Asks for its deletion. */
  askToDelete(says = 'deletes it'): Promise<ApiAnswer> {
    return this.world.ask({ method: 'DELETE', path: this.path }, says);
  }
  /** Its path. */
  get path(): string {
    return accountPath(this.world, `Recordings/${pathOf(this.sid)}.json`);
  }
  /** Where it is updated: below its call. */
  get ofCall(): string {
    return accountPath(
      this.world,
      `Calls/${pathOf(this.callSid)}/Recordings/${pathOf(this.sid)}.json`,
    );
  }

  /** What was told of it, in the order in which it came. */
  get told(): readonly ToldOfRecording[] {
    return this.world.told
      .filter(isOfRecording)
      .filter(({ said }) => said.recordingSid === this.sid);
  }
  /** Waits until something is told of it. */
  async isTold(word: 'in-progress' | 'completed'): Promise<ToldOfRecording> {
    const { takesMs, endMs } = this.world.tested.limits;
    const limitMs = word === 'completed' ? endMs : takesMs;
    const ends = word === 'completed' ? ['completed', 'absent'] : [word];
    const found = await this.world.hears(
      () => this.told.find(({ said }) => ends.includes(said.status)),
      limitMs,
    );
    if (found?.said.status === word) return found;
    if (found)
      throw new CheckFailed(`The recording is told to be ${found.said.status}; expected ${word}.`);
    throw new CheckFailed(`The recording is not told to be ${word} within ${limitMs / 1_000} s.`);
  }
}
