import { philoxConstants } from '@growcone/core';
import { Code, type Local } from '../wasm/code.ts';
import type { ModuleWriter } from '../wasm/module.ts';
import { i32, i32x4, i64, v128 } from '../wasm/opcodes.ts';
import { valueType } from '../wasm/value-type.ts';

const { multiplier0, multiplier1, increment0, increment1, rounds } = philoxConstants;
const SIX_WORDS = [valueType.i32, valueType.i32, valueType.i32, valueType.i32, valueType.i32, valueType.i32] as const;

/** Functions that several kernels call; each is added to the module when it is first needed. */
export class Helpers {
  private readonly module: ModuleWriter;
  private readonly known = new Map<string, number>();

  /** @param module - where they go */
  constructor(module: ModuleWriter) {
    this.module = module;
  }

  /** Philox4x32-10: (counter 0 … 3, key 0, key 1) → four words as i32. */
  philoxWords(): number {
    return this.once('words', () => philoxWords(valueType.i32));
  }

  /** Philox4x32-10: (counter 0 … 3, key 0, key 1) → the four words as lanes. */
  philoxVector(): number {
    return this.once('vector', () => philoxWords(valueType.v128));
  }

  /**
   * Four calls of Philox4x32-10 at once: (counter 0 as lanes, counter 1 … 3, key 0, key 1) → one word of each.
   *
   * @param word - which word
   */
  philoxLanes(word: number): number {
    return this.once(`lanes ${word}`, () => philoxLanes(word));
  }

  private once(name: string, write: () => Code): number {
    let index = this.known.get(name);
    if (index === undefined) this.known.set(name, (index = this.module.add(write())));
    return index;
  }
}

function philoxWords(result: typeof valueType.i32 | typeof valueType.v128): Code {
  const { i32: word, v128: vector } = valueType;
  const code = new Code({ params: SIX_WORDS, results: result === vector ? [vector] : [word, word, word, word] });
  const [c0, c1, c2, c3, k0, k1] = [0, 1, 2, 3, 4, 5];
  const product = (c: Local, multiplier: number): Local => {
    code.get(c);
    code.op(i64.extendI32U);
    code.i64(BigInt(multiplier));
    code.op(i64.mul);
    return code.take(valueType.i64);
  };
  const high = (p: Local): void => {
    code.get(p);
    code.i64(32n);
    code.op(i64.shrU, i32.wrapI64);
  };
  for (let round = 0; round < rounds; round++) {
    const p0 = product(c0, multiplier0);
    const p1 = product(c2, multiplier1);
    high(p1);
    code.get(c1);
    code.op(i32.xor);
    code.get(k0);
    code.op(i32.xor);
    code.set(c0);
    high(p0);
    code.get(c3);
    code.op(i32.xor);
    code.get(k1);
    code.op(i32.xor);
    code.set(c2);
    code.get(p1);
    code.op(i32.wrapI64);
    code.set(c1);
    code.get(p0);
    code.op(i32.wrapI64);
    code.set(c3);
    addTo(code, k0, increment0);
    addTo(code, k1, increment1);
  }
  if (result === valueType.i32) {
    code.get(c0, c1, c2, c3);
    return code;
  }
  code.get(c0);
  code.op(i32x4.splat);
  [c1, c2, c3].forEach((c, i) => {
    code.get(c);
    code.lane(i32x4.replaceLane, i + 1);
  });
  return code;
}

function philoxLanes(word: number): Code {
  const { i32: scalar, v128: vector } = valueType;
  const code = new Code({ params: [vector, scalar, scalar, scalar, scalar, scalar], results: [vector] });
  const [first, k0, k1] = [0, 4, 5];
  const splat = (local: Local): Local => {
    code.get(local);
    code.op(i32x4.splat);
    return code.take(vector);
  };
  const multiplier = (value: number): Local => {
    code.i32x4([value, value, value, value]);
    return code.take(vector);
  };
  const counters = [first, splat(1), splat(2), splat(3)] as const;
  const [c0, c1, c2, c3] = counters;
  const [m0, m1] = [multiplier(multiplier0), multiplier(multiplier1)];
  const products = (c: Local, m: Local): readonly [Local, Local] => {
    code.get(c, m);
    code.op(i32x4.extmulLowU);
    const low = code.take(vector);
    code.get(c, m);
    code.op(i32x4.extmulHighU);
    return [low, code.take(vector)];
  };
  const mix = (p: readonly [Local, Local], c: Local, k: Local): Local => {
    code.get(...p);
    code.shuffle([1, 3, 5, 7]);
    code.get(c);
    code.op(v128.xor);
    code.get(k);
    code.op(i32x4.splat, v128.xor);
    return code.take(vector);
  };
  for (let round = 0; round < rounds; round++) {
    const p0 = products(c0, m0);
    const p1 = products(c2, m1);
    const next0 = mix(p1, c1, k0);
    const next2 = mix(p0, c3, k1);
    for (const [c, p] of [[c1, p1], [c3, p0]] as const) {
      code.get(...p);
      code.shuffle([0, 2, 4, 6]);
      code.set(c);
    }
    code.get(next0);
    code.set(c0);
    code.get(next2);
    code.set(c2);
    addTo(code, k0, increment0);
    addTo(code, k1, increment1);
  }
  code.get(counters[word] as Local);
  return code;
}

function addTo(code: Code, local: Local, value: number): void {
  code.get(local);
  code.i32(value);
  code.op(i32.add);
  code.set(local);
}
