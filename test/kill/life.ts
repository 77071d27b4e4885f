/** One life: a call and its recordings, begun, paused, resumed, stopped and deleted by requests. */
import { setTimeout as wait } from 'node:timers/promises';
import { type Answer, answered, Broken, type Count, type Health, once, until } from './asking.ts';
import { type Asker, other, type PathName, pathOf, recordingTold } from './paths.ts';

/** What is known of a life: what was acknowledged. */
export interface Story {
  readonly account_sid: string;
  readonly path: PathName;
  /** Its own number, and the name of its own conference. */
  readonly from: string;
  readonly room: string;
  /** Undefined: the request that begins it was not answered, and nobody knows whether it lives. */
  call_sid?: string;
  /** The leg that it has dialled was given TeXML, and is a call of its own; that was acknowledged. */
  leg_sid?: string;
  /** The recording that was asked for on its call was acknowledged. */
  isStarted?: true;
  /** Recordings whose pause was acknowledged: they had begun. */
  readonly begun: string[];
  readonly deleted: string[];
  /** What was acknowledged and does not hold. */
  readonly flaws: string[];
}

/** As far as it is used of what the client gives. */
interface Recording {
  readonly sid?: string;
  readonly status?: string;
  readonly media_url?: string;
  readonly duration?: string | null;
  readonly conference_sid?: string | null;
  readonly error_code?: unknown;
}

/** The words of a recording have none for one that came to nothing: its error says it. */
export const isAbsent = ({ status, error_code }: Pick<Recording, 'status' | 'error_code'>) =>
  status === 'stopped' && error_code != null;

export class Life {
  readonly story: Story;
  readonly #asker: Asker;
  readonly #health: Health;
  readonly #count: Count;
  readonly #below: (n: number) => number;

  /** `below` gives whole numbers from 0 up to its argument. */
  constructor(
    path: PathName,
    asker: Asker,
    health: Health,
    count: Count,
    below: (n: number) => number,
  ) {
    const { account_sid, From: from, room } = asker;
    this.story = { account_sid, path, from, room, begun: [], deleted: [], flaws: [] };
    this.#asker = asker;
    this.#health = health;
    this.#count = count;
    this.#below = below;
  }

  /** Lives to the end, whatever becomes of the server meanwhile. */
  async live() {
    try {
      await this.#live();
    } catch (error) {
      if (!(error instanceof Broken)) throw error;
      const { path, call_sid } = this.story;
      this.story.flaws.push(`${path} ${call_sid}: ${error.message}`);
    }
  }

  async #live() {
    const { begin, isLater, handedOver } = pathOf(this.story.path);
    const begun = await once(this.#health, this.#count, () => begin(this.#asker));
    if (!begun) return;
    if (begun.status !== 200) throw new Broken(`begins with ${begun.status}`);
    this.story.call_sid = begun.body?.call_sid ?? '';
    if (handedOver) await this.#handOver(handedOver(this.#asker));
    else if (isLater) await this.#start(this.story.call_sid);
    if (!this.story.isStarted && isLater) return;
    const call_sid = this.story.leg_sid ?? this.story.call_sid;
    // The end of a conference is the end of its calls, and of their recordings: it comes last.
    const recordings = (await this.#recordings(call_sid)).toSorted((one) =>
      one.conference_sid ? 1 : -1,
    );
    for (const recording of recordings) {
      try {
        await this.#follow(call_sid, recording, recording === recordings.at(-1));
      } catch (error) {
        // A server that is away for long comes back after the deadline of a start.
        if (!isAbsent(await this.#fetched(recording.sid ?? ''))) throw error;
      }
    }
    await this.#hangUp(call_sid);
  }

  #ask<T>(ask: () => PromiseLike<T>): Promise<Answer<T>> {
    return answered(this.#health, this.#count, ask);
  }

  /** Starts a recording once somebody has answered; asked twice there might be two. */
  async #start(call_sid: string) {
    const { asking, account_sid, url } = this.#asker;
    await until(this.#health, 'it is answered', async () => {
      const { body } = await this.#ask(() => asking.calls.retrieve(call_sid, { account_sid }));
      return body?.status === 'in-progress' ? true : undefined;
    });
    const said = { account_sid, ...recordingTold(url) };
    const started = await once(this.#health, this.#count, () =>
      asking.calls.recordingsJson.recordingsJson(call_sid, said),
    );
    if (!started) return;
    if (started.status !== 200) throw new Broken(`the recording is answered ${started.status}`);
    this.story.isStarted = true;
  }

  /** Gives TeXML to the leg once somebody has answered; asked twice it would record twice. */
  async #handOver(Texml: string) {
    const { asking, account_sid, From } = this.#asker;
    const leg = await until(this.#health, 'its leg is answered', async () => {
      const query = { From, To: other };
      const { body } = await this.#ask(() => asking.calls.retrieveCalls(account_sid, query));
      return body?.calls?.find(({ status }) => status === 'in-progress')?.sid;
    });
    const given = await once(this.#health, this.#count, () =>
      asking.calls.update(leg, { account_sid, Texml }),
    );
    if (!given) return;
    if (given.status !== 200) throw new Broken(`the TeXML for ${leg} is answered ${given.status}`);
    this.story.leg_sid = leg;
    this.story.isStarted = true;
  }

  /** All recordings of the call and its conference, once they are there. */
  async #recordings(call_sid: string): Promise<readonly Recording[]> {
    const { asking, account_sid, room } = this.#asker;
    const { sources } = pathOf(this.story.path);
    return await until(
      this.#health,
      'its recordings are there',
      async () => {
        const ofCall = await this.#ask(() =>
          asking.calls.recordingsJson.retrieveRecordingsJson(call_sid, { account_sid }),
        );
        const found = new Map((ofCall.body?.recordings ?? []).map((one) => [one.sid, one]));
        if (sources.some((source) => source.includes('Conference'))) {
          const said = { FriendlyName: room };
          const rooms = await this.#ask(() =>
            asking.conferences.retrieveConferences(account_sid, said),
          );
          for (const { sid = '' } of rooms.body?.conferences ?? []) {
            const ofRoom = await this.#ask(() =>
              asking.conferences.retrieveRecordingsJson(sid, { account_sid }),
            );
            for (const one of ofRoom.body?.recordings ?? []) found.set(one.sid, one as never);
          }
        }
        if (found.size > sources.length) throw new Broken(`${found.size} recordings`);
        return found.size === sources.length ? [...found.values()] : undefined;
      },
      () => this.#ask(() => asking.calls.retrieve(call_sid, { account_sid })),
    );
  }

  /** Does with a recording what can be done with it. */
  async #follow(call_sid: string, { sid = '', conference_sid }: Recording, isLast: boolean) {
    if (this.#below(4) > 0) {
      await this.#update(call_sid, sid, 'paused');
      this.story.begun.push(sid);
      await this.#comesTo(sid, 'paused');
      await wait(this.#below(400));
      const { status } = await this.#fetched(sid);
      if (status !== 'paused') throw new Broken(`${sid} was paused, and is ${status}`);
      if (this.#below(3) > 0) {
        await this.#update(call_sid, sid, 'in-progress');
        await this.#comesTo(sid, 'in-progress');
      }
    }
    await wait(this.#below(300));
    if (conference_sid) await this.#endConference(conference_sid);
    else if (!isLast || this.#below(3) > 0) await this.#update(call_sid, sid, 'stopped');
    else await this.#hangUp(call_sid);
    await this.#comesTo(sid, 'completed');
    await this.#plays(sid);
    if (this.#below(2) === 0) await this.#delete(sid);
  }

  /** Not before it has started; once more after no answer, it may have been done already. */
  async #update(call_sid: string, sid: string, Status: 'paused' | 'in-progress' | 'stopped') {
    const { asking, account_sid } = this.#asker;
    await until(this.#health, `${sid} may be ${Status}`, async () => {
      const { status, code, isAgain } = await this.#ask(() =>
        asking.calls.recordings.recordingSidJson(sid, { account_sid, call_sid, Status }),
      );
      if (status === 200 || (isAgain && status === 422 && Status === 'stopped')) return true;
      if (status === 422 && code === '90020') return undefined;
      throw new Broken(`${Status} of ${sid} is answered ${status} ${code}`);
    });
  }

  async #endConference(sid: string) {
    const { asking, account_sid } = this.#asker;
    const { status, isAgain } = await this.#ask(() =>
      asking.conferences.update(sid, { account_sid, Status: 'completed' }),
    );
    if (status !== 200 && !isAgain) throw new Broken(`the end of ${sid} is answered ${status}`);
  }

  async #hangUp(call_sid: string) {
    const { asking, account_sid } = this.#asker;
    const { status } = await this.#ask(() =>
      asking.calls.update(call_sid, { account_sid, Status: 'completed' }),
    );
    // 422: it is over already, and its document with it.
    if (status !== 200 && status !== 422) throw new Broken(`the hang-up is answered ${status}`);
  }

  async #fetched(sid: string): Promise<Recording> {
    const { asking, account_sid } = this.#asker;
    const { status, body } = await this.#ask(() =>
      asking.recordings.json.retrieveRecordingSidJson(sid, { account_sid }),
    );
    if (!body) throw new Broken(`${sid} is answered ${status}`);
    return body;
  }

  async #comesTo(sid: string, wanted: string) {
    await until(this.#health, `${sid} is ${wanted}`, async () => {
      const now = await this.#fetched(sid);
      if (isAbsent(now)) throw new Broken(`${sid} is absent, not ${wanted}`);
      return now.status === wanted ? true : undefined;
    });
  }

  async #plays(sid: string) {
    await until(this.#health, `${sid} plays`, async () => {
      await this.#health.up();
      return await played(await this.#fetched(sid));
    });
  }

  async #delete(sid: string) {
    const { asking, account_sid } = this.#asker;
    const { json } = asking.recordings;
    const { media_url = '' } = await this.#fetched(sid);
    const gone = await this.#ask(() => json.deleteRecordingSidJson(sid, { account_sid }));
    if (gone.status !== 200 && !(gone.isAgain && gone.status === 404))
      throw new Broken(`the deletion of ${sid} is answered ${gone.status} ${gone.code}`);
    this.story.deleted.push(sid);
    const { status } = await this.#ask(() => json.retrieveRecordingSidJson(sid, { account_sid }));
    if (status !== 404) throw new Broken(`${sid} was deleted, and is answered ${status}`);
    const file = await until(this.#health, `the file of ${sid} is gone`, () => statusOf(media_url));
    if (file !== 404) throw new Broken(`${sid} was deleted, and its file is answered ${file}`);
  }
}

const limitMs = 5_000;
/** The status of a file; undefined if nobody answers. */
const statusOf = (url: string) =>
  fetch(url, { signal: AbortSignal.timeout(limitMs) }).then(
    async ({ status, body }) => {
      await body?.cancel();
      return status;
    },
    () => undefined,
  );

/**
 * Fetches the file of a completed recording, which has a length for its seconds; undefined if
 * nobody answers.
 */
export async function played({ sid, media_url, duration }: Recording): Promise<true | undefined> {
  if (!media_url) throw new Broken(`${sid} has no file`);
  let bytes: ArrayBuffer;
  try {
    const file = await fetch(media_url, { signal: AbortSignal.timeout(limitMs) });
    if (file.status !== 200) throw new Broken(`the file of ${sid} is answered ${file.status}`);
    bytes = await file.arrayBuffer();
  } catch (error) {
    if (error instanceof Broken) throw error;
    return undefined;
  }
  if (bytes.byteLength >= Number(duration) * 1_000) return true;
  throw new Broken(`the file of ${sid} has ${bytes.byteLength} bytes for ${duration} s`);
}
