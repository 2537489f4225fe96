import type { ArraySpec, Plan } from '@growcone/core';
import type { Margins } from './access.ts';
import { rowElements } from './layout.ts';
import type { ProgramMemory } from './program-memory.ts';

/** Rows of an array in memory: one copy per example of the batch, or a single one. */
export interface Rows {
  /** The array. */
  readonly spec: ArraySpec;
  /** Where the first row of example 0 lies. */
  readonly address: number;
  /** Bytes per row. */
  readonly stride: number;
  /** Rows of one copy, margins included. */
  readonly count: number;
  /** Rows before step 1 (or before the only row: none). */
  readonly before: number;
  /** Bytes of one copy; 0 if there is a single copy for all examples. */
  readonly perExample: number;
}

/** Word of the context for a copy: the address that row 0 would have. @param rows - the rows @param firstStep - steps that have run before */
export const baseOf = ({ spec, address, stride, before }: Rows, firstStep: number = 0): number =>
  // Step firstStep + t lies in row before + t − 1. An address below 0 wraps around, and so does the sum with the row.
  spec.steps === 'all' ? address + (before - 1 - firstStep) * stride : address;

/** Places arrays that belong to a trial. */
export class TrialArrays {
  private readonly plan: Plan;
  private readonly memory: ProgramMemory;
  private readonly margins: readonly Margins[];

  /** @param plan - the plan @param memory - the program's memory @param margins - how far reads reach outside of a trial */
  constructor(plan: Plan, memory: ProgramMemory, margins: readonly Margins[]) {
    this.plan = plan;
    this.memory = memory;
    this.margins = margins;
  }

  /**
   * Takes room for an array.
   *
   * @param owner - the batch or a worker
   * @param spec - the array
   * @param rows - rows between the margins
   * @param copies - number of copies
   */
  place(owner: string, spec: ArraySpec, rows: number, copies: number): Rows {
    const stride = 4 * rowElements(this.plan, spec);
    const { before, after } = spec.steps === 'all' ? this.margins[spec.id]! : { before: 0, after: 0 };
    const count = before + rows + after;
    const address = this.memory.rooms.take(`${spec.name} (${spec.id}) of ${owner}`, stride * count * copies);
    const placed = { spec, address, stride, count, before, perExample: copies > 1 ? stride * count : 0 };
    if (before + after > 0) {
      for (let copy = 0; copy < copies; copy++) {
        const start = address + copy * stride * count;
        this.fill(spec, start, before, stride);
        this.fill(spec, start + (before + rows) * stride, after, stride);
      }
    }
    return placed;
  }

  /** Fills rows with the array's initial value. @param spec - the array @param address - of the first row @param rows - how many @param stride - bytes per row */
  fill(spec: ArraySpec, address: number, rows: number, stride: number): void {
    const { f32 } = this.memory.memory;
    const width = stride / 4;
    const first = address / 4;
    if (typeof spec.initial === 'number') {
      f32.fill(spec.initial, first, first + rows * width);
      return;
    }
    const values = this.memory.view(this.plan.arrays[spec.initial.array]!);
    for (let row = 0; row < rows; row++) f32.set(values, first + row * width);
  }

  /**
   * Copies values of the user, without padding, to their rows.
   *
   * @param rows - where
   * @param values - example-major, then step-major
   * @param examples - number of examples
   * @param steps - rows per example
   */
  write(
    { spec, address, stride, count, before }: Rows,
    values: ArrayLike<number>,
    examples: number,
    steps: number,
  ): void {
    const { f32 } = this.memory.memory;
    const width = this.memory.values(spec);
    for (let example = 0; example < examples; example++) {
      for (let step = 0; step < steps; step++) {
        const to = (address + (example * count + before + step) * stride) / 4;
        const from = (example * steps + step) * width;
        for (let i = 0; i < width; i++) f32[to + i] = values[from + i]!;
      }
    }
  }

  /** Copies rows out, without padding and margins. @param rows - from where @param examples - number of examples @param steps - rows per example */
  read({ spec, address, stride, count, before }: Rows, examples: number, steps: number): Float32Array {
    const { f32 } = this.memory.memory;
    const width = this.memory.values(spec);
    const result = new Float32Array(examples * steps * width);
    for (let example = 0; example < examples; example++) {
      for (let step = 0; step < steps; step++) {
        const from = (address + (example * count + before + step) * stride) / 4;
        result.set(f32.subarray(from, from + width), (example * steps + step) * width);
      }
    }
    return result;
  }
}
