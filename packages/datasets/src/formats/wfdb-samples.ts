/** How a WFDB file packs samples. */
export interface SampleFormat {
  /** Bytes per sample. */
  readonly bytes: number;
  /** Value that stands for a sample that was not recorded. */
  readonly missing: number;
  /**
   * A sample.
   *
   * @param bytes - a part of the file that begins with a sample of even number
   * @param s - which sample of it
   */
  at(bytes: Uint8Array, s: number): number;
}

/**
 * The formats of samples that are read, by their numbers in headers.
 *
 * @internal
 */
export const sampleFormats: Readonly<Record<string, SampleFormat>> = {
  // A byte of 128 is 0.
  80: { bytes: 1, missing: -128, at: (bytes, s) => bytes[s] - 128 },
  16: { bytes: 2, missing: -32768, at: (bytes, s) => ((bytes[2 * s] | (bytes[2 * s + 1] << 8)) << 16) >> 16 },
  // Three bytes hold two samples of 12 bits; the second byte has the upper four bits of both.
  212: {
    bytes: 1.5,
    missing: -2048,
    at(bytes, s) {
      const pair = 3 * (s >> 1);
      const upper = bytes[pair + 1];
      const value = (s & 1) === 0 ? bytes[pair] | ((upper & 15) << 8) : bytes[pair + 2] | ((upper >> 4) << 8);
      return (value << 20) >> 20;
    },
  },
};
