import { philoxConstants } from '@growcone/core';
import { Code, type Local } from '../wasm/code.ts';
import type { ModuleWriter } from '../wasm/module.ts';
import { i32, i32x4, i64, v128 } from '../wasm/opcodes.ts';
import { valueType } from '../wasm/value-type.ts';
import { transpose } from './transpose.ts';

const { multiplier0, multiplier1, increment0, increment1, rounds } = philoxConstants;
/** Calls of the generator that are made at once. */
export const BLOCKS = 4;

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
   * Four calls of Philox4x32-10 at once, with counter 0 and the next three: (counter 0 … 3, key 0, key 1) → the four words of
   * each call as lanes.
   */
  philoxBlocks(): number {
    return this.once('blocks', () => philoxLanes('blocks'));
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

/** Four calls at once, one per lane: gives one word of each, or for consecutive counters all words of each. */
function philoxLanes(result: number | 'blocks'): Code {
  const { i32: scalar, v128: vector } = valueType;
  const blocks = result === 'blocks';
  const code = new Code({
    params: [blocks ? scalar : vector, scalar, scalar, scalar, scalar, scalar],
    results: blocks ? [vector, vector, vector, vector] : [vector],
  });
  const constant = (lanes: readonly [number, number, number, number]): Local => {
    code.i32x4(lanes);
    return code.take(vector);
  };
  const splat = (local: Local): Local => {
    code.get(local);
    code.op(i32x4.splat);
    return code.take(vector);
  };
  const all = (value: number): Local => constant([value, value, value, value]);
  const add = (to: Local, what: Local): void => {
    code.get(to, what);
    code.op(i32x4.add);
    code.set(to);
  };
  const first = blocks ? splat(0) : 0;
  if (blocks) add(first, constant([0, 1, 2, 3]));
  const counters = [first, splat(1), splat(2), splat(3)] as const;
  const [k0, k1] = [splat(4), splat(5)];
  const [m0, m1, i0, i1] = [all(multiplier0), all(multiplier1), all(increment0), all(increment1)];
  for (let round = 0; round < rounds; round++) {
    lanesRound(code, counters, [m0, m1], [k0, k1]);
    if (round === rounds - 1) break;
    add(k0, i0);
    add(k1, i1);
  }
  if (!blocks) {
    code.get(counters[result] as Local);
    return code;
  }
  code.get(...transpose(code, counters));
  return code;
}

type FourLocals = readonly [Local, Local, Local, Local];
type TwoLocals = readonly [Local, Local];

/** One round of four calls, in place. */
function lanesRound(code: Code, [c0, c1, c2, c3]: FourLocals, [m0, m1]: TwoLocals, [k0, k1]: TwoLocals): void {
  const { v128: vector } = valueType;
  const products = (c: Local, m: Local): TwoLocals => {
    code.get(c, m);
    code.op(i32x4.extmulLowU);
    const low = code.take(vector);
    code.get(c, m);
    code.op(i32x4.extmulHighU);
    return [low, code.take(vector)];
  };
  const mix = (p: TwoLocals, c: Local, k: Local): Local => {
    code.get(...p);
    code.shuffle([1, 3, 5, 7]);
    code.get(c);
    code.op(v128.xor);
    code.get(k);
    code.op(v128.xor);
    return code.take(vector);
  };
  const p0 = products(c0, m0);
  const p1 = products(c2, m1);
  const next0 = mix(p1, c1, k0);
  const next2 = mix(p0, c3, k1);
  for (const [c, p] of [
    [c1, p1],
    [c3, p0],
  ] as const) {
    code.get(...p);
    code.shuffle([0, 2, 4, 6]);
    code.set(c);
  }
  code.get(next0);
  code.set(c0);
  code.get(next2);
  code.set(c2);
}

function addTo(code: Code, local: Local, value: number): void {
  code.get(local);
  code.i32(value);
  code.op(i32.add);
  code.set(local);
}
