import type { Expr, Condition } from '../expression/expression.ts';
import type { Node } from './node.ts';
import type {
  ArraySpec,
  Kernel,
  NetworkKernel,
  NeuronsKernel,
  PostSpikesKernel,
  ReduceKernel,
  RowsKernel,
  SpikesKernel,
  SynapsesKernel,
  Write,
} from './plan.ts';
import { withoutDeadNodes, type Recorder } from './recorder.ts';

/** An array that is being added: what is left out has the usual value. */
export interface NewArray extends Pick<ArraySpec, 'name' | 'over' | 'lifetime'> {
  /** Steps kept; 1 if left out. */
  readonly steps?: ArraySpec['steps'];
  /** Initial value; 0 if left out. */
  readonly initial?: ArraySpec['initial'];
  /** Whether spikes accumulate in it; false if left out. */
  readonly accumulates?: boolean;
}

/** A write that is being added: array, value (an expression or its position), and whether it adds. */
export type NewWrite = readonly [array: number, value: Expr | Condition | number, add?: boolean];

/** Collects the parts of a plan and hands out their numbers. */
export class PlanBuilder {
  /** The arrays so far. */
  readonly arrays: ArraySpec[] = [];
  /** The kernels so far. */
  readonly kernels: Kernel[] = [];

  /** @param live - whether the network runs on: state of one step is shared and outlives a run */
  constructor(live: boolean = false) {
    this.live = live;
  }

  private readonly live: boolean;

  /** Adds an array. @param array - what it is @returns its id */
  array(array: NewArray): number {
    const id = this.arrays.length;
    const spec = { steps: 1, initial: 0, accumulates: false, ...array, id } as const;
    const stays = this.live && spec.lifetime === 'example' && spec.steps === 1;
    this.arrays.push(stays ? { ...spec, lifetime: 'shared' } : spec);
    return id;
  }

  /** Changes the number of steps that an array keeps, once a reader is known. @param id - the array @param steps - at least these */
  keepSteps(id: number, steps: number | 'all'): void {
    const spec = this.arrays[id] as ArraySpec;
    if (spec.steps === 'all') return;
    const longer = steps === 'all' ? 'all' : Math.max(spec.steps, steps);
    this.arrays[id] = { ...spec, steps: longer };
  }

  /** Adds a loop over neurons. @returns its id */
  neurons(
    head: Pick<NeuronsKernel, 'name' | 'population'>,
    recorder: Recorder,
    writes: readonly NewWrite[],
    fires?: Condition,
  ): number {
    const extra = fires ? [recorder.position(fires)] : [];
    const body = finish(recorder, writes, extra);
    const fired = body.extra[0];
    return this.kernel({
      shape: 'neurons',
      ...head,
      nodes: body.nodes,
      writes: body.writes,
      ...(fired === undefined ? {} : { fires: fired }),
    });
  }

  /** Adds a loop over arriving spikes. @returns its id */
  spikes(
    head: Pick<SpikesKernel, 'name' | 'store' | 'delay'>,
    recorder: Recorder,
    writes: readonly NewWrite[],
  ): number {
    const { nodes, writes: w } = finish(recorder, writes, []);
    return this.kernel({ shape: 'spikes', ...head, nodes, writes: w });
  }

  /** Adds a loop over the synapses onto neurons that fire. @returns its id */
  postSpikes(head: Pick<PostSpikesKernel, 'name' | 'store'>, recorder: Recorder, writes: readonly NewWrite[]): number {
    const { nodes, writes: w } = finish(recorder, writes, []);
    return this.kernel({ shape: 'post-spikes', ...head, nodes, writes: w });
  }

  /** Adds sums over rows. @returns its id */
  rows(
    head: Pick<RowsKernel, 'name' | 'store'>,
    recorder: Recorder,
    writes: readonly NewWrite[],
    where?: Condition,
  ): number {
    const body = finish(recorder, writes, where ? [recorder.position(where)] : []);
    const condition = body.extra[0];
    return this.kernel({
      shape: 'rows',
      ...head,
      nodes: body.nodes,
      writes: body.writes,
      ...(condition === undefined ? {} : { where: condition }),
    });
  }

  /** Adds a loop over synapses. @returns its id */
  synapses(head: Pick<SynapsesKernel, 'name' | 'store'>, recorder: Recorder, writes: readonly NewWrite[]): number {
    const { nodes, writes: w } = finish(recorder, writes, []);
    return this.kernel({ shape: 'synapses', ...head, nodes, writes: w });
  }

  /** Adds a reduction. @returns its id */
  reduce(
    head: Pick<ReduceKernel, 'name' | 'population' | 'operation' | 'into' | 'add'>,
    recorder: Recorder,
    value: Expr,
  ): number {
    const body = finish(recorder, [], [recorder.position(value)]);
    return this.kernel({ shape: 'reduce', ...head, nodes: body.nodes, node: body.extra[0] as number });
  }

  /** Adds one evaluation for the network. @returns its id */
  network(head: Pick<NetworkKernel, 'name'>, recorder: Recorder, writes: readonly NewWrite[]): number {
    const { nodes, writes: w } = finish(recorder, writes, []);
    return this.kernel({ shape: 'network', ...head, nodes, writes: w });
  }

  private kernel(kernel: Kernel): number {
    return this.kernels.push(kernel) - 1;
  }
}

/** Records the values, drops what nobody needs, and renumbers. */
function finish(
  recorder: Recorder,
  writes: readonly NewWrite[],
  extra: readonly number[],
): { readonly nodes: readonly Node[]; readonly writes: readonly Write[]; readonly extra: readonly number[] } {
  const positions = writes.map(([, value]) => (typeof value === 'number' ? value : recorder.position(value)));
  const { nodes, moved } = withoutDeadNodes(recorder.nodes, [...positions, ...extra]);
  return {
    nodes,
    writes: writes.map(([array, , add = false], i) => ({
      array,
      node: moved.get(positions[i] as number) as number,
      add,
    })),
    extra: extra.map((e) => moved.get(e) as number),
  };
}
