/** A recording of a call that the kit has the platform make: what it is asked, shown and told as. */
import { CheckFailed } from '../checks/check.ts';
import { type ApiAnswer, type Resource, resourceIn } from './api.ts';
import { cameTo, expectStatus } from './expecting.ts';
import { type PlatformWorld, pathInAccount, type ToldOfRecording } from './world.ts';

export const isOfRecording = (told: {
  readonly said: { readonly kind: string };
}): told is ToldOfRecording => told.said.kind === 'recording';

/** The recordings of a list. */
export function listedRecordings(answer: ApiAnswer): readonly Resource[] {
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
    return pathInAccount(this.world, `Recordings/${encodeURIComponent(this.sid)}.json`);
  }
  /** Where it is updated: below its call. */
  get ofCall(): string {
    return pathInAccount(
      this.world,
      `Calls/${encodeURIComponent(this.callSid)}/Recordings/${encodeURIComponent(this.sid)}.json`,
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
