import type { Node, Place, SpikesKernel, Write } from '@growcone/core';
import type { Code, Local } from '../wasm/code.ts';
import { f32, f32x4, i32, v128 } from '../wasm/opcodes.ts';
import { valueType } from '../wasm/value-type.ts';
import { startKernel, type EmitOptions, type KernelVariant } from './kernel-variant.ts';
import type { KernelWriter } from './kernel-writer.ts';
import { advance, countWhile } from './loop.ts';
import { populationWord } from './memory-map.ts';
import { walkDense, walkSparse, type DenseFrames } from './row-walk.ts';
import { spikeRange } from './spike-range.ts';
import { StoreRows } from './store-rows.ts';

/**
 * Writes a loop over the spikes that arrive, in ascending order, and over the synapses of each. Dense rows are walked
 * several at once where the order of additions stays the same.
 *
 * @param variant - the kernel
 * @param options - what writing it needs
 */
export function emitSpikes(variant: KernelVariant<SpikesKernel>, options: EmitOptions): Code {
  const { kernel, writes } = variant;
  const writer = startKernel(variant, options);
  const { code, memory } = writer;
  const rows = new StoreRows(writer, kernel.store);
  const walk: SpikeWalk = { writer, rows, writes, simd: options.simd, place: (array) => placeOf(options, array) };
  return writer.finish(() => {
    if (rows.postSize === 0) return;
    const { pre } = rows.store;
    const ids = memory.population(pre, populationWord.ids);
    const [spike, end] = spikeRange(code, ids, memory.spikeOffset(pre, kernel.delay));
    if (rows.dense) denseSpikes(walk, kernel, spike, end);
    else countWhile(code, spike, 4, end, () => sparseSpike(walk, spike));
  });
}

interface SpikeWalk {
  readonly writer: KernelWriter;
  readonly rows: StoreRows;
  readonly writes: readonly Write[];
  readonly simd: boolean;
  readonly place: (array: number) => Place;
}

const placeOf = ({ plan }: EmitOptions, array: number): Place =>
  plan.arrays[array]!.over.per === 'synapse' ? 'synapse' : 'post';

/** Four times the number of a neuron that sent a spike. */
function preOffset({ writer: { code } }: SpikeWalk, spike: Local, ahead: number): Local {
  code.get(spike);
  code.access(i32.load, 4 * ahead);
  code.i32(2);
  code.op(i32.shl);
  return code.take(valueType.i32);
}

function sparseSpike(walk: SpikeWalk, spike: Local): void {
  const { writer, rows, writes, place } = walk;
  const scatters = writes.some(({ array }) => place(array) === 'post');
  // Two synapses of a row may meet at one neuron, so a value that depends on what is written there comes one by one.
  const steps = { vector: walk.simd && !readsTargets(walk), scatters };
  const row = rows.row(preOffset(walk, spike, 0));
  walkSparse(writer, rows, row, steps, (frame) => writer.write(writes, frame, place));
}

/** Whether a value depends on what the kernel writes at postsynaptic neurons. */
function readsTargets({ writer, writes }: SpikeWalk): boolean {
  const written = new Set(writes.map((w) => w.array));
  return writer.source.nodes.some((n) => n.op === 'read' && n.at === 'post' && written.has(n.array));
}

function denseSpikes(walk: SpikeWalk, kernel: SpikesKernel, spike: Local, end: Local): void {
  const { code } = walk.writer;
  const together = canJoinRows(walk, kernel.nodes) ? 4 : 1;
  if (together === 4) {
    code.get(spike);
    code.i32(16);
    code.op(i32.add);
    const fourth = code.take(valueType.i32);
    code.get(fourth, end);
    code.op(i32.leU);
    code.if(() =>
      code.loop((again) => {
        denseRows(walk, spike, 4);
        advance(code, spike, 16);
        advance(code, fourth, 16);
        code.get(fourth, end);
        code.op(i32.leU);
        code.brIf(again);
      }),
    );
    code.get(end, spike);
    code.op(i32.sub);
    code.i32(8);
    code.op(i32.and);
    code.if(() => {
      denseRows(walk, spike, 2);
      advance(code, spike, 8);
    });
  }
  countWhile(code, spike, 4, end, () => denseRows(walk, spike, 1));
}

/** Whether no value depends on what the kernel writes at another row's synapse or at a postsynaptic neuron. */
function canJoinRows({ writes, place }: SpikeWalk, nodes: readonly Node[]): boolean {
  const written = new Set(writes.map((w) => w.array));
  const reads = nodes.some((n) => n.op === 'read' && n.at !== 'synapse' && written.has(n.array));
  return !reads && writes.every((w) => place(w.array) === 'synapse' || w.add);
}

function denseRows(walk: SpikeWalk, spike: Local, count: number): void {
  const { writer, rows, simd } = walk;
  const bodies = Array.from({ length: count }, (_, n) => rows.row(preOffset(walk, spike, n)));
  walkDense(writer, rows, bodies, simd ? 4 : 1, (frames) => denseElement(walk, frames));
}

function denseElement(walk: SpikeWalk, { rows, post }: DenseFrames): void {
  const { writer, writes, place, simd } = walk;
  const { code, memory } = writer;
  if (rows.length === 1) return writer.write(writes, rows[0]!, place);
  writes.forEach((write, i) => {
    if (place(write.array) === 'synapse') {
      const later = writes.slice(i + 1).map((w) => w.node);
      for (const frame of rows) writer.write([write], frame, place, later);
      return;
    }
    const base = memory.array(write.array, 0);
    const { shift } = post.places.post as { readonly shift: number };
    const sum = code.into(post.segment, () => writer.access.load(base, 'post', post));
    for (const frame of rows) {
      const value = writer.value(write.node, frame);
      code.into(frame.segment, () => {
        code.get(sum, value);
        code.op(simd ? f32x4.add : f32.add);
        code.set(sum);
      });
    }
    code.into(post.segment, () => {
      code.get(writer.access.address(base, (post.places.post as { readonly offset: Local }).offset, post), sum);
      code.access(simd ? v128.store : f32.store, shift);
    });
  });
}
