import { variable, type Expr } from '../expression/expression.ts';
import { SPIKE_LABEL } from '../model/population-step.ts';
import type { Quantities, Vars, Writes } from '../model/quantity.ts';
import { apply } from '../model/scope.ts';
import type { Population, Projection } from '../network/description.ts';
import { label, variables } from './labels.ts';
import type { LeafNode } from './node.ts';
import type { Op } from './op.ts';
import type { NewWrite, PlanBuilder } from './plan-builder.ts';
import { Recorder } from './recorder.ts';

/** What a rule declares about the neurons at both ends of a projection. */
export interface TraceRule {
  /** Variables per presynaptic neuron. */
  readonly pre?: Quantities<string>;
  /** Variables per postsynaptic neuron. */
  readonly post?: Quantities<string>;
  /** Their new values in every step. */
  eachPre?(scope: { readonly pre: Vars<string>; readonly x: Expr }): Writes<string>;
  /** Their new values in every step. */
  eachPost?(scope: { readonly post: Vars<string>; readonly z: Expr }): Writes<string>;
}

/** The variables of a rule at both ends of a projection. */
export interface Traces {
  /** What hooks see of the presynaptic neuron. */
  readonly pre: Vars<string>;
  /** What hooks see of the postsynaptic neuron. */
  readonly post: Vars<string>;
  /** What a label of theirs reads in a kernel over synapses or pairs. @param name - the label */
  bind(name: string): LeafNode | undefined;
  /** Their change in every step. */
  readonly ops: readonly Op[];
}

/**
 * Adds the variables that a rule keeps per neuron at the ends of a projection, and their change in every step.
 *
 * @param builder - the plan
 * @param projection - the projection
 * @param name - name of the rule
 * @param rule - what it declares
 */
export function lowerTraces(builder: PlanBuilder, projection: Projection, name: string, rule: TraceRule): Traces {
  const { pre, post, delay } = projection;
  const arrays = (end: 'pre' | 'post', population: Population): Record<string, number> =>
    Object.fromEntries(
      Object.entries(rule[end] ?? {}).map(([n, q]) => {
        const over = { per: 'neuron', population: population.id } as const;
        const own = `${projection.name}.${name}.${end}.${n}`;
        return [n, builder.array({ name: own, over, lifetime: 'example', initial: q.value })];
      }),
    );
  const held = { pre: arrays('pre', pre), post: arrays('post', post) };
  const seen = {
    pre: variables(Object.keys(held.pre), label.pre),
    post: variables(Object.keys(held.post), label.post),
  };
  const arrayOf = (end: 'pre' | 'post', of: string): number | undefined =>
    Object.entries(held[end]).find(([n]) => label[end](n) === of)?.[1];

  const change = (end: 'pre' | 'post', population: Population, lag: number): Op[] => {
    const own = seen[end];
    const spiked = variable(SPIKE_LABEL);
    const writes = end === 'pre' ? rule.eachPre?.({ pre: own, x: spiked }) : rule.eachPost?.({ post: own, z: spiked });
    if (!writes) return [];
    const after = apply(name, own, writes);
    const changed = Object.entries(held[end]).filter(([n]) => after[n] !== own[n]);
    const recorder = new Recorder((n) => {
      if (n === SPIKE_LABEL) return { op: 'spiked', population: population.id, at: 'neuron', lag };
      const array = arrayOf(end, n);
      return array === undefined ? undefined : { op: 'read', array, at: 'neuron', lag: 0 };
    });
    const head = { name: `${projection.name} ${name} ${end}synaptic traces`, population: population.id };
    const list = changed.map(([n, array]): NewWrite => [array, after[n]!]);
    return [{ op: 'run', kernel: builder.neurons(head, recorder, list), replay: false }];
  };
  return {
    ...seen,
    bind(of) {
      for (const at of ['pre', 'post'] as const) {
        const array = arrayOf(at, of);
        if (array !== undefined) return { op: 'read', array, at, lag: 0 };
      }
      return undefined;
    },
    ops: [...change('pre', pre, delay), ...change('post', post, 0)],
  };
}
