import { Code, type Local } from '../wasm/code.ts';
import { ModuleWriter } from '../wasm/module.ts';
import { f32, f32x4, i32, v128 } from '../wasm/opcodes.ts';
import { valueType } from '../wasm/value-type.ts';

/** What the runtime does to long stretches of memory in generated code. */
export interface MemoryTools {
  /**
   * Sums copies of a block into the first one, in order, and leaves the others at zero. Returns 0 if every sum is finite,
   * else NaN.
   *
   * @param base - address of the first copy
   * @param bytes - of one copy, a multiple of 16
   * @param stride - bytes from one copy to the next
   * @param copies - how many, at least one
   */
  sum(base: number, bytes: number, stride: number, copies: number): number;
  /** 0 if every value of a stretch is finite, else NaN. @param base - its address @param bytes - a multiple of 16 */
  finite(base: number, bytes: number): number;
}

/** How the module is written. */
export interface ToolOptions {
  /** Whether the memory is shared between threads. */
  readonly shared: boolean;
  /** Whether vector instructions are used. */
  readonly simd: boolean;
}

/** The module that exports {@link MemoryTools}. @param options - how it is written */
export function toolModule({ shared, simd }: ToolOptions): Uint8Array<ArrayBuffer> {
  const module = new ModuleWriter({ shared });
  module.add(sumCode(simd), 'sum');
  module.add(finiteCode(simd), 'finite');
  return module.done().slice();
}

/** Instructions on one number or on four. */
const lanesOf = (simd: boolean) =>
  simd
    ? { type: valueType.v128, load: v128.load, store: v128.store, add: f32x4.add, mul: f32x4.mul, bytes: 16 }
    : { type: valueType.f32, load: f32.load, store: f32.store, add: f32.add, mul: f32.mul, bytes: 4 };

const pushZero = (code: Code, simd: boolean): void => (simd ? code.i32x4([0, 0, 0, 0]) : code.f32(0));

/** local = local + what `push` pushes. */
function move(code: Code, local: Local, push: () => void): void {
  code.get(local);
  push();
  code.op(i32.add);
  code.set(local);
}

/** Runs the body for every position from `base` up to `base + bytes`. */
function forEachPosition(code: Code, base: Local, bytes: Local, step: number, body: () => void): void {
  const end = code.local(valueType.i32);
  code.get(base, bytes);
  code.op(i32.add);
  code.set(end);
  code.block((done) =>
    code.loop((next) => {
      code.get(base, end);
      code.op(i32.geU);
      code.brIf(done);
      body();
      move(code, base, () => code.i32(step));
      code.br(next);
    }),
  );
}

/** check += value·0, which stays 0 as long as every value is finite. */
function note(code: Code, simd: boolean, value: Local, check: Local): void {
  const { add, mul } = lanesOf(simd);
  code.get(value);
  pushZero(code, simd);
  code.op(mul);
  code.get(check);
  code.op(add);
  code.set(check);
}

/** Pushes the sum of the lanes. */
function pushCheck(code: Code, simd: boolean, check: Local): void {
  code.get(check);
  if (!simd) return;
  code.lane(f32x4.extractLane, 0);
  for (let lane = 1; lane < 4; lane++) {
    code.get(check);
    code.lane(f32x4.extractLane, lane);
    code.op(f32.add);
  }
}

function finiteCode(simd: boolean): Code {
  const { i32: word } = valueType;
  const code = new Code({ params: [word, word], results: [valueType.f32] });
  const [base, size] = [0, 1];
  const { type, load, bytes } = lanesOf(simd);
  const value = code.local(type);
  const check = code.local(type);
  forEachPosition(code, base, size, bytes, () => {
    code.get(base);
    code.access(load);
    code.set(value);
    note(code, simd, value, check);
  });
  pushCheck(code, simd, check);
  return code;
}

function sumCode(simd: boolean): Code {
  const { i32: word } = valueType;
  const code = new Code({ params: [word, word, word, word], results: [valueType.f32] });
  const [base, size, stride, copies] = [0, 1, 2, 3];
  const { type, load, store, add, bytes } = lanesOf(simd);
  const copy = code.local(word);
  const left = code.local(word);
  const sum = code.local(type);
  const check = code.local(type);
  forEachPosition(code, base, size, bytes, () => {
    code.get(base);
    code.access(load);
    code.set(sum);
    code.get(base);
    code.set(copy);
    code.get(copies);
    code.set(left);
    code.block((done) =>
      code.loop((again) => {
        move(code, left, () => code.i32(-1));
        code.get(left);
        code.op(i32.eqz);
        code.brIf(done);
        move(code, copy, () => code.get(stride));
        code.get(sum, copy);
        code.access(load);
        code.op(add);
        code.set(sum);
        code.get(copy);
        pushZero(code, simd);
        code.access(store);
        code.br(again);
      }),
    );
    code.get(base, sum);
    code.access(store);
    note(code, simd, sum, check);
  });
  pushCheck(code, simd, check);
  return code;
}
