import type { Kernel, Op, Plan } from '@growcone/core';
import { kernelsOf, readsOf, writesOf } from './access.ts';
import { rowElements } from './layout.ts';

type Forward = Extract<Op, { op: 'forward' }>;
type Reverse = Extract<Op, { op: 'reverse' }>;

/** Arrays with at most this share of the history of a step are kept for whole trials: recomputing them saves no memory. */
const SMALL_SHARE = 1 / 16;

/**
 * The same plan with less recomputation: small histories are left to the forward sweep, and kernels and writes that no
 * other history needs are dropped.
 *
 * @param plan - the plan
 */
export function leanRecompute(plan: Plan): Plan {
  const kernels: Kernel[] = [...plan.kernels];
  const entries = Object.fromEntries(
    Object.entries(plan.entries).map(([name, ops]) => [
      name,
      ops.map((op): Op => (op.op === 'examples' ? { ...op, body: leanBody(plan, op.body, kernels) } : op)),
    ]),
  );
  return { ...plan, kernels, entries };
}

function leanBody(plan: Plan, body: readonly Op[], kernels: Kernel[]): readonly Op[] {
  const forwards = body.filter((op): op is Forward => op.op === 'forward');
  const reverses = body.filter((op): op is Reverse => op.op === 'reverse');
  if (forwards.length !== 1 || reverses.length !== 1) return body;
  const [reverse] = reverses as [Reverse];
  const needed = neededArrays(plan, forwards[0]!, reverse);
  const recompute = leanOps(plan, reverse.recompute, needed, kernels);
  return body.map((op) => (op === reverse ? { ...reverse, recompute } : op));
}

/** Arrays that a recomputation must write: the large histories that the reverse sweep reads, and what leads to them. */
function neededArrays(plan: Plan, { keep }: Forward, { recompute, body }: Reverse): ReadonlySet<number> {
  const placed = kernelsOf(plan, recompute);
  const read = new Set(kernelsOf(plan, body).flatMap(({ kernel }) => readsOf(kernel).map((r) => r.array)));
  const written = new Set(placed.flatMap(({ kernel }) => writesOf(kernel).map((w) => w.array)));
  const histories = [...written].filter((id) => plan.arrays[id]!.steps === 'all' && keep.includes(id) && read.has(id));
  const size = (id: number): number => rowElements(plan, plan.arrays[id]!);
  const total = histories.reduce((sum, id) => sum + size(id), 0);
  const needed = new Set(histories.filter((id) => size(id) > total * SMALL_SHARE));
  for (let before = -1; before !== needed.size;) {
    before = needed.size;
    for (const { kernel } of placed) {
      if (writesOf(kernel).some(({ array }) => needed.has(array)))
        for (const { array } of readsOf(kernel)) needed.add(array);
    }
  }
  return needed;
}

function leanOps(plan: Plan, ops: readonly Op[], needed: ReadonlySet<number>, kernels: Kernel[]): readonly Op[] {
  return ops.flatMap((op): readonly Op[] => {
    if (op.op === 'every') return [{ ...op, body: leanOps(plan, op.body, needed, kernels) }];
    if (op.op !== 'run') return [op];
    const kernel = plan.kernels[op.kernel]!;
    const written = writesOf(kernel);
    // A kernel that decides spikes is more than its writes.
    if (!op.replay && kernel.shape === 'neurons' && kernel.fires !== undefined) return [op];
    if (!written.some(({ array }) => needed.has(array))) return [];
    if (kernel.shape === 'reduce' || written.every(({ array }) => needed.has(array))) return [op];
    const lean = { ...kernel, writes: kernel.writes.filter(({ array }) => needed.has(array)) };
    return [{ ...op, kernel: kernels.push(lean) - 1 }];
  });
}
