import type { ReduceKernel } from '@growcone/core';
import type { Code, Local } from '../wasm/code.ts';
import { control, f32, f32x4, i32, i32x4, v128 } from '../wasm/opcodes.ts';
import { valueType } from '../wasm/value-type.ts';
import { fourLanes, pushSum, separate, type FourLanes } from './accumulators.ts';
import { level } from './dependence.ts';
import { Frame } from './frame.ts';
import { startKernel, type EmitOptions, type KernelVariant } from './kernel-variant.ts';
import type { KernelWriter } from './kernel-writer.ts';
import { assign, countUp } from './loop.ts';

/**
 * Writes a reduction over the neurons of a population: neuron n joins lane n mod 4, then the lanes are joined.
 *
 * @param variant - the kernel
 * @param options - what writing it needs
 */
export function emitReduce(variant: KernelVariant<ReduceKernel>, options: EmitOptions): Code {
  const { kernel } = variant;
  const { size } = options.plan.populations[kernel.population]!;
  const writer = startKernel(variant, options);
  const { code } = writer;
  const offset = code.local(valueType.i32);
  const reduction: Reduction = {
    writer,
    kernel,
    simd: options.simd,
    offset,
    best: fourLanes(code, options.simd),
    index: [0, 1, 2, 3].map(() => code.local(options.simd ? valueType.v128 : valueType.i32)),
  };
  return writer.finish(() => {
    start(reduction);
    assign(code, offset, 0);
    const whole = size & -4;
    if (whole > 0) countUp(code, offset, 16, 4 * whole, () => joinFour(reduction, 4));
    if (size > whole) joinFour(reduction, size - whole);
    finish(reduction);
  });
}

interface Reduction {
  readonly writer: KernelWriter;
  readonly kernel: ReduceKernel;
  readonly simd: boolean;
  readonly offset: Local;
  /** Sum or largest value so far, per lane. */
  readonly best: FourLanes;
  /** Neuron of the largest value so far, per lane. */
  readonly index: readonly Local[];
}

function start({ writer: { code }, kernel, simd, best, index }: Reduction): void {
  best.forEach((lane) => {
    code.f32(neutral(kernel));
    if (simd) code.op(f32x4.splat);
    code.set(lane);
  });
  if (kernel.operation !== 'argmax') return;
  index.slice(0, best.length).forEach((lane, n) => {
    if (simd) code.i32x4([0, 1, 2, 3]);
    else code.i32(n);
    code.set(lane);
  });
}

const neutral = ({ operation }: ReduceKernel): number => (operation === 'sum' ? 0 : -Infinity);

/** Joins the next `count` of four neurons. */
function joinFour(reduction: Reduction, count: number): void {
  const { writer, kernel, simd, offset, best, index } = reduction;
  const { code } = writer;
  const addresses = new Map<string, Local>();
  const lanes = writer.lanes(simd ? 4 : 1);
  best.slice(0, simd ? 1 : count).forEach((lane, n) => {
    const frame = new Frame({
      level: level.element,
      lanes,
      parent: writer.call,
      places: { neuron: { kind: 'contiguous', offset, shift: 4 * n } },
      addresses,
    });
    let value = writer.value(kernel.node, frame);
    code.into(frame.segment, () => {
      if (simd && count < 4) {
        const valid = writer.access.vector([-1, count > 1 ? -1 : 0, count > 2 ? -1 : 0, 0]);
        value = lanes.select(valid, value, lanes.constant(neutral(kernel)));
      }
      if (kernel.operation === 'sum') {
        code.get(lane, value);
        code.op(simd ? f32x4.add : f32.add);
        code.set(lane);
        return;
      }
      if (kernel.operation === 'argmax') {
        const better = lanes.compare('lt', lane, value);
        const at = index[n]!;
        code.get(writer.access.element('neuron', frame), at, better);
        code.op(simd ? v128.bitselect : control.select);
        code.set(at);
      }
      code.get(lanes.max(lane, value));
      code.set(lane);
    });
    code.append(frame.segment);
  });
}

function finish({ writer, kernel, simd, best, index }: Reduction): void {
  const { code, memory } = writer;
  const target = memory.array(kernel.into, 0);
  code.get(target);
  if (kernel.add) {
    code.get(target);
    code.access(f32.load);
  }
  if (kernel.operation === 'sum') pushSum(code, best);
  else
    pushLargest(
      code,
      separate(code, best),
      kernel.operation === 'argmax' ? separateIndex(code, index, simd) : undefined,
    );
  if (kernel.add) code.op(f32.add);
  code.access(f32.store);
}

function separateIndex(code: Code, index: readonly Local[], simd: boolean): readonly Local[] {
  if (!simd) return index;
  return [0, 1, 2, 3].map((n) => {
    code.get(index[0]!);
    code.lane(i32x4.extractLane, n);
    return code.take(valueType.i32);
  });
}

/** Pushes the largest value, or where it is: of equal values the first neuron. */
function pushLargest(code: Code, values: readonly Local[], index: readonly Local[] | undefined): void {
  const [best, at] = [values[0]!, index?.[0]];
  for (let n = 1; n < 4; n++) {
    const value = values[n]!;
    code.get(best, value);
    code.op(f32.lt);
    if (index) {
      code.get(best, value);
      code.op(f32.eq);
      code.get(index[n]!, at!);
      code.op(i32.ltU, i32.and, i32.or);
    }
    const better = code.take(valueType.i32);
    code.get(value, best, better);
    code.op(control.select);
    code.set(best);
    if (!index) continue;
    code.get(index[n]!, at!, better);
    code.op(control.select);
    code.set(at!);
  }
  if (!index) return code.get(best);
  code.get(at!);
  code.op(f32.convertI32S);
}
