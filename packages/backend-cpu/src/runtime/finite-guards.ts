import type { ArraySpec, Kernel, NeuronsKernel, Node, Plan } from '@growcone/core';
import { kernelsOf } from './access.ts';

/**
 * Makes a value that is not finite stay visible. One look at the end of an example finds infinities and NaN in all that is carried from
 * step to step, because sums and products keep them. A variable that is computed anew in every step loses them, if it divides by
 * something or takes a function that has poles: such kernels add 0 · value to an array of their own, which is NaN from then on.
 *
 * @param plan - the plan
 */
export function addFiniteGuards(plan: Plan): Plan {
  const arrays: ArraySpec[] = [...plan.arrays];
  const loops = Object.values(plan.entries).flatMap((ops) => ops.filter((op) => op.op === 'examples'));
  const inExamples = new Set(kernelsOf(plan, loops).map(({ kernel }) => kernel));
  const kernels = plan.kernels.map((kernel): Kernel => {
    if (kernel.shape !== 'neurons' || !inExamples.has(kernel)) return kernel;
    const risky = riskyValues(plan, kernel);
    if (risky.length === 0) return kernel;
    const id = arrays.length;
    const over = { per: 'neuron', population: kernel.population } as const;
    const name = `what is not finite in ${kernel.name}`;
    arrays.push({ id, name, over, lifetime: 'example', steps: 1, initial: 0, accumulates: false });
    return guarded(kernel, risky, id);
  });
  return { ...plan, arrays, kernels };
}

/** Positions of values that the next step finds in an array and that finite numbers may make infinite. */
function riskyValues({ arrays }: Plan, { nodes, writes }: NeuronsKernel): readonly number[] {
  const risky: boolean[] = [];
  for (const node of nodes) risky.push(hasPole(node, nodes) || ('args' in node && node.args.some((a) => risky[a])));
  const kept = writes.filter(({ array }) => {
    const { lifetime, steps } = arrays[array]!;
    return (lifetime === 'example' || lifetime === 'shared') && steps !== 'all';
  });
  return [...new Set(kept.map(({ node }) => node))].filter((node) => risky[node]);
}

function hasPole(node: Node, nodes: readonly Node[]): boolean {
  if (node.op === 'log' && isPositiveDraw(nodes[node.args[0]!]!, nodes)) return false;
  if (node.op === 'log' || node.op === 'sqrt' || node.op === 'exp') return true;
  if (node.op !== 'div') return false;
  const by = nodes[node.args[1]!]!;
  return by.op !== 'constant' || by.value === 0;
}

/** 1 less a draw in [0, 1): at least 2⁻²⁴. */
function isPositiveDraw(node: Node, nodes: readonly Node[]): boolean {
  if (node.op !== 'sub') return false;
  const [one, draw] = node.args.map((a) => nodes[a]!) as [Node, Node];
  return one.op === 'constant' && one.value === 1 && draw.op === 'uniform';
}

function guarded(kernel: NeuronsKernel, risky: readonly number[], array: number): NeuronsKernel {
  const nodes: Node[] = [...kernel.nodes];
  const push = (node: Node): number => nodes.push(node) - 1;
  const zero = push({ op: 'constant', value: 0 });
  let sum = push({ op: 'read', array, at: 'neuron', lag: 0 });
  for (const value of risky) sum = push({ op: 'add', args: [sum, push({ op: 'mul', args: [value, zero] })] });
  return { ...kernel, nodes, writes: [...kernel.writes, { array, node: sum, add: false }] };
}
