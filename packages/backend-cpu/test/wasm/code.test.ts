import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ByteWriter } from '../../src/wasm/byte-writer.ts';
import { Code } from '../../src/wasm/code.ts';
import { ModuleWriter } from '../../src/wasm/module.ts';
import { control, f32x4, i32, i32x4, i64 } from '../../src/wasm/opcodes.ts';
import { valueType } from '../../src/wasm/value-type.ts';

const { i32: int, i64: long, f32: float, v128: vector } = valueType;

/** Compiles one function and gives it back. */
function compile(code: Code, shared = false): (...args: number[]) => number {
  const module = new ModuleWriter({ shared });
  module.add(code, 'f');
  const memory = new WebAssembly.Memory({ initial: 1, maximum: 2, shared });
  const instance = new WebAssembly.Instance(new WebAssembly.Module(module.done()), { env: { memory } });
  return instance.exports['f'] as (...args: number[]) => number;
}

describe('numbers in a binary', () => {
  it('come back as they were', () => {
    fc.assert(
      fc.property(
        fc.integer(),
        fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
        fc.float({ noNaN: true }),
        (n, wide, real) => {
          const ofInt = new Code({ params: [], results: [int] });
          ofInt.i32(n);
          const ofLong = new Code({ params: [], results: [long] });
          ofLong.i64(wide);
          const ofFloat = new Code({ params: [], results: [float] });
          ofFloat.f32(real);
          expect(compile(ofInt)()).toBe(n);
          expect(compile(ofLong)()).toBe(wide);
          expect(compile(ofFloat)()).toBe(real);
        },
      ),
    );
  });

  it('may need more room than a writer starts with', () => {
    const writer = new ByteWriter();
    for (let i = 0; i < 1000; i++) writer.unsigned(i * 1000);
    writer.sized(new Uint8Array(500));
    expect(writer.done().length).toBe(writer.length);
    expect(writer.length).toBeGreaterThan(2500);
  });
});

describe('a function', () => {
  it('counts with a loop, leaves a block and chooses', () => {
    const code = new Code({ params: [int], results: [int] });
    const sum = code.local(int);
    code.block((end) =>
      code.loop((again) => {
        code.get(0);
        code.op(i32.eqz);
        code.brIf(end);
        code.get(sum, 0);
        code.op(i32.add);
        code.set(sum);
        code.get(0);
        code.i32(1);
        code.op(i32.sub);
        code.set(0);
        code.br(again);
      }),
    );
    code.get(sum);
    code.i32(10);
    code.op(i32.gtS);
    code.if(
      () => {
        code.i32(10);
        code.set(sum);
      },
      () => {
        code.i32(-1);
        code.get(sum);
        code.op(i32.add);
        code.set(sum);
      },
    );
    code.get(sum);
    const f = compile(code);
    expect([0, 3, 4, 100].map((n) => f(n))).toEqual([-1, 5, 9, 10]);
  });

  it('is written from the inside out', () => {
    const code = new Code({ params: [], results: [int] });
    const outer = new ByteWriter();
    const inner = new ByteWriter();
    const x = code.local(int);
    code.into(inner, () => {
      code.into(outer, () => {
        code.i32(20);
        code.set(x);
      });
      code.get(x);
      code.i32(1);
      code.op(i32.add);
    });
    code.append(outer);
    code.append(inner);
    expect(compile(code)()).toBe(21);
  });

  it('declares locals of mixed types in order', () => {
    const code = new Code({ params: [int], results: [float] });
    const locals = [int, float, float, vector, int].map((type) => code.local(type));
    expect(locals).toEqual([1, 2, 3, 4, 5]);
    expect(locals.map((l) => code.typeOf(l))).toEqual([int, float, float, vector, int]);
    code.f32(1.5);
    code.set(2);
    code.get(2);
    expect(compile(code)(0)).toBe(1.5);
  });

  it('picks lanes of vectors', () => {
    const code = new Code({ params: [], results: [int] });
    code.i32x4([1, 2, 3, 4]);
    code.i32x4([5, 6, 7, 8]);
    code.shuffle([0, 6, 3, 4]);
    code.lane(i32x4.extractLane, 1);
    expect(compile(code)()).toBe(7);
  });

  it('loads and stores in a memory that threads may share', () => {
    const code = new Code({ params: [], results: [float] });
    code.i32(16);
    code.i32(0);
    code.i32(64);
    code.fill();
    code.i32(16);
    code.f32(2.5);
    code.access(0x38, 4);
    code.i32(0);
    code.access(0xfd00, 16);
    code.lane(f32x4.extractLane, 1);
    for (const shared of [false, true]) expect(compile(code, shared)()).toBe(2.5);
  });
});

describe('a module', () => {
  it('shares signatures, calls functions and returns several values', () => {
    const module = new ModuleWriter({ shared: false });
    const pair = new Code({ params: [int], results: [int, long] });
    pair.get(0, 0);
    pair.op(i64.extendI32S);
    const index = module.add(pair);
    const caller = new Code({ params: [int], results: [int] });
    caller.get(0);
    caller.call(index);
    caller.op(i32.wrapI64, i32.add);
    caller.op(control.return);
    module.add(caller, 'twice');
    const memory = new WebAssembly.Memory({ initial: 0 });
    const { exports } = new WebAssembly.Instance(new WebAssembly.Module(module.done()), { env: { memory } });
    expect((exports['twice'] as (n: number) => number)(21)).toBe(42);
  });
});
