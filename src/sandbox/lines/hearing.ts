/** Who hears whom: lines speak or are silent, and the recordings that capture them are told. */
import type { Note } from '../../hosts/index.ts';
import type { Stage } from '../stage/stage.ts';

/** Notes: a line speaks; a recording is being captured; it was told that somebody speaks. */
const voiceKey = (sid: string) => `voice ${sid}`;
const captureKey = (sid: string) => `capture ${sid}`;
const heardKey = (sid: string) => `heard ${sid}`;

export class Hearing {
  readonly #stage: Pick<Stage, 'host'>;

  constructor(stage: Pick<Stage, 'host'>) {
    this.#stage = stage;
  }

  /**
   * A line speaks or is silent from now on. The same id again is the same news. `untilKept`: nobody
   * would say so again if the store failed; what follows from it always is.
   */
  async say(sid: string, isSpeaking: boolean, id: string, untilKept: boolean) {
    const { host } = this.#stage;
    const key = voiceKey(sid);
    if (host.notes.has(key) !== isSpeaking) {
      await host.keep({ notes: [{ key, value: isSpeaking || undefined }], untilKept });
    }
    for (const recordingSid of this.#recordingsNear(sid)) await this.listen(recordingSid, id);
  }

  isSpeaking(sid: string): boolean {
    return this.#stage.host.notes.has(voiceKey(sid));
  }
  isCaptured(recordingSid: string): boolean {
    return this.#stage.host.notes.has(captureKey(recordingSid));
  }

  /** What is to be kept when capture of a recording begins or ends. */
  notesOfCapture(recordingSid: string, isCaptured: boolean): Note[] {
    const begins = { key: captureKey(recordingSid), value: isCaptured || undefined };
    return [begins, { key: heardKey(recordingSid), value: undefined }];
  }

  /** Tells a recording whether somebody speaks, unless it knows. */
  async listen(recordingSid: string, id: string) {
    const { host } = this.#stage;
    const key = heardKey(recordingSid);
    const isSpoken = this.linesOf(recordingSid).some((sid) => this.isSpeaking(sid));
    const isNews = () => this.isCaptured(recordingSid) && host.notes.has(key) !== isSpoken;
    await host.take({
      id: `${id}/${recordingSid}`,
      to: { machine: 'recording', sid: recordingSid },
      event: isSpoken ? { type: 'speech.started' } : { type: 'speech.ended' },
      notes: [{ key, value: isSpoken || undefined }],
      isStill: isNews,
      untilKept: true,
    });
  }

  /** The lines whose voices come to a recording: that of its host and of all connected with it. */
  linesOf(recordingSid: string): readonly string[] {
    const { machines } = this.#stage.host;
    const { machine, sid } = machines.recording(recordingSid)?.context.host ?? {};
    if (machine === undefined || sid === undefined) return [];
    if (machine === 'conference') {
      const conference = machines.find('conference', sid);
      return conference?.context.participants.map(({ who }) => who.sid) ?? [];
    }
    return [sid, ...(machines.find('call', sid)?.context.dial?.legs ?? [])];
  }

  /** The recordings that may hear a line: its own, of the call that dialled it, of its conference. */
  #recordingsNear(sid: string): readonly string[] {
    const { machines } = this.#stage.host;
    const parent = machines.find('dialLeg', sid)?.context.parent;
    const stay = machines.find('call', sid)?.context.stay;
    const conferenceSid = parent?.machine === 'conference' ? parent.sid : stay?.conferenceSid;
    const near = [
      ...machines.recordingsOfCall(sid),
      ...(parent?.machine === 'call' ? machines.recordingsOfCall(parent.sid, 'call') : []),
      ...(conferenceSid === undefined ? [] : machines.recordingsOfConference(conferenceSid)),
    ];
    return [...new Set(near.map((one) => one.sid))];
  }
}
