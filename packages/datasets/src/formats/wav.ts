import { Section } from '../section.ts';

/** A recording of one channel. */
export interface Sound {
  /** Samples per second, in Hz. */
  readonly rate: number;
  /** Pressure, −1 ≤ s < 1. */
  readonly samples: Float32Array;
}

const texts = { truncated: 'WAV_TRUNCATED', advice: 'The file is incomplete or damaged: get it again.' } as const;
const PCM = 1;

/**
 * Reads a WAV file of one channel of 16-bit samples, uncompressed.
 *
 * @param file - name of the file, for errors
 * @param bytes - its content
 */
export function parseWav(file: string, bytes: Uint8Array): Sound {
  const all = new Section(file, 0, bytes, texts);
  const convert = 'Convert it to WAV, one channel, 16 bits, uncompressed.';
  if (all.latin1(0, 4) !== 'RIFF' || all.latin1(8, 4) !== 'WAVE') {
    all.refuse('WAV_FORMAT', 0, 'RIFF and WAVE, which begin a WAV file', 'other bytes', convert);
  }
  let rate: number | undefined;
  for (let at = 12; at < all.length;) {
    const id = all.latin1(at, 4);
    const size = all.u32(at + 4);
    const chunk = all.part(at + 8, size);
    if (id === 'fmt ') rate = readFormat(chunk, convert);
    if (id === 'data') {
      if (rate === undefined) return chunk.refuse('WAV_FORMAT', 0, 'a format before the samples', 'none');
      if (size % 2 !== 0) chunk.refuse('WAV_TRUNCATED', size - 1, 'samples of two bytes', 'one byte');
      return {
        rate,
        samples: Float32Array.from({ length: size / 2 }, (_, s) => ((chunk.u16(2 * s) << 16) >> 16) / 32768),
      };
    }
    // Chunks are filled up to an even length.
    at += 8 + size + (size % 2);
  }
  return all.refuse('WAV_TRUNCATED', all.length, 'a chunk of samples', 'the end of the file');
}

function readFormat(chunk: Section, convert: string): number {
  for (const [at, want, what] of [
    [0, PCM, 'uncompressed samples, format 1'],
    [2, 1, 'one channel'],
    [14, 16, 'samples of 16 bits'],
  ] as const) {
    if (chunk.u16(at) !== want) chunk.refuse('WAV_FORMAT', at, what, `${chunk.u16(at)}`, convert);
  }
  const rate = chunk.u32(4);
  if (rate < 1) chunk.refuse('WAV_FORMAT', 4, 'at least one sample per second', `${rate}`);
  return rate;
}
