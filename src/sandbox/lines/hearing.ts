/** Who hears whom: lines speak or are silent, and the recordings that capture them are told. */
import type { Note } from '../../hosts/index.ts';
import type { Stage } from '../stage/stage.ts';

/** What comes from a line: words, a voice without any, or nothing. */
export type Voice = string | boolean;

/**
 * Notes: a line speaks; which news brought its words; a recording is being captured; it was told
 * that somebody speaks; and what was said while it was captured, if it is to be transcribed.
 */
const voiceKey = (sid: string) => `voice ${sid}`;
const spokenKey = (sid: string) => `spoken ${sid}`;
const captureKey = (sid: string) => `capture ${sid}`;
const heardKey = (sid: string) => `heard ${sid}`;
const saidKey = (sid: string) => `said ${sid}`;

export class Hearing {
  readonly #stage: Pick<Stage, 'host'>;

  constructor(stage: Pick<Stage, 'host'>) {
    this.#stage = stage;
  }

  /**
   * A line speaks or is silent from now on. The same id again is the same news. `untilKept`: nobody
   * would say so again if the store failed; what follows from it always is.
   */
  async say(sid: string, voice: Voice, id: string, untilKept: boolean) {
    const { host } = this.#stage;
    const near = this.#recordingsNear(sid);
    if (this.#isNews(sid, voice, id)) {
      const isWords = typeof voice === 'string';
      const said = isWords ? near.flatMap((of) => this.#noteSaid(of, voice)) : [];
      const notes = [
        { key: voiceKey(sid), value: voice || undefined },
        { key: spokenKey(sid), value: isWords ? id : undefined },
        ...said,
      ];
      await host.keep({ notes, untilKept });
    }
    for (const recordingSid of near) await this.listen(recordingSid, id);
  }

  /** The same words may be said again; a voice without any goes on, and so does silence. */
  #isNews(sid: string, voice: Voice, id: string): boolean {
    const { notes } = this.#stage.host;
    if ((notes.get(voiceKey(sid)) ?? false) !== voice) return true;
    return typeof voice === 'string' && notes.get(spokenKey(sid)) !== id;
  }

  /** What was said while a recording was captured, one thing after another. */
  saidIn(recordingSid: string): string {
    const said = this.#stage.host.notes.get(saidKey(recordingSid)) as string[] | undefined;
    return (said ?? []).join(' ');
  }
  /** What is to be kept when nobody will ask what was said. */
  notesOfForgetting = (recordingSid: string): Note[] => [
    { key: saidKey(recordingSid), value: undefined },
  ];

  /** Words that come to a recording, which may be paused; only a transcription asks for them. */
  #noteSaid(recordingSid: string, words: string): Note[] {
    const { host } = this.#stage;
    const key = saidKey(recordingSid);
    const { transcription, pausedAt } = host.machines.recording(recordingSid)?.context ?? {};
    if (!transcription || pausedAt !== null || !this.isCaptured(recordingSid)) return [];
    const before = (host.notes.get(key) ?? []) as readonly string[];
    return [{ key, value: [...before, words] }];
  }

  isSpeaking(sid: string): boolean {
    return this.#stage.host.notes.has(voiceKey(sid));
  }
  isCaptured(recordingSid: string): boolean {
    return this.#stage.host.notes.has(captureKey(recordingSid));
  }

  /** What is to be kept when capture of a recording begins or ends; who speaks then is heard. */
  notesOfCapture(recordingSid: string, isCaptured: boolean): Note[] {
    const { machines, notes } = this.#stage.host;
    const begins = { key: captureKey(recordingSid), value: isCaptured || undefined };
    const heard = { key: heardKey(recordingSid), value: undefined };
    if (!isCaptured || !machines.recording(recordingSid)?.context.transcription) {
      return [begins, heard];
    }
    const words = this.linesOf(recordingSid)
      .map((sid) => notes.get(voiceKey(sid)))
      .filter((voice) => typeof voice === 'string');
    return [begins, heard, { key: saidKey(recordingSid), value: words }];
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
    const line = machines.line(sid);
    const parent = line && 'parent' in line.context ? line.context.parent : undefined;
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
