import type { ModuleWriter } from '../wasm/module.ts';
import { emitKernel } from './emit-kernel.ts';
import { tableRoom } from './gather-table.ts';
import type { EmitOptions, KernelVariant } from './kernel-variant.ts';

/** The functions of kernels in a module: one per kernel and way to run it, written when it is first needed. */
export class KernelFunctions {
  private readonly module: ModuleWriter;
  private readonly options: EmitOptions;
  private readonly known = new Map<string, number>();

  /** @param module - where they go @param options - what writing them needs */
  constructor(module: ModuleWriter, options: EmitOptions) {
    this.module = module;
    this.options = options;
  }

  /** Index of the function of a kernel. @param variant - the kernel as a sweep runs it */
  index(variant: KernelVariant): number {
    const { kernel, writes, clears, replay, marks } = variant;
    const id = this.options.plan.kernels.indexOf(kernel);
    const key = JSON.stringify([id < 0 ? kernel : id, writes, clears, replay, marks]);
    const table = tableRoom(this.options.plan, id);
    let index = this.known.get(key);
    if (index === undefined)
      this.known.set(key, (index = this.module.add(emitKernel({ ...variant, table }, this.options))));
    return index;
  }
}
