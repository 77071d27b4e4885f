/** Audio files: players find in them what the recording was, from any byte on. */
import { fc, test as property } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { type AudioFile, audioOf, type Part, partAsked } from '../../src/sandbox/media/audio.ts';

const everything = (file: AudioFile, part?: Part) => Buffer.concat([...file.read(part)]);
const hourMs = 3_600_000;

const channels = fc.constantFrom(1 as const, 2 as const);
/** Often around a second of WAV or a frame of MP3. */
const durationMs = fc.oneof(
  fc.integer({ min: 0, max: 5_000 }),
  fc
    .tuple(fc.constantFrom(36, 1_000), fc.nat(4), fc.constantFrom(-1, 0, 1))
    .map(([grid, times, aside]) => Math.max(0, grid * times + aside)),
);
const sound = fc.record({
  format: fc.constantFrom('wav' as const, 'mp3' as const),
  channels,
  durationMs,
});
const runs = { seed: 7, numRuns: 150 };

describe('An audio file', () => {
  property.prop([sound], runs)('has as many bytes as it says', (which) => {
    const file = audioOf(which);
    expect(everything(file).length).toBe(file.byteLength);
  });

  property.prop([sound, fc.array(fc.double({ min: 0, max: 1, noNaN: true }))], runs)(
    'is the sum of its parts, wherever it is cut',
    (which, cuts) => {
      const file = audioOf(which);
      const places = cuts.map((cut) => Math.floor(cut * file.byteLength)).sort((a, b) => a - b);
      const starts = [0, ...places];
      const parts = starts.map((start, n) =>
        everything(file, { start, end: starts[n + 1] ?? file.byteLength }),
      );
      expect(Buffer.concat(parts).equals(everything(file))).toBe(true);
    },
  );

  property.prop([sound], runs)('ends where it ends, whatever is asked', (which) => {
    const file = audioOf(which);
    const beyond = { start: file.byteLength - 10, end: file.byteLength + 10 };
    expect(everything(file, beyond).length).toBe(10);
  });

  test.each(['wav', 'mp3'] as const)('of an hour is made in small chunks: %s', (format) => {
    const file = audioOf({ format, channels: 2, durationMs: hourMs });
    let read = 0;
    let largest = 0;
    for (const { length, buffer } of file.read()) {
      read += length;
      largest = Math.max(largest, buffer.byteLength);
    }
    expect(read).toBe(file.byteLength);
    expect(largest).toBeLessThanOrEqual(65_536);
  });

  test('belongs to its reader, who may change what was read', () => {
    const file = audioOf({ format: 'wav', channels: 2, durationMs: 2_000 });
    const before = everything(file);
    for (const chunk of file.read()) chunk.fill(255);
    expect(everything(file).equals(before)).toBe(true);
  });
});

/** A WAV file, field by field as its header says, and the samples of each channel. */
function readWav(bytes: Buffer) {
  const voices = bytes.readUInt16LE(22);
  const samples = Array.from({ length: (bytes.length - 44) / 2 }, (_, n) =>
    bytes.readInt16LE(44 + n * 2),
  );
  return {
    chunks: [0, 8, 12, 36].map((at) => bytes.toString('ascii', at, at + 4)),
    riffSize: bytes.readUInt32LE(4),
    formatSize: bytes.readUInt32LE(16),
    encoding: bytes.readUInt16LE(20),
    channels: voices,
    rate: bytes.readUInt32LE(24),
    bytesASecond: bytes.readUInt32LE(28),
    blockSize: bytes.readUInt16LE(32),
    sampleBits: bytes.readUInt16LE(34),
    dataSize: bytes.readUInt32LE(40),
    sides: Array.from({ length: voices }, (_, side) =>
      samples.filter((_, n) => n % voices === side),
    ),
  };
}
/** How often a tone rises through zero. */
const rises = (samples: readonly number[]) =>
  samples.filter((sample, n) => sample > 0 && (samples[n - 1] ?? 0) <= 0).length;

describe('A WAV file', () => {
  property.prop([channels, durationMs], runs)('has a header that fits', (voices, length) => {
    const bytes = everything(audioOf({ format: 'wav', channels: voices, durationMs: length }));
    const { sides, ...header } = readWav(bytes);
    expect(header).toEqual({
      chunks: ['RIFF', 'WAVE', 'fmt ', 'data'],
      riffSize: bytes.length - 8,
      formatSize: 16,
      encoding: 1,
      channels: voices,
      rate: 8_000,
      bytesASecond: 16_000 * voices,
      blockSize: 2 * voices,
      sampleBits: 16,
      dataSize: bytes.length - 44,
    });
    expect(sides.map((side) => side.length)).toEqual(Array(voices).fill(length * 8));
  });

  const threeSeconds = { format: 'wav', durationMs: 3_000 } as const;
  test('has another soft tone on each of two channels', () => {
    const { sides } = readWav(everything(audioOf({ ...threeSeconds, channels: 2 })));
    expect(sides.map(rises)).toEqual([1_200, 1_800]);
    for (const side of sides) expect(Math.max(...side.map(Math.abs))).toBeLessThan(4_000);
  });

  test('mixes both tones on one channel', () => {
    const [mixed] = readWav(everything(audioOf({ ...threeSeconds, channels: 1 }))).sides;
    const [left = [], right = []] = readWav(
      everything(audioOf({ ...threeSeconds, channels: 2 })),
    ).sides;
    const apart = mixed?.map((sample, n) => Math.abs(sample - (left[n] ?? 0) - (right[n] ?? 0)));
    expect(Math.max(...(apart ?? []))).toBeLessThanOrEqual(1);
  });

  test('too long for its header says that its length is unknown', () => {
    const file = audioOf({ format: 'wav', channels: 2, durationMs: 40 * hourMs });
    const head = everything(file, { start: 0, end: 44 });
    expect(file.byteLength).toBe(44 + 40 * 3_600 * 32_000);
    expect([head.readUInt32LE(4), head.readUInt32LE(40)]).toEqual([0xffff_ffff, 0xffff_ffff]);
  });
});

/** What the bits of a frame's header stand for in Layer III; ISO 11172-3 and 13818-3. */
const generations = { 3: 'MPEG-1', 2: 'MPEG-2' } as const;
const tables = {
  'MPEG-1': {
    kilobits: [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
    rates: [44_100, 48_000, 32_000],
    samples: 1_152,
    sideSizes: { 1: 17, 2: 32 },
  },
  'MPEG-2': {
    kilobits: [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
    rates: [22_050, 24_000, 16_000],
    samples: 576,
    sideSizes: { 1: 9, 2: 17 },
  },
} as const;

/** The frame at a place, as a decoder sees it. */
function frameAt(bytes: Buffer, at: number) {
  const bits = bytes.readUInt32BE(at);
  const field = (from: number, size: number) => (bits >>> from) & (2 ** size - 1);
  if (field(21, 11) !== 0b111_1111_1111) throw new Error(`no frame at ${at}`);
  if (field(17, 2) !== 1 || field(16, 1) !== 1) throw new Error('not Layer III, or a checksum');
  const generation = field(19, 2);
  if (generation !== 2 && generation !== 3) throw new Error('neither MPEG-1 nor MPEG-2');
  const { kilobits, rates, samples, sideSizes } = tables[generations[generation]];
  const rate = rates[field(10, 2)];
  const bitrate = (kilobits[field(12, 4)] ?? 0) * 1_000;
  if (!rate || !bitrate) throw new Error('no rate');
  const voices = field(6, 2) === 3 ? (1 as const) : (2 as const);
  const size = Math.floor(((samples / 8) * bitrate) / rate) + field(9, 1);
  const rest = bytes.subarray(at + 4, at + size);
  return {
    size,
    ms: (samples * 1_000) / rate,
    channels: voices,
    holdsSideInformation: rest.length >= sideSizes[voices],
    isSilent: rest.every((byte) => byte === 0),
  };
}

describe('An MP3 file', () => {
  property.prop([channels, durationMs], { ...runs, examples: [[2, 90_000]] })(
    'is whole frames of silence, as long as the recording within a frame',
    (voices, length) => {
      const bytes = everything(audioOf({ format: 'mp3', channels: voices, durationMs: length }));
      let playedMs = 0;
      let frameMs = 0;
      for (let at = 0; at < bytes.length; ) {
        const { size, ms, ...frame } = frameAt(bytes, at);
        expect(frame).toEqual({ channels: voices, holdsSideInformation: true, isSilent: true });
        expect(at + size).toBeLessThanOrEqual(bytes.length);
        playedMs += ms;
        frameMs = ms;
        at += size;
      }
      // Below two frames players do not take it for MP3.
      const wantedMs = Math.max(length, 2 * frameMs);
      expect(playedMs).toBeGreaterThanOrEqual(wantedMs);
      expect(playedMs).toBeLessThan(wantedMs + frameMs);
    },
  );
});

describe('A Range header', () => {
  const whole = undefined;
  test.each([
    ['no header', undefined, whole],
    ['the first bytes', 'bytes=0-9', { start: 0, end: 10 }],
    ['one byte', 'bytes=7-7', { start: 7, end: 8 }],
    ['all from a byte on', 'bytes=90-', { start: 90, end: 100 }],
    ['the last bytes', 'bytes=-10', { start: 90, end: 100 }],
    ['more than there is at the end', 'bytes=90-1000', { start: 90, end: 100 }],
    ['more last bytes than there are', 'bytes=-1000', { start: 0, end: 100 }],
    ['the unit in capitals', 'BYTES=0-', { start: 0, end: 100 }],
    ['what is behind the end', 'bytes=100-', 'unsatisfiable'],
    ['a number beyond all numbers', `bytes=${'9'.repeat(400)}-`, 'unsatisfiable'],
    ['no last bytes', 'bytes=-0', 'unsatisfiable'],
    ['a range that ends before it begins', 'bytes=9-8', whole],
    ['several ranges', 'bytes=0-1,5-6', whole],
    ['another unit', 'seconds=0-1', whole],
    ['nothing', 'bytes=-', whole],
    ['a sign', 'bytes=+1-2', whole],
    ['a line more', 'bytes=0-1\n', whole],
  ])('of %s is understood', (_, header, part) => {
    expect(partAsked(header, 100)).toEqual(part);
  });

  property.prop([fc.nat(120), fc.nat(120), fc.integer({ min: 1, max: 100 })], runs)(
    'gives the bytes that it names and no other',
    (first, last, byteLength) => {
      const bytes = Array.from({ length: byteLength }, (_, n) => n);
      const named = bytes.filter((n) => n >= first && n <= last);
      const part = partAsked(`bytes=${first}-${last}`, byteLength);
      if (last < first) expect(part).toBe(whole);
      else if (named.length === 0) expect(part).toBe('unsatisfiable');
      else expect(part).toEqual({ start: named[0], end: (named.at(-1) ?? 0) + 1 });
    },
  );
});
