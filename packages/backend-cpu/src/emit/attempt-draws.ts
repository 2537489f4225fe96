import { counterWord, type AttemptsPlan } from '@growcone/core';
import type { Local } from '../wasm/code.ts';
import { i32, i64 } from '../wasm/opcodes.ts';
import { valueType } from '../wasm/value-type.ts';
import { STEP } from './element-access.ts';
import type { KernelWriter } from './kernel-writer.ts';
import { assign, countUp } from './loop.ts';
import { populationWord, type MemoryMap } from './memory-map.ts';

/** Attempts that share a call of the generator. */
export const ATTEMPTS_PER_CALL = 4;

/** A number, or a local that holds it. */
type Limit = number | { readonly local: Local };

/** The random numbers of a rewiring that draws pairs. */
export class AttemptDraws {
  private readonly writer: KernelWriter;
  private readonly rule: AttemptsPlan;
  private readonly call: Local;

  /** @param writer - the function @param rule - the rewiring @param call - local with a quarter of the number of the first attempt */
  constructor(writer: KernelWriter, rule: AttemptsPlan, call: Local) {
    this.writer = writer;
    this.rule = rule;
    this.call = call;
  }

  /** The words of four attempts. @param draw - number of the draw */
  words(draw: number): readonly Local[] {
    const { code, memory, source } = this.writer;
    const { layout } = memory;
    code.get(this.call);
    code.i32(0);
    code.get(STEP);
    code.i32(counterWord(this.rule.stream, draw));
    code.get(memory.word(layout.key), memory.word(layout.key + 1));
    code.call(source.helpers.philoxWords());
    const words = Array.from({ length: ATTEMPTS_PER_CALL }, () => code.local(valueType.i32));
    for (const word of words.toReversed()) code.set(word);
    return words;
  }

  /** A number below a limit from a word, as `uniformBelow` has it. @param word - the word @param limit - the limit @param leave - where to go if the word is rejected */
  below(word: Local, limit: Limit, leave: () => void): Local {
    this.leaveRejected(word, limit, leave);
    return this.scaled(word, limit);
  }

  /** The number that a word stands for, rejected or not. @param word - the word @param limit - the limit */
  scaled(word: Local, limit: Limit): Local {
    const { code } = this.writer;
    code.get(word);
    code.op(i64.extendI32U);
    this.push(limit);
    code.op(i64.extendI32U, i64.mul);
    code.i64(32n);
    code.op(i64.shrU, i32.wrapI64);
    return code.take(valueType.i32);
  }

  /** Leaves if a word is rejected. @param word - the word @param limit - the limit @param leave - where to go */
  leaveRejected(word: Local, limit: Limit, leave: () => void): void {
    const { code } = this.writer;
    const rejected = typeof limit === 'number' ? (2 ** 32 - limit) % limit : undefined;
    if (rejected === 0) return;
    code.get(word);
    this.push(limit);
    code.op(i32.mul);
    if (rejected === undefined) {
      code.i32(0);
      this.push(limit);
      code.op(i32.sub);
      this.push(limit);
      code.op(i32.remU);
    } else code.i32(rejected);
    code.op(i32.ltU);
    code.if(leave);
  }

  private push(limit: Limit): void {
    const { code } = this.writer;
    if (typeof limit === 'number') code.i32(limit);
    else code.get(limit.local);
  }

  /**
   * One of the presynaptic neurons that fired in the latest step in which any did.
   *
   * @param word - random word
   * @param memory - where spikes are
   * @param within - how many steps to look back, the present one included
   * @param leave - where to go if none fired, or the word is rejected
   */
  spiked(word: Local, memory: MemoryMap, within: number, leave: () => void): Local {
    const { code, source } = this.writer;
    const { pre } = source.plan.stores[this.rule.store]!;
    const [start, count, lag] = [valueType.i32, valueType.i32, valueType.i32].map((type) => code.local(type)) as [
      Local,
      Local,
      Local,
    ];
    assign(code, lag, 0);
    code.block((found) =>
      countUp(code, lag, 1, within, () => {
        code.get(memory.spikeOffset(pre, 0), lag);
        code.i32(2);
        code.op(i32.shl, i32.sub);
        const offset = code.take(valueType.i32);
        code.get(offset);
        code.access(i32.load);
        code.set(start);
        code.get(offset);
        code.access(i32.load, 4);
        code.get(start);
        code.op(i32.sub);
        code.set(count);
        code.get(count);
        code.brIf(found);
      }),
    );
    code.get(count);
    code.op(i32.eqz);
    code.if(leave);
    const chosen = this.below(word, { local: count }, leave);
    code.get(memory.population(pre, populationWord.ids), start, chosen);
    code.op(i32.add);
    code.i32(2);
    code.op(i32.shl, i32.add);
    code.access(i32.load);
    return code.take(valueType.i32);
  }
}
