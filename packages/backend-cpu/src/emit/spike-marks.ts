import type { Plan } from '@growcone/core';
import { markedSteps, padded } from '../runtime/layout.ts';
import { Code, type Local } from '../wasm/code.ts';
import type { ModuleWriter } from '../wasm/module.ts';
import { control, f32, i32 } from '../wasm/opcodes.ts';
import { valueType } from '../wasm/value-type.ts';
import { countWhile } from './loop.ts';
import { MemoryMap, populationWord } from './memory-map.ts';
import { spikeRange } from './spike-range.ts';

/**
 * The 0/1 arrays of spikes, filled from the lists of spikes where no kernel fills them: those of input populations, and all
 * of them when spikes are replayed.
 */
export class SpikeMarks {
  private readonly module: ModuleWriter;
  private readonly plan: Plan;
  private readonly known = new Map<number, number>();

  /** @param module - where functions go @param plan - the plan */
  constructor(module: ModuleWriter, plan: Plan) {
    this.module = module;
    this.plan = plan;
  }

  /** Sets the marks of a step's spikes, if the step is not before the first. @param code - the sweep @param population - whose @param context - local @param step - local @param value - 1 or 0 */
  set(code: Code, population: number, context: Local, step: Local, value: 0 | 1): void {
    code.get(step);
    code.i32(1);
    code.op(i32.geS);
    code.if(() => {
      code.get(context, step);
      code.f32(value);
      code.call(this.function(population));
    });
  }

  /** Forgets all marks of a population. @param code - the sweep @param population - whose @param ring - local with the address of the array */
  forget(code: Code, population: number, ring: Local): void {
    const { size } = this.plan.populations[population]!;
    code.get(ring);
    code.i32(0);
    code.i32(4 * padded(size) * (markedSteps(this.plan, population) + 1));
    code.fill();
  }

  /** (context, step, value): writes the value where the neurons of the step's spikes are. */
  private function(population: number): number {
    const known = this.known.get(population);
    if (known !== undefined) return known;
    const code = new Code({ params: [valueType.i32, valueType.i32, valueType.f32], results: [] });
    const memory = new MemoryMap(this.plan, code, 0, 1);
    const row = memory.spiked(population, 0);
    const ids = memory.population(population, populationWord.ids);
    const offset = memory.spikeOffset(population, 0);
    code.append(memory.prologue);
    const [spike, end] = spikeRange(code, ids, offset);
    countWhile(code, spike, 4, end, () => {
      code.get(row, spike);
      code.access(i32.load);
      code.i32(2);
      code.op(i32.shl, i32.add);
      code.get(2);
      code.access(f32.store);
    });
    const index = this.module.add(code);
    this.known.set(population, index);
    return index;
  }
}

/** step + by, as a new local. @param code - the function @param step - local @param by - what is added */
export function stepPlus(code: Code, step: Local, by: number): Local {
  code.get(step);
  code.i32(by);
  code.op(i32.add);
  return code.take(valueType.i32);
}

/** The larger of a local and 1, in place. @param code - the function @param local - the local */
export function atLeastOne(code: Code, local: Local): void {
  code.get(local);
  code.i32(1);
  code.get(local);
  code.i32(1);
  code.op(i32.gtS, control.select);
  code.set(local);
}
