import type { NeuronsKernel, Node, Write } from '@growcone/core';
import { padded } from '../runtime/layout.ts';
import type { Code, Local } from '../wasm/code.ts';
import { f32, i32, v128 } from '../wasm/opcodes.ts';
import { valueType } from '../wasm/value-type.ts';
import { level } from './dependence.ts';
import { CONTEXT } from './element-access.ts';
import { Frame } from './frame.ts';
import { splitWrites, type LateWrite } from './late-writes.ts';
import { startKernel, type EmitOptions, type KernelVariant } from './kernel-variant.ts';
import type { KernelWriter } from './kernel-writer.ts';
import { advance, assign, countUp } from './loop.ts';
import { populationWord } from './memory-map.ts';
import { forEachWhere, UNROLL } from './where.ts';

/**
 * Writes a loop over the neurons of a population.
 *
 * @param variant - the kernel
 * @param options - what writing it needs
 */
export function emitNeurons(variant: KernelVariant<NeuronsKernel>, options: EmitOptions): Code {
  const { kernel, replay } = variant;
  const { size } = options.plan.populations[kernel.population]!;
  const { from, to } = options.ranges?.[kernel.population] ?? { from: 0, to: size };
  const zero: Node = { op: 'constant', value: 0 };
  const clears = variant.clears.map((array): Write => ({ array, node: kernel.nodes.length, add: false }));
  const writer = startKernel(variant, options, [...kernel.nodes, zero]);
  const { code } = writer;
  const masked = options.simd && !replay && kernel.fires !== undefined;
  const { writes, late } = masked ? splitWrites(kernel, variant.writes) : { writes: variant.writes, late: [] };
  const loop: NeuronLoop = {
    writer,
    kernel,
    writes: [...writes, ...clears],
    late,
    fires: replay ? undefined : kernel.fires,
    marks: variant.marks,
    from,
    to,
    shared: options.ranges !== undefined,
    offset: code.local(valueType.i32),
  };
  return writer.finish(() => {
    if (from === to) {
      if (loop.fires !== undefined) listEnd(loop, listStart(loop));
      return;
    }
    assign(code, loop.offset, 4 * from);
    if (loop.fires === undefined) plainLoop(loop, options.simd);
    else if (options.simd) maskedLoop(loop);
    else scalarLoop(loop);
  });
}

interface NeuronLoop {
  readonly writer: KernelWriter;
  readonly kernel: NeuronsKernel;
  readonly writes: readonly Write[];
  /** Writes for neurons that fire alone. */
  readonly late: readonly LateWrite[];
  readonly fires: number | undefined;
  readonly marks: boolean;
  /** The first neuron. */
  readonly from: number;
  /** After the last. */
  readonly to: number;
  /** Whether other threads have the other neurons, so that spikes go into a list of this thread's own. */
  readonly shared: boolean;
  /** Bytes from the first neuron's element to the current one's. */
  readonly offset: Local;
}

/** Writes the loop body of neurons side by side; returns the locals that say who fires. */
function body(loop: NeuronLoop, width: 1 | 4, times = 1): readonly Local[] {
  const { writer, writes, fires, offset } = loop;
  const addresses = new Map<string, Local>();
  const words = new Map<string, readonly Local[]>();
  return Array.from({ length: times }, (_, n) => {
    const frame = new Frame({
      level: level.element,
      lanes: writer.lanes(width),
      parent: writer.call,
      places: { neuron: { kind: 'contiguous', offset, shift: 16 * n } },
      addresses,
      beside: { count: times, index: n, words },
    });
    writer.write(writes, frame, () => 'neuron', fires === undefined ? [] : [fires]);
    const firing = fires === undefined ? [] : [writer.value(fires, frame)];
    if (loop.marks) for (const f of firing) mark(loop, frame, f, 16 * n);
    writer.code.append(frame.segment);
    return firing;
  }).flat();
}

/** Writes 1 for neurons that fire and 0 for the others. */
function mark({ writer, kernel, offset }: NeuronLoop, frame: Frame, firing: Local, shift: number): void {
  const { code, memory } = writer;
  const base = memory.spiked(kernel.population, 0);
  code.into(frame.segment, () => {
    const value = frame.lanes.fromTruth(firing);
    code.get(writer.access.address(base, offset, frame), value);
    code.access(frame.lanes.width === 4 ? v128.store : f32.store, shift);
  });
}

function plainLoop(loop: NeuronLoop, simd: boolean): void {
  const { writer, offset, from, to } = loop;
  const { code } = writer;
  if (!simd) return countUp(code, offset, 4, 4 * to, () => body(loop, 1));
  const end = 4 * padded(to);
  const whole = end - ((end - 4 * from) % (16 * UNROLL));
  if (whole > 4 * from) countUp(code, offset, 16 * UNROLL, whole, () => body(loop, 4, UNROLL));
  if (end > whole) countUp(code, offset, 16, end, () => body(loop, 4));
}

/** Address where the next spike is listed, from where this step's spikes start. */
function listStart({ writer, kernel, shared }: NeuronLoop): Local {
  const { code, memory } = writer;
  if (shared) {
    code.get(memory.population(kernel.population, populationWord.own));
    return code.take(valueType.i32);
  }
  code.get(memory.population(kernel.population, populationWord.ids), memory.spikeOffset(kernel.population, 0));
  code.access(i32.load);
  code.i32(2);
  code.op(i32.shl, i32.add);
  return code.take(valueType.i32);
}

/** Says where the next step's spikes start, or how many there are. */
function listEnd({ writer, kernel, shared }: NeuronLoop, next: Local): void {
  const { code, memory } = writer;
  if (shared) {
    code.get(CONTEXT, next, memory.population(kernel.population, populationWord.own));
    code.op(i32.sub);
    code.i32(2);
    code.op(i32.shrU);
    code.access(i32.store, 4 * memory.populationPosition(kernel.population, populationWord.ownCount));
    return;
  }
  code.get(memory.spikeOffset(kernel.population, 0), next, memory.population(kernel.population, populationWord.ids));
  code.op(i32.sub);
  code.i32(2);
  code.op(i32.shrU);
  code.access(i32.store, 4);
}

/** Lists every neuron; the next one overwrites it if it does not fire. */
function scalarLoop(loop: NeuronLoop): void {
  const { writer, offset, to } = loop;
  const { code } = writer;
  const next = listStart(loop);
  countUp(code, offset, 4, 4 * to, () => {
    const [firing] = body(loop, 1) as [Local];
    code.get(next, offset);
    code.i32(2);
    code.op(i32.shrU);
    code.access(i32.store);
    code.get(next, firing);
    code.i32(2);
    code.op(i32.shl, i32.add);
    code.set(next);
  });
  listEnd(loop, next);
}

/** Writes what waits for a neuron to fire. */
function writeLate({ writer, late }: NeuronLoop, neuron: Local): void {
  if (late.length === 0) return;
  const { code } = writer;
  code.get(neuron);
  code.i32(2);
  code.op(i32.shl);
  const frame = new Frame({
    level: level.element,
    lanes: writer.lanes(1),
    parent: writer.call,
    places: { neuron: { kind: 'contiguous', offset: code.take(valueType.i32), shift: 0 } },
    alone: true,
  });
  const list = late.map(({ array, fired }): Write => ({ array, node: fired, add: false }));
  writer.write(list, frame, () => 'neuron');
  code.append(frame.segment);
}

function maskedLoop(loop: NeuronLoop): void {
  const { writer, offset, to } = loop;
  const { code } = writer;
  const next = listStart(loop);
  forEachWhere(code, {
    size: to,
    offset,
    test: (fours) => body(loop, 4, fours),
    each: (neuron) => {
      code.get(next, neuron);
      code.access(i32.store);
      advance(code, next, 4);
      writeLate(loop, neuron);
    },
  });
  listEnd(loop, next);
}
