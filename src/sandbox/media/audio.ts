/** The audio file of a recording: it plays, has the right length, and is made while it is read. */
import type { RecordingSettings } from '../../../machines/index.ts';

type Bytes = Uint8Array<ArrayBuffer>;
type Channels = RecordingSettings['channels'];

/** Bytes of a file, from `start` up to, and not including, `end`. */
export interface Part {
  readonly start: number;
  readonly end: number;
}
export interface AudioFile {
  readonly mediaType: string;
  readonly byteLength: number;
  /** A part of the file, or all of it, in chunks of 64 kB at most. */
  readonly read: (part?: Part) => Iterable<Bytes>;
}
interface Sound extends Pick<RecordingSettings, 'format' | 'channels'> {
  readonly durationMs: number;
}

/** The file of a recording; tones in WAV, silence in MP3. */
export function audioOf({ format, channels, durationMs }: Sound): AudioFile {
  return format === 'wav' ? wav(channels, durationMs) : mp3(channels, durationMs);
}

/** Telephone quality: 8,000 samples a second, of two bytes each. */
const wavRate = 8_000;
/** Two voices: a tone each, 24 dB below the loudest. */
const voices = [400, 600].map((hertz) => (time: number) => {
  return 2_000 * Math.sin((2 * Math.PI * hertz * time) / wavRate);
});
/** What each channel carries: one, all voices mixed; two, one voice each. */
const carried: Readonly<Record<Channels, typeof voices>> = {
  1: [(time) => voices.reduce((sum, voice) => sum + voice(time), 0)],
  2: voices,
};
const tones = new Map<Channels, Bytes>();
/** The second that a file says again and again: made when a file is first asked for. */
function toneOf(channels: Channels): Bytes {
  const tone = tones.get(channels) ?? second(carried[channels]);
  tones.set(channels, tone);
  return tone;
}

/** A second of PCM; tones of whole hertz go on in the next without a click. */
function second(sounds: readonly ((time: number) => number)[]): Bytes {
  const view = new DataView(new ArrayBuffer(wavRate * sounds.length * 2));
  for (let time = 0; time < wavRate; time += 1)
    for (const [channel, sound] of sounds.entries())
      view.setInt16((time * sounds.length + channel) * 2, Math.round(sound(time)), true);
  return new Uint8Array(view.buffer);
}

function wav(channels: Channels, durationMs: number): AudioFile {
  const blockSize = channels * 2;
  const dataSize = Math.ceil((durationMs * wavRate) / 1_000) * blockSize;
  const head = Uint8Array.from([
    ...ascii('RIFF'),
    ...u32(36 + dataSize), // all that follows
    ...ascii('WAVE'),
    ...ascii('fmt '),
    ...u32(16), // the size of this chunk
    ...u16(1), // PCM
    ...u16(channels),
    ...u32(wavRate),
    ...u32(wavRate * blockSize), // bytes a second
    ...u16(blockSize),
    ...u16(16), // bits a sample
    ...ascii('data'),
    ...u32(dataSize),
  ]);
  return file('audio/wav', head, toneOf(channels), head.length + dataSize);
}

const ascii = (text: string) => Buffer.from(text, 'ascii');
const u16 = (value: number) => [value & 0xff, value >>> 8];
/** A size beyond 32 bits (37 hours in stereo) is the largest, which players take for "unknown". */
function u32(value: number) {
  const held = Math.min(value, 0xffff_ffff);
  return [0, 8, 16, 24].map((shift) => (held >>> shift) & 0xff);
}

/** At 16 kHz and 8 kbit/s each frame has 576 samples, 36 ms, and exactly 36 bytes: no padding. */
const mp3FrameMs = 36;
const mp3FrameSize = 36;
/** Players do not recognise a file of one frame, and none is no file. */
const fewestFrames = 2;

/** Frames of zeros after their headers: side information that says that nothing sounds. */
function mp3(channels: Channels, durationMs: number): AudioFile {
  const frame = new Uint8Array(mp3FrameSize);
  frame.set([
    0b1111_1111, // sync, 8 of 11 bits
    0b111_10_01_1, // sync; MPEG-2; Layer III; no checksum
    0b0001_10_0_0, // 8 kbit/s; 16 kHz; no padding; private
    channels === 1 ? 0b11_00_0_0_00 : 0b00_00_0_0_00, // mono or stereo; no emphasis
  ]);
  const thousand = new Uint8Array(Buffer.alloc(1_000 * mp3FrameSize, frame));
  const frames = Math.max(fewestFrames, Math.ceil(durationMs / mp3FrameMs));
  return file('audio/mpeg', new Uint8Array(), thousand, frames * mp3FrameSize);
}

/** A file that begins with a head and goes on with the same cycle again and again. */
function file(mediaType: string, head: Bytes, cycle: Bytes, byteLength: number): AudioFile {
  function* read({ start, end } = { start: 0, end: byteLength }) {
    const stop = Math.min(end, byteLength);
    for (let at = start; at < stop; ) {
      const [source, from] =
        at < head.length ? [head, at] : [cycle, (at - head.length) % cycle.length];
      const chunk = source.slice(from, from + stop - at);
      yield chunk;
      at += chunk.length;
    }
  }
  return { mediaType, byteLength, read };
}

/**
 * The part that a Range header asks for. Undefined is the whole file: no header, another unit,
 * several ranges, nonsense. Source: RFC 9110, section 14.
 */
export function partAsked(
  range: string | undefined,
  byteLength: number,
): Part | 'unsatisfiable' | undefined {
  const [, first, last] = /^bytes=(\d*)-(\d*)$/i.exec(range ?? '') ?? [];
  if (first === undefined || last === undefined || first + last === '') return undefined;
  if (first !== '' && last !== '' && Number(last) < Number(first)) return undefined;
  const start = first === '' ? Math.max(0, byteLength - Number(last)) : Number(first);
  const end = first === '' || last === '' ? byteLength : Math.min(byteLength, Number(last) + 1);
  return start < end ? { start, end } : 'unsatisfiable';
}
