import { Code } from '../wasm/code.ts';
import { ModuleWriter } from '../wasm/module.ts';
import { f32, f32x4, i32, v128 } from '../wasm/opcodes.ts';
import { valueType } from '../wasm/value-type.ts';

/**
 * Sums copies of a block into the first one, in order, and leaves the others at zero: `sum(base, bytes, stride, copies)`
 * with `bytes` a multiple of 16 and at least two copies.
 */
export type SumCopies = (base: number, bytes: number, stride: number, copies: number) => void;

/** The module that exports `sum`. @param options - whether the memory is shared, and whether to use SIMD */
export function sumModule({ shared, simd }: { readonly shared: boolean; readonly simd: boolean }): Uint8Array {
  const code = new Code({ params: [valueType.i32, valueType.i32, valueType.i32, valueType.i32], results: [] });
  const [base, bytes, stride, copies] = [0, 1, 2, 3];
  const width = simd ? 16 : 4;
  const [load, store] = simd ? [v128.load, v128.store] : [f32.load, f32.store];
  const end = code.local(valueType.i32);
  const copy = code.local(valueType.i32);
  const left = code.local(valueType.i32);
  const sum = code.local(simd ? valueType.v128 : valueType.f32);
  const add = (local: number, push: () => void): void => {
    code.get(local);
    push();
    code.op(i32.add);
    code.set(local);
  };

  code.get(base, bytes);
  code.op(i32.add);
  code.set(end);
  code.block((done) => {
    code.get(bytes);
    code.op(i32.eqz);
    code.brIf(done);
    code.loop((next) => {
      code.get(base);
      code.access(load);
      code.set(sum);
      code.get(base);
      code.set(copy);
      code.get(copies);
      code.set(left);
      code.loop((another) => {
        add(copy, () => code.get(stride));
        code.get(sum, copy);
        code.access(load);
        code.op(simd ? f32x4.add : f32.add);
        code.set(sum);
        code.get(copy);
        if (simd) code.i32x4([0, 0, 0, 0]);
        else code.f32(0);
        code.access(store);
        code.get(left);
        code.i32(1);
        code.op(i32.sub);
        code.tee(left);
        code.i32(1);
        code.op(i32.gtU);
        code.brIf(another);
      });
      code.get(base, sum);
      code.access(store);
      add(base, () => code.i32(width));
      code.get(base, end);
      code.op(i32.ltU);
      code.brIf(next);
    });
  });
  const module = new ModuleWriter({ shared });
  module.add(code, 'sum');
  return module.done();
}
