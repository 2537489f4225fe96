import { Code, type Local } from '../wasm/code.ts';
import { ModuleWriter } from '../wasm/module.ts';
import { f32, f32x4, i32, v128 } from '../wasm/opcodes.ts';
import { valueType } from '../wasm/value-type.ts';

/**
 * Sums copies of a block into the first one, in order, and leaves the others at zero: `sum(base, bytes, stride, copies)`,
 * where `bytes` is a multiple of 16. Returns 0 if every sum is finite, else NaN.
 */
export type SumCopies = (base: number, bytes: number, stride: number, copies: number) => number;

const BASE = 0;
const BYTES = 1;
const STRIDE = 2;
const COPIES = 3;

/** The module that exports `sum`. @param options - whether the memory is shared, and whether to use SIMD */
export function sumModule({ shared, simd }: { readonly shared: boolean; readonly simd: boolean }): Uint8Array {
  const { i32: word } = valueType;
  const code = new Code({ params: [word, word, word, word], results: [valueType.f32] });
  const real = simd ? valueType.v128 : valueType.f32;
  const [load, store] = simd ? [v128.load, v128.store] : [f32.load, f32.store];
  const [add, multiply] = simd ? [f32x4.add, f32x4.mul] : [f32.add, f32.mul];
  const end = code.local(word);
  const copy = code.local(word);
  const left = code.local(word);
  const sum = code.local(real);
  const check = code.local(real);
  const zero = (): void => (simd ? code.i32x4([0, 0, 0, 0]) : code.f32(0));
  const move = (local: Local, push: () => void): void => {
    code.get(local);
    push();
    code.op(i32.add);
    code.set(local);
  };
  /** Runs the body `left` times, which may be none. */
  const times = (body: () => void): void =>
    code.block((done) =>
      code.loop((again) => {
        code.get(left);
        code.op(i32.eqz);
        code.brIf(done);
        body();
        move(left, () => code.i32(-1));
        code.br(again);
      }),
    );

  code.get(BASE, BYTES);
  code.op(i32.add);
  code.set(end);
  code.block((done) =>
    code.loop((next) => {
      code.get(BASE, end);
      code.op(i32.geU);
      code.brIf(done);
      code.get(BASE);
      code.access(load);
      code.set(sum);
      code.get(BASE);
      code.set(copy);
      code.get(COPIES);
      code.i32(1);
      code.op(i32.sub);
      code.set(left);
      times(() => {
        move(copy, () => code.get(STRIDE));
        code.get(sum, copy);
        code.access(load);
        code.op(add);
        code.set(sum);
        code.get(copy);
        zero();
        code.access(store);
      });
      code.get(BASE, sum);
      code.access(store);
      // x·0 is 0 for a finite x and NaN otherwise.
      code.get(sum);
      zero();
      code.op(multiply);
      code.get(check);
      code.op(add);
      code.set(check);
      move(BASE, () => code.i32(simd ? 16 : 4));
      code.br(next);
    }),
  );
  code.get(check);
  if (simd) {
    code.lane(f32x4.extractLane, 0);
    for (let lane = 1; lane < 4; lane++) {
      code.get(check);
      code.lane(f32x4.extractLane, lane);
      code.op(f32.add);
    }
  }
  const module = new ModuleWriter({ shared });
  module.add(code, 'sum');
  return module.done();
}
