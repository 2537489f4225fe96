import type { Place, PostSpikesKernel } from '@growcone/core';
import { indexBytes, padded } from '../runtime/layout.ts';
import type { Code, Local } from '../wasm/code.ts';
import { i32 } from '../wasm/opcodes.ts';
import { valueType } from '../wasm/value-type.ts';
import { level } from './dependence.ts';
import { Frame } from './frame.ts';
import { startKernel, type EmitOptions, type KernelVariant } from './kernel-variant.ts';
import type { KernelWriter } from './kernel-writer.ts';
import { advance, assign, countUp, countWhile } from './loop.ts';
import { populationWord, storeWord } from './memory-map.ts';
import { spikeRange } from './spike-range.ts';

/**
 * Writes a loop over the neurons that fire in this step, in ascending order, and over the synapses of each, one after the other: a
 * neuron has few of them, and fires seldom.
 *
 * @param variant - the kernel
 * @param options - what writing it needs
 */
export function emitPostSpikes(variant: KernelVariant<PostSpikesKernel>, options: EmitOptions): Code {
  const { kernel, writes } = variant;
  const writer = startKernel(variant, options);
  const { code, memory } = writer;
  const { post } = options.plan.stores[kernel.store]!;
  /** The spikes of this thread's own neurons. */
  const ownSpikes = (): readonly [spike: Local, end: Local] => {
    code.get(memory.population(post, populationWord.own));
    const spike = code.take(valueType.i32);
    code.get(spike, memory.population(post, populationWord.ownCount));
    code.i32(2);
    code.op(i32.shl, i32.add);
    return [spike, code.take(valueType.i32)];
  };
  const allSpikes = (): readonly [spike: Local, end: Local] =>
    spikeRange(code, memory.population(post, populationWord.ids), memory.spikeOffset(post, 0));
  return writer.finish(() => {
    const [spike, end] = options.ranges ? ownSpikes() : allSpikes();
    countWhile(code, spike, 4, end, () => {
      code.get(spike);
      code.access(i32.load);
      code.i32(2);
      code.op(i32.shl);
      const neuron = code.take(valueType.i32);
      const element = (preOffset: Local, slotOffset: Local): void => {
        const frame = new Frame({
          level: level.element,
          lanes: writer.lanes(1),
          parent: writer.call,
          places: {
            pre: { kind: 'contiguous', offset: preOffset, shift: 0 },
            post: { kind: 'contiguous', offset: neuron, shift: 0 },
            synapse: { kind: 'contiguous', offset: slotOffset, shift: 0 },
          },
        });
        const place = (): Place => 'synapse';
        writer.write(writes, frame, place);
        code.append(frame.segment);
      };
      if (options.plan.stores[kernel.store]!.format === 'dense') denseColumn(writer, kernel.store, neuron, element);
      else sparseColumn(writer, kernel.store, neuron, element);
    });
  });
}

type Element = (preOffset: Local, slotOffset: Local) => void;

/** Every presynaptic neuron has a synapse, at one distance from row to row. */
function denseColumn({ code, source }: KernelWriter, store: number, neuron: Local, element: Element): void {
  const { pre, post } = source.plan.stores[store]!;
  const [preSize, postSize] = [pre, post].map((p) => source.plan.populations[p]!.size) as [number, number];
  const preOffset = code.local(valueType.i32);
  const slotOffset = code.local(valueType.i32);
  assign(code, preOffset, 0);
  code.get(neuron);
  code.set(slotOffset);
  countUp(code, preOffset, 4, 4 * preSize, () => {
    element(preOffset, slotOffset);
    advance(code, slotOffset, 4 * padded(postSize));
  });
}

/** The column says who sends and at which place of its row the synapse is. */
function sparseColumn({ code, memory, source }: KernelWriter, store: number, neuron: Local, element: Element): void {
  const { pre, post, format } = source.plan.stores[store]!;
  const preBytes = indexBytes(source.plan.populations[pre]!.size);
  // Rows with several synapses per pair may be longer than there are postsynaptic neurons.
  const slotBytes = format === 'rows' ? 4 : indexBytes(source.plan.populations[post]!.size);
  const wordOf = (which: number): Local => {
    code.get(memory.store(store, which), neuron);
    code.op(i32.add);
    code.access(i32.load);
    return code.take(valueType.i32);
  };
  const entry = wordOf(storeWord.columnStart);
  code.get(entry, wordOf(storeWord.columnLength));
  code.op(i32.add);
  const last = code.take(valueType.i32);
  const load = (which: number, bytes: number): void => {
    code.get(memory.store(store, which), entry);
    if (bytes > 1) {
      code.i32(bytes >> 1);
      code.op(i32.shl);
    }
    code.op(i32.add);
    code.access(bytes === 1 ? i32.load8u : bytes === 2 ? i32.load16u : i32.load, 0, bytes >> 1);
  };
  countWhile(code, entry, 1, last, () => {
    load(storeWord.columnPre, preBytes);
    code.i32(2);
    code.op(i32.shl);
    const preOffset = code.take(valueType.i32);
    code.get(memory.store(store, storeWord.rowStart), preOffset);
    code.op(i32.add);
    code.access(i32.load);
    load(storeWord.columnSlot, slotBytes);
    code.op(i32.add);
    code.i32(2);
    code.op(i32.shl);
    element(preOffset, code.take(valueType.i32));
  });
}
