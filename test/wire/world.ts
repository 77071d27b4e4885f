/** A switchboard that tests of the wire talk to: one event a second, from a fixed time on. */
import type { Effect, EventOf, EventType, MachineName } from '../../machines/index.ts';
import { type Snapshot, Switchboard } from '../../src/engine/index.ts';
import type {
  ConferenceRow,
  LineRow,
  RecordingRow,
  TranscriptionRow,
} from '../../src/wire/resources/rows.ts';

/** Mon, 15 Jan 2024 10:30:00 UTC. */
const morning = Date.UTC(2024, 0, 15, 10, 30);

type Timeless<E> = E extends EventOf<EventType> ? Omit<E, 'at'> : never;

export class World {
  readonly board = new Switchboard();
  /** Every effect, with its machine as it was after the step. */
  readonly performed: { readonly effect: Effect; readonly snapshot: Snapshot | undefined }[] = [];
  #at = morning;

  /** Tells a machine something, a second after the last time. */
  tell(machine: MachineName, sid: string, event: Timeless<EventOf<EventType>>): void {
    const { steps } = this.board.deliver({ machine, sid }, { ...event, at: this.#at } as never);
    this.#at += 1_000;
    for (const { effects, snapshot } of steps)
      this.performed.push(...effects.map((effect) => ({ effect, snapshot })));
  }
  wait(seconds: number): this {
    this.#at += seconds * 1_000;
    return this;
  }

  call(sid: string) {
    return there(this.board.find('call', sid));
  }
  leg(sid: string) {
    return there(this.board.find('dialLeg', sid));
  }
  conference(sid: string) {
    return there(this.board.find('conference', sid));
  }
  recording(sid: string) {
    return there(this.board.recording(sid));
  }

  /** The recording is transcribed, and its text comes, or what is said instead: two seconds pass. */
  transcribe(
    sid: string,
    recordingSid: string,
    comes: Timeless<EventOf<EventType>> = { type: 'transcription.completed', text: 'Hello.' },
  ) {
    const { callSid, location, durationSeconds } = this.recording(recordingSid).context;
    this.tell('transcription', sid, {
      ...{ type: 'transcription.requested', recordingSid, callSid },
      location: location ?? 'file',
      durationSeconds: durationSeconds ?? 0,
      settings: { language: 'en-US', engine: 'A' },
    });
    this.tell('transcription', sid, comes);
  }

  /** A call that is answered and recorded: `call-0` and `recording-0`; two seconds pass. */
  static recorded(): World {
    const world = new World();
    world.tell('call', 'call-0', { type: 'call.dialOut', recording: { sid: 'recording-0' } });
    world.tell('call', 'call-0', { type: 'call.answered' });
    return world;
  }
}

function there<T>(found: T | undefined): T {
  if (found === undefined) throw new Error('there is no such machine');
  return found;
}

const owned = { accountSid: 'account-0', connectionId: 'connection-0' } as const;
export const callRow: LineRow = { machine: 'call', ...owned, to: '+15550001', from: '+15550000' };
export const legRow: LineRow = { ...callRow, machine: 'dialLeg', to: '+15550002' };
export const conferenceRow: ConferenceRow = {
  machine: 'conference',
  ...owned,
  friendlyName: 'room',
};
export const recordingRow: RecordingRow = {
  machine: 'recording',
  accountSid: 'account-0',
  sendsUrl: true,
};
export const transcriptionRow: TranscriptionRow = {
  machine: 'transcription',
  accountSid: 'account-0',
};
export const mediaUrl = (sid: string) => `https://media.example.com/${sid}.mp3`;
