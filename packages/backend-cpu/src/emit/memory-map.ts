import type { ArraySpec, Plan } from '@growcone/core';
import {
  contextLayout,
  markedSteps,
  padded,
  POPULATION_WORDS,
  REWIRING_WORDS,
  rowElements,
  STORE_WORDS,
  type ContextLayout,
} from '../runtime/layout.ts';
import { ByteWriter } from '../wasm/byte-writer.ts';
import type { Code, Local } from '../wasm/code.ts';
import { i32 } from '../wasm/opcodes.ts';
import { valueType } from '../wasm/value-type.ts';

/** Words of a store in the context. */
export const storeWord = {
  rowStart: 0,
  rowLength: 1,
  posts: 2,
  rowCapacity: 3,
  columnStart: 4,
  columnLength: 5,
  columnPre: 6,
  columnSlot: 7,
  columnOffsets: 8,
  columnCapacity: 9,
} as const;
/** Words of a population in the context. */
export const populationWord = { offsets: 0, ids: 1, spiked: 2, capacity: 3, own: 4, ownCount: 5 } as const;
/** Words of a rewiring in the context. */
export const rewiringWord = { decisions: 0, count: 1, gone: 2, born: 3 } as const;
/** Words for threads that share a network. */
export const sharingWord = { sync: 0, leader: 1, firstStep: 2 } as const;

const FLOAT_BYTES = 4;

/**
 * Where things are in memory, as instructions that find it: each address is computed once per call, in the segment
 * `prologue`, when it is first asked for.
 */
export class MemoryMap {
  /** Instructions that run once per call, before all else. */
  readonly prologue: ByteWriter = new ByteWriter();
  /** Word positions of the context. */
  readonly layout: ContextLayout;
  private readonly plan: Plan;
  private readonly code: Code;
  private readonly context: Local;
  private readonly step: Local;
  private readonly known = new Map<string, Local>();

  /**
   * @param plan - the plan
   * @param code - the function
   * @param context - local with the address of the context
   * @param step - local with the current step
   */
  constructor(plan: Plan, code: Code, context: Local, step: Local) {
    this.plan = plan;
    this.code = code;
    this.context = context;
    this.step = step;
    this.layout = contextLayout(plan);
  }

  /** A word of the context. @param position - its position */
  word(position: number): Local {
    return this.once(`word ${position}`, () => {
      this.code.get(this.context);
      this.code.access(i32.load, 4 * position);
    });
  }

  /** A word of a store. @param store - the store @param which - from {@link storeWord} */
  store(store: number, which: number): Local {
    return this.word(this.layout.stores + STORE_WORDS * store + which);
  }

  /** A word of a population. @param population - the population @param which - from {@link populationWord} */
  population(population: number, which: number): Local {
    return this.word(this.populationPosition(population, which));
  }

  /** Position in the context of a word of a population. @param population - the population @param which - from {@link populationWord} */
  populationPosition(population: number, which: number): number {
    return this.layout.populations + POPULATION_WORDS * population + which;
  }

  /** Position in the context of a word of a rewiring. @param rule - its id @param which - from {@link rewiringWord} */
  rewiringPosition(rule: number, which: number): number {
    return this.layout.rewirings + REWIRING_WORDS * rule + which;
  }

  /** Address of element 0 of an array as it was `lag` steps ago. @param array - the array @param lag - steps back */
  array(array: number, lag: number): Local {
    const spec = this.plan.arrays[array]!;
    const word = this.word(this.layout.arrays + array);
    if (spec.steps === 1) {
      if (lag !== 0) throw new RangeError(`array ${spec.name} keeps one step, but is read with a lag of ${lag}`);
      return word;
    }
    return this.once(`array ${array} ${lag}`, () => this.stepRow(word, spec.steps, this.stride(spec), lag));
  }

  /** Address of element 0 of the 0/1 array of a population's spikes `lag` steps ago. @param population - the population @param lag - steps back */
  spiked(population: number, lag: number): Local {
    const { name, size } = this.plan.populations[population]!;
    const history = markedSteps(this.plan, population);
    const word = this.population(population, populationWord.spiked);
    const stride = padded(size) * FLOAT_BYTES;
    if (lag > history) throw new RangeError(`population ${name} keeps ${history} steps of spikes, not ${lag}`);
    if (history === 0) return word;
    return this.once(`spiked ${population} ${lag}`, () => this.stepRow(word, history + 1, stride, lag));
  }

  /** Address of the offset where the spikes of `lag` steps ago start. @param population - the population @param lag - steps back */
  spikeOffset(population: number, lag: number): Local {
    const word = this.population(population, populationWord.offsets);
    return this.once(`offset ${population} ${lag}`, () => this.stepRow(word, 'all', FLOAT_BYTES, lag));
  }

  /** Runs `compute` in the prologue, the first time only. @param key - names the value @param compute - pushes it @param type - its type */
  once(key: string, compute: () => void, type: Parameters<Code['take']>[0] = valueType.i32): Local {
    let local = this.known.get(key);
    if (local === undefined) {
      local = this.code.local(type);
      this.known.set(key, local);
      const target = local;
      this.code.into(this.prologue, () => {
        compute();
        this.code.set(target);
      });
    }
    return local;
  }

  private stride(spec: ArraySpec): number {
    if (spec.over.per === 'synapse') throw new RangeError(`synapse array ${spec.name} must keep one step`);
    return rowElements(this.plan, spec) * FLOAT_BYTES;
  }

  /** word + row·stride, where the row is step − lag, modulo the length of a ring. */
  private stepRow(word: Local, steps: number | 'all', stride: number, lag: number): void {
    const { code, step } = this;
    code.get(word, step);
    if (steps === 'all') {
      if (lag !== 0) {
        code.i32(lag);
        code.op(i32.sub);
      }
    } else {
      // The remainder is unsigned: whole turns keep its dividend from going below zero.
      code.i32(steps * Math.max(0, Math.ceil(lag / steps)) - lag);
      code.op(i32.add);
      code.i32(steps);
      code.op(i32.remU);
    }
    code.i32(stride);
    code.op(i32.mul, i32.add);
  }
}
