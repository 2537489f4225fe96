import {
  advance,
  assign,
  Code,
  countUp,
  f32,
  f32x4,
  i32,
  v128,
  valueType,
  type Local,
} from '@growcone/backend-cpu/wasm';
import { addError, constant, surrogateConstants } from './error-sums.ts';
import type { Placed } from './fused.ts';
import { clear, pointer, store } from './tile.ts';

const FOUR = 16;

/**
 * The backward pass of one example as one would write it down, step by step and row by row: (its number) → nothing.
 *
 * @param placed - the layer
 */
export function emitPlain({ layer, places }: Placed): Code {
  const code = new Code({ params: [valueType.i32], results: [] });
  const { steps } = layer;
  const { row } = places;
  const constants = surrogateConstants(code, layer);
  const rowOf = (base: number): Local => {
    code.get(0);
    code.i32(steps * row);
    code.op(i32.mul);
    code.i32(base + (steps - 1) * row);
    code.op(i32.add);
    return code.take(valueType.i32);
  };
  const [distance, upstream, spikes, into] = [
    rowOf(places.distance),
    rowOf(places.upstream),
    rowOf(places.spikes),
    rowOf(places.spikeGradient),
  ];
  const zero = constant(code, 0);
  const post = code.local(valueType.i32);
  const vectors = (write: () => void): void => {
    assign(code, post, 0);
    countUp(code, post, FOUR, row, write);
  };
  /** Pushes the four numbers at `base + post`. */
  const load = (base: Local, shift = 0): void => {
    code.get(base, post);
    code.op(i32.add);
    code.access(v128.load, shift);
  };
  vectors(() => {
    code.get(post);
    code.i32(places.carry);
    code.op(i32.add);
    store(code, code.take(valueType.i32), 0, zero);
  });

  const [step, pre] = [code.local(valueType.i32), code.local(valueType.i32)];
  const weights = code.local(valueType.i32);
  const carry = pointer(code, places.carry);
  assign(code, step, 0);
  countUp(code, step, 1, steps, () => {
    assign(code, pre, 0);
    assign(code, weights, places.weights);
    countUp(code, pre, 4, row, () => {
      const [sum] = clear(code, 1) as [Local];
      vectors(() => {
        code.get(sum);
        load(weights);
        load(carry);
        code.op(f32x4.mul, f32x4.add);
        code.set(sum);
      });
      code.get(into, pre);
      code.op(i32.add);
      for (let lane = 0; lane < 4; lane++) {
        code.get(sum);
        code.lane(f32x4.extractLane, lane);
        if (lane > 0) code.op(f32.add);
      }
      code.access(f32.store);

      code.get(spikes, pre);
      code.op(i32.add);
      code.access(v128.load32Splat);
      const spike = code.take(valueType.v128);
      vectors(() => {
        code.get(weights, post);
        code.op(i32.add);
        const shift = places.weightGradient - places.weights;
        load(weights, shift);
        code.get(spike);
        load(carry);
        code.op(f32x4.mul, f32x4.add);
        code.access(v128.store, shift);
      });
      advance(code, weights, row);
    });
    vectors(() => {
      load(carry);
      const sum = code.take(valueType.v128);
      const place = (base: Local): Local => {
        code.get(base, post);
        code.op(i32.add);
        return code.take(valueType.i32);
      };
      addError(code, constants, { distance: place(distance), upstream: place(upstream), shift: 0 }, sum);
      store(code, place(carry), 0, sum);
    });
    for (const local of [distance, upstream, spikes, into]) advance(code, local, -row);
  });
  return code;
}
