import type { Plan } from '@growcone/core';
import { instructions, type Instruction, type Unit } from '../runtime/units.ts';
import { ModuleWriter } from '../wasm/module.ts';
import { valueType } from '../wasm/value-type.ts';
import type { LoadedShare } from '../runtime/load-share.ts';
import { SHARED_ENTRY } from '../runtime/share.ts';
import type { Code } from '../wasm/code.ts';
import { Helpers } from './helpers.ts';
import { KernelFunctions } from './kernel-functions.ts';
import type { LiveParts } from './load-live.ts';
import type { SharedSweepOptions } from './shared-sweep.ts';
import { SpikeMarks } from './spike-marks.ts';
import { emitAscending, emitDescending, emitRun, type SweepOptions } from './sweep.ts';
import { rewiringsAfter, sweepBody } from './sweep-plan.ts';

/** How a module is written. */
export interface ModuleOptions {
  /** Whether vector instructions may be used; the results have the same bits either way. */
  readonly simd: boolean;
  /** Whether the imported memory is shared between threads. */
  readonly shared: boolean;
  /** Writes what changes synapses within a sweep, where the plan does that: see loadLive. */
  readonly live: LiveParts | undefined;
  /** Whether reverse sweeps come with a function that recomputes, because the runtime works in segments. */
  readonly recompute: boolean;
  /** Whether it reports the end of each part of a step to the imported function `env.clock`: (part) → nothing, see PartClock. */
  readonly clock?: boolean;
  /** Writes only the sweep of a network that runs on, and of it the part of one of the threads that share it. */
  readonly part?: {
    /** How they share it. */
    readonly share: LoadedShare;
    /** Which one. */
    readonly thread: number;
    /** Whether it may sleep: not on the main thread of a page. */
    readonly maySleep: boolean;
  };
}

/** One exported function; what it takes and does is in runtime/layout.ts. */
export interface EmittedFunction {
  /** Its name: `<entry>.<unit>.<what>`. */
  readonly name: string;
  /** What it does. */
  readonly what: 'run' | 'forward' | 'flush' | 'recompute' | 'reverse';
}

/** A module and what it exports. */
export interface EmittedModule {
  /** The module in binary form. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Its functions. */
  readonly functions: readonly EmittedFunction[];
}

/**
 * Writes the functions of all entries of a plan.
 *
 * @param plan - the plan
 * @param options - how it is written
 */
export function emitModule(plan: Plan, options: ModuleOptions): EmittedModule {
  const imported = options.clock ? [{ name: 'clock', signature: { params: [valueType.i32], results: [] } }] : [];
  const module = new ModuleWriter({ shared: options.shared, imported });
  const helpers = new Helpers(module);
  const { part } = options;
  const ranges = part && { ranges: part.share.ranges[part.thread]! };
  const { simd, live } = options;
  const kernelOptions = { plan, simd, helpers, live, ...ranges };
  const kernels = new KernelFunctions(module, kernelOptions);
  const drawing = new Map<number, number>();
  const attempts = (rule: number): number => {
    let index = drawing.get(rule);
    if (index === undefined) {
      const spec = plan.rewirings[rule]!;
      if (spec.kind !== 'attempts') throw new RangeError(`'${spec.name}' looks at every synapse, not within a sweep`);
      drawing.set(rule, (index = module.add(live!.emitAttempts(spec, kernelOptions))));
    }
    return index;
  };
  const clock = options.clock ? module.importedIndex('clock') : undefined;
  const sweep: SweepOptions = { plan, kernels, marks: new SpikeMarks(module, plan), attempts, clock };
  if (part) {
    const sync = new part.share.parts.Sync(module, part.maySleep, part.thread);
    const functions = sharedSweeps(plan, { ...sweep, ...part, sync }).map(({ name, code }): EmittedFunction => {
      module.add(code, name);
      return { name, what: 'forward' };
    });
    return { bytes: module.done(), functions };
  }
  const functions: EmittedFunction[] = [];
  for (const [entry, ops] of Object.entries(plan.entries)) {
    for (const unit of unitsOf(instructions(ops))) {
      for (const { what, code } of emitUnit(unit, sweep, options.recompute)) {
        const name = `${entry}.${unit.n}.${what}`;
        module.add(code, name);
        functions.push({ name, what });
      }
    }
  }
  return { bytes: module.done(), functions };
}

type LoadedSweepOptions = SharedSweepOptions & { readonly share: LoadedShare };

function sharedSweeps(plan: Plan, options: LoadedSweepOptions): readonly { name: string; code: Code }[] {
  return unitsOf(instructions(plan.entries[SHARED_ENTRY]!)).flatMap((unit) => {
    if (unit.kind !== 'forward') return [];
    const { body } = unit.op;
    const keeps = (array: number): boolean => plan.arrays[array]!.steps !== 'all' || unit.op.keep.includes(array);
    const code = options.share.parts.emitShared(sweepBody(plan, body, keeps), options, rewiringsAfter(body));
    return [{ name: `${SHARED_ENTRY}.${unit.n}.forward`, code }];
  });
}

type Part = Pick<EmittedFunction, 'what'> & { readonly code: ReturnType<typeof emitRun> };

function emitUnit(unit: Unit, options: SweepOptions, recomputes: boolean): readonly Part[] {
  const { plan } = options;
  const all = (): boolean => true;
  switch (unit.kind) {
    case 'run':
      return [{ what: 'run', code: emitRun(sweepBody(plan, unit.ops, all, false), options) }];
    case 'forward': {
      const { body, flushBody, keep } = unit.op;
      const keeps = (array: number): boolean => plan.arrays[array]!.steps !== 'all' || keep.includes(array);
      const code = emitAscending(sweepBody(plan, body, keeps), options, rewiringsAfter(body));
      const forward: Part = { what: 'forward', code };
      if (unit.op.flush === 0) return [forward];
      const after = sweepBody(plan, flushBody, keeps);
      const quiet = plan.populations.filter((p) => p.spikes === 'model' && !after.firing.includes(p.id));
      const ids = quiet.map((p) => p.id);
      return [forward, { what: 'flush', code: emitAscending(after, options, [], ids) }];
    }
    case 'reverse': {
      const { recompute, body } = unit.op;
      const reverse: Part = { what: 'reverse', code: emitDescending(sweepBody(plan, body, all), options) };
      if (!recomputes) return [reverse];
      const again = sweepBody(plan, recompute, all);
      return [{ what: 'recompute', code: emitAscending(again, options) }, reverse];
    }
  }
}

const unitsOf = (list: readonly Instruction[]): readonly Unit[] =>
  list.flatMap((item) => (item.kind === 'examples' ? unitsOf(item.body) : item.kind === 'host' ? [] : [item]));
