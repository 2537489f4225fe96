import { concat, textBytes } from './file-bytes.ts';

/** Samples in format 212: two of 12 bits in three bytes, the last alone in two. */
export function packed212(samples: readonly number[]): Uint8Array {
  const bytes: number[] = [];
  for (let s = 0; s < samples.length; s += 2) {
    const [a, b] = [samples[s] & 4095, (samples[s + 1] ?? 0) & 4095];
    bytes.push(a & 255, (a >> 8) | ((b >> 8) << 4), b & 255);
  }
  return Uint8Array.from(samples.length % 2 ? bytes.slice(0, -1) : bytes);
}

/** Samples in format 16. */
export const packed16 = (samples: readonly number[]): Uint8Array => new Uint8Array(Int16Array.from(samples).buffer);

/** The sum that a header states. */
const checksumOf = (samples: readonly number[]): number =>
  (samples.reduce((sum, sample) => sum + sample, 0) << 16) >> 16;

/** Samples of signals, one of each in turn. */
export const interleaved = (...signals: readonly (readonly number[])[]): number[] =>
  signals[0].flatMap((_, s) => signals.map((signal) => signal[s]));

/** A header of signals in one file of format 212, 200 steps per mV around 1024. */
export function headerOf(name: string, signals: readonly (readonly number[])[], rate = 360): Uint8Array {
  const lines = signals.map(
    (signal, s) => `${name}.dat 212 200 11 1024 ${signal[0]} ${checksumOf(signal)} 0 lead ${s}`,
  );
  const { length } = signals[0];
  return textBytes([`# made up`, `${name} ${signals.length} ${rate} ${length}`, '', ...lines, '# 69 M'].join('\n'));
}

/** Words of annotations: a code and its value, then bytes of text or of a time. */
export function annotationBytes(
  ...words: readonly (readonly [code: number, value: number, rest?: Uint8Array])[]
): Uint8Array {
  return concat(
    ...words.map(([code, value, rest = new Uint8Array(0)]) => {
      const word = (code << 10) | value;
      return concat([word & 255, word >> 8], rest, rest.length % 2 ? [0] : []);
    }),
    [0, 0],
  );
}

/** What follows a SKIP: a time of 32 bits, its upper half first. */
export function skipped(time: number): Uint8Array {
  return Uint8Array.of((time >> 16) & 255, time >>> 24, time & 255, (time >> 8) & 255);
}
