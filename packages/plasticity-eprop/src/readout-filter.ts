import { dot, isConstant, UnsupportedRuleError, type Expr, type ProjectionSite } from '@growcone/core';

/**
 * How long an output spike goes on to act on a readout: F(t) = D F(t−1) + b e(t−d), over the components that a spike can
 * reach. Known as κ in the e-prop papers, where it has one component.
 */
export interface ReadoutFilter {
  /** Name of its variables. */
  readonly name: string;
  /** D, row by row. */
  readonly decay: readonly (readonly number[])[];
  /** b. */
  readonly drive: readonly number[];
  /** The feedback projections that it serves: position of the projection, and of its components in the readout. */
  readonly taps: readonly { readonly feedback: number; readonly components: readonly number[] }[];
}

/**
 * The filters of all feedback into a population; projections that filter alike share one.
 *
 * @param feedback - the projections that carry the feedback
 */
export function readoutFilters(feedback: readonly ProjectionSite[]): readonly ReadoutFilter[] {
  const filters = new Map<string, ReadoutFilter>();
  feedback.forEach((site, position) => {
    const { components, decay, drive } = filterOf(site);
    const key = JSON.stringify([decay, drive]);
    const known = filters.get(key);
    const taps = [...(known?.taps ?? []), { feedback: position, components }];
    filters.set(key, { name: known?.name ?? site.name, decay, drive, taps });
  });
  return [...filters.values()];
}

function filterOf(site: ProjectionSite): { components: number[]; decay: number[][]; drive: number[] } {
  const { transition, reset, resetSpike, output, drive: drives } = site.post.dynamics;
  const drive = drives[site.incoming]!;
  // D = T (R + r ⊗ ψ)
  const total = transition.map((row) =>
    output.map((psi, j) =>
      dot(
        row,
        reset.map((r, k) => r[j]!.add(resetSpike[k]!.mul(psi))),
      ),
    ),
  );
  const reached = new Set(drive.flatMap((b, i) => (isConstant(b, 0) ? [] : [i])));
  // A set hands out what is added to it while it is walked through.
  for (const j of reached) total.forEach((row, i) => isConstant(row[j]!, 0) || reached.add(i));
  const components = [...reached].sort((a, b) => a - b);
  const number = (e: Expr): number => constantOf(e, site);
  return {
    components,
    decay: components.map((i) => components.map((j) => number(total[i]![j]!))),
    drive: components.map((i) => number(drive[i]!)),
  };
}

function constantOf(expr: Expr, { name, post }: ProjectionSite): number {
  if (isConstant(expr)) return expr.value;
  throw new UnsupportedRuleError(
    'e-prop',
    'readout-dynamics',
    `the online form needs a readout whose dynamics are constant, but how long a spike over '${name}' acts on '${post.name}' ` +
      "depends on the readout's state. Use a leaky integrator without conductance synapses there, or eprop({ form: 'reverse' }), " +
      'which takes any readout.',
    { projection: name, readout: post.name },
  );
}
