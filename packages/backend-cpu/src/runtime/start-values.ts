import type { ArraySpec, Plan } from '@growcone/core';
import type { BlockLayout } from './block-layout.ts';
import type { Reset } from './job.ts';
import { rowElements } from './layout.ts';
import type { ProgramMemory } from './program-memory.ts';
import type { Rows, TrialArrays } from './trial-arrays.ts';

/** Where the values are that examples start with. */
export class StartValues {
  private readonly plan: Plan;
  private readonly memory: ProgramMemory;
  private readonly arrays: TrialArrays;
  private readonly block: BlockLayout;

  /** @param plan - the plan @param memory - the program's memory @param arrays - fills rows @param block - the state of an example */
  constructor(plan: Plan, memory: ProgramMemory, arrays: TrialArrays, block: BlockLayout) {
    this.plan = plan;
    this.memory = memory;
    this.arrays = arrays;
    this.block = block;
  }

  /** Address of a block with the state that every example starts with, as shared arrays are now. */
  image(): number {
    const address = this.memory.rooms.take('state at the start', this.block.bytes);
    for (const [id, { offset }] of this.block.arrays) {
      const spec = this.plan.arrays[id]!;
      this.arrays.fill(spec, address + offset, spec.steps as number, 4 * rowElements(this.plan, spec));
    }
    return address;
  }

  /** Where the initial values of an array are: a shared array, or one vector to be repeated. @param spec - the array */
  contents(spec: ArraySpec): Pick<Reset, 'from' | 'fromBytes'> {
    if (typeof spec.initial === 'object') {
      const shared = this.plan.arrays[spec.initial.array]!;
      return { from: this.memory.address(shared), fromBytes: 4 * this.memory.elements(shared) };
    }
    const from = this.memory.rooms.take(`vector of ${spec.initial}`, 16);
    this.memory.memory.f32.fill(spec.initial, from / 4, from / 4 + 4);
    return { from, fromBytes: 16 };
  }

  /** Starts all rows of an array at its initial value. @param rows - the rows */
  rows({ spec, address, perExample, stride, count }: Rows): Reset {
    return { to: address, perExample, bytes: stride * count, ...this.contents(spec) };
  }
}
