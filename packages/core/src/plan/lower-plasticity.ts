import { variable } from '../expression/expression.ts';
import { apply } from '../model/scope.ts';
import type { PlasticSynapse } from '../rule/plasticity.ts';
import { label, variables } from './labels.ts';
import { lowerTraces } from './lower-traces.ts';
import type { LeafNode } from './node.ts';
import type { Op } from './op.ts';
import type { NewWrite, PlanBuilder } from './plan-builder.ts';
import { Recorder } from './recorder.ts';
import type { StorePart } from './store-part.ts';

const run = (kernel: number): Op => ({ op: 'run', kernel, replay: false });

/** What happens to a plastic projection in every step, after all populations. */
export interface LoweredPlasticity {
  /** Changes of synapses that spikes reach. */
  readonly synapses: readonly Op[];
  /** Traces of neurons; they come after the synapses of all projections. */
  readonly traces: readonly Op[];
}

/**
 * Makes the kernels of a plastic projection.
 *
 * @param builder - the plan
 * @param store - the projection, with its rule
 */
export function lowerPlasticity(builder: PlanBuilder, store: StorePart): LoweredPlasticity {
  const { projection, plasticity } = store;
  if (!plasticity) return { synapses: [], traces: [] };
  const { name, id, delay } = projection;
  const { rule, update, state } = plasticity;
  const traces = lowerTraces(builder, projection, rule, update);
  const scope: PlasticSynapse<string, string, string> = {
    w: variable('w'),
    syn: variables(Object.keys(state), label.synapse),
    pre: traces.pre,
    post: traces.post,
  };

  const atSynapse = (n: string): LeafNode | undefined => {
    const own = Object.entries(state).find(([key]) => label.synapse(key) === n)?.[1];
    const array = n === 'w' ? store.weight : own;
    return array === undefined ? traces.bind(n) : { op: 'read', array, at: 'synapse', lag: 0 };
  };
  const changes = (hook: 'onPreSpike' | 'onPostSpike'): NewWrite[] => {
    const own = { ...scope.syn, w: scope.w };
    const after = apply(rule, own, update[hook]?.(scope) ?? {});
    const changed = Object.entries(own).filter(([n, before]) => after[n] !== before);
    return changed.map(([n]) => [n === 'w' ? store.weight : (state[n] as number), after[n]!]);
  };
  const synapses: Op[] = [];
  const [onPre, onPost] = [changes('onPreSpike'), changes('onPostSpike')];
  if (onPre.length > 0) {
    const head = { name: `${name} ${rule} on presynaptic spikes`, store: id, delay };
    synapses.push(run(builder.spikes(head, new Recorder(atSynapse), onPre)));
  }
  if (onPost.length > 0) {
    const head = { name: `${name} ${rule} on postsynaptic spikes`, store: id };
    synapses.push(run(builder.postSpikes(head, new Recorder(atSynapse), onPost)));
  }

  return { synapses, traces: traces.ops };
}
