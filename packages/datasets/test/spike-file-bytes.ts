import { writeSpikeFile } from '../src/index.ts';

/** Examples as [time in s, unit] pairs. */
export type SpikePairs = readonly (readonly (readonly [number, number])[])[];

/** A file in the layout of SHD. Example e has class e mod 3 and speaker e + 2. */
export async function spikeFileBytes(
  examples: SpikePairs,
  keys: readonly string[] = ['zero', 'one', 'fünf'],
): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  const content = {
    labels: examples.map((_, e) => e % 3),
    speaker: examples.map((_, e) => e + 2),
    keys,
    counts: examples.map((spikes) => spikes.length),
    spikes: (e: number) => ({ times: examples[e].map(([t]) => t), units: examples[e].map(([, unit]) => unit) }),
  };
  for await (const piece of writeSpikeFile(content)) pieces.push(piece);
  return new Uint8Array(Buffer.concat(pieces));
}

/** A spike train that differs from example to example; times are half-precision numbers. */
export function someSpikes(count: number, example = 0): [number, number][] {
  return Array.from({ length: count }, (_, s) => [((s * 37 + example * 11) % 1024) / 1024, (s * 91 + example) % 700]);
}
