import { mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DenseLayer, LayerGradient, LayerRecord } from '../dense/dense-layer.ts';
import type { CCompiler } from './compiler.ts';
import { ownLoop } from './own-loop.ts';
import { numbersIn } from './parse.ts';

/** Milliseconds of the C forms. */
export interface DenseLimit {
  /** Blocked for registers and caches, 128-bit vectors. */
  readonly fused: number;
  /** As one would write it down, 128-bit vectors. */
  readonly plain: number;
  /** Blocked, with the widest vectors of the machine and fused multiply-add. */
  readonly wide: number;
}

/** The C program of a layer. */
export interface DenseProgram extends AsyncDisposable {
  /** Runs it. @param times - the best of how many runs counts */
  run(times: number): Promise<DenseLimit>;
  /** What its blocked form gave last. */
  gradient(): Promise<LayerGradient>;
}

/**
 * The C program `dense-bptt` on a layer.
 *
 * @param compiler - the C compiler
 * @param layer - the layer
 * @param record - what the forward pass left
 */
export async function denseLimit(compiler: CCompiler, layer: DenseLayer, record: LayerRecord): Promise<DenseProgram> {
  const [narrow, wide] = [await ownLoop(compiler, 'dense-bptt'), await ownLoop(compiler, 'dense-bptt', true)];
  const folder = await mkdtemp(join(tmpdir(), 'growcone-dense-'));
  const file = join(folder, 'layer');
  const { weights, spikes, distance, upstream } = record;
  await writeFile(
    file,
    [weights, spikes, distance, upstream].map((a) => new Uint8Array(a.buffer, a.byteOffset, a.byteLength)),
  );
  const { neurons, steps, examples, decay, steepness, halfWidth } = layer;
  const time = async (program: typeof narrow, times: number): Promise<[number, number]> => {
    const printed = await program.run(file, neurons, steps, examples, decay, steepness, halfWidth, times);
    return numbersIn(printed, /^([\d.]+) ([\d.]+)/) as [number, number];
  };
  return {
    async run(times) {
      const [wideFused] = await time(wide, times);
      const [fused, plain] = await time(narrow, times);
      return { fused, plain, wide: wideFused };
    },
    async gradient() {
      const result = { weights: new Float32Array(weights.length), spikes: new Float32Array(spikes.length) };
      await using handle = await open(file);
      const start = 4 * (weights.length + 3 * spikes.length);
      await handle.read(new Uint8Array(result.weights.buffer), 0, 4 * weights.length, start);
      await handle.read(new Uint8Array(result.spikes.buffer), 0, 4 * spikes.length, start + 4 * weights.length);
      return result;
    },
    async [Symbol.asyncDispose]() {
      await rm(folder, { recursive: true });
    },
  };
}
