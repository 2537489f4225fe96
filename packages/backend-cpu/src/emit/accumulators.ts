import type { Code, Local } from '../wasm/code.ts';
import { f32, f32x4 } from '../wasm/opcodes.ts';
import { valueType } from '../wasm/value-type.ts';

/** Four lanes of a sum, as one vector or four numbers. */
export type FourLanes = readonly [Local] | readonly [Local, Local, Local, Local];

/** New lanes, zero at first in their function. @param code - the function @param simd - whether as one vector */
export function fourLanes(code: Code, simd: boolean): FourLanes {
  const one = (): Local => code.local(simd ? valueType.v128 : valueType.f32);
  return simd ? [one()] : [one(), one(), one(), one()];
}

/** Takes a vector apart; four numbers stay what they are. @param code - the function @param lanes - the lanes */
export function separate(code: Code, lanes: FourLanes): readonly [Local, Local, Local, Local] {
  if (lanes.length === 4) return lanes;
  const lane = (n: number): Local => {
    code.get(lanes[0]);
    code.lane(f32x4.extractLane, n);
    return code.take(valueType.f32);
  };
  return [lane(0), lane(1), lane(2), lane(3)];
}

/** Pushes (0 + 2) + (1 + 3). @param code - the function @param lanes - the lanes */
export function pushSum(code: Code, lanes: FourLanes): void {
  if (lanes.length === 4) {
    const [a, b, c, d] = lanes;
    code.get(a, c);
    code.op(f32.add);
    code.get(b, d);
    code.op(f32.add, f32.add);
    return;
  }
  const [sum] = lanes;
  const fold = (order: readonly [number, number, number, number]): Local => {
    code.get(sum, sum, sum);
    code.shuffle(order);
    code.op(f32x4.add);
    code.set(sum);
    return sum;
  };
  fold([2, 3, 0, 1]);
  code.get(fold([1, 0, 3, 2]));
  code.lane(f32x4.extractLane, 0);
}
