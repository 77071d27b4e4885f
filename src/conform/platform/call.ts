/** A call that the kit has the platform make, and its recordings. */
import { lineEnds } from '../../../machines/index.ts';
import { CheckFailed, NotTestable } from '../checks/check.ts';
import type { FarEndManner } from '../far-end/far-end.ts';
import { type ApiAnswer, asked, type Resource, resourceIn, sentRequest } from './api.ts';
import { expectStatus } from './expecting.ts';
import { isOfRecording, listedRecordings, PlatformRecording } from './recording.ts';
import { type PlatformWorld, pathInAccount } from './world.ts';

/** How a call is begun. */
export interface CallWish {
  /** How whoever is called behaves; `answers` unless it is said. */
  readonly manner?: FarEndManner;
  /** Parameters of the request beside the usual ones. */
  readonly more?: Readonly<Record<string, unknown>>;
}
/** Parameters of a request for a recording beside the usual ones; undefined: it is left out. */
export type RecordingWish = Readonly<Record<string, string | undefined>>;
/** The three words that recordings are told by. */
export const allWords = 'in-progress completed absent';

const ended: ReadonlySet<string> = new Set(lineEnds);

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
    const request = { method: 'POST', path: pathInAccount(world, 'Calls'), json } as const;
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
  async askToRecord(more: RecordingWish = {}): Promise<ApiAnswer> {
    const wished: RecordingWish = {
      RecordingStatusCallback: this.world.url('told'),
      RecordingStatusCallbackEvent: allWords,
      ...more,
    };
    const form = Object.fromEntries(
      Object.entries(wished).flatMap(([name, value]) =>
        value === undefined ? [] : [[name, value] as const],
      ),
    );
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
    return pathInAccount(this.world, `Calls/${encodeURIComponent(this.sid)}`);
  }
  /** That of its recordings. */
  get listPath(): string {
    return pathInAccount(this.world, `Calls/${encodeURIComponent(this.sid)}/Recordings.json`);
  }
  /** Whether its end was brought about, or told. */
  get isEnding(): boolean {
    return this.#isEnding || this.isOver;
  }
  /** Whether its end was told. */
  get isOver(): boolean {
    return this.world.told.some(
      ({ said }) => said.kind === 'call' && said.callSid === this.sid && ended.has(said.status),
    );
  }

  /** What the list of its recordings has. */
  async listed(): Promise<readonly Resource[]> {
    const request = { method: 'GET', path: this.listPath } as const;
    const answer = await this.world.ask(request, 'lists its recordings');
    expectStatus(answer, 200, 'The list of the recordings of the call');
    return listedRecordings(answer);
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
