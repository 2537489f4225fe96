import { variable } from '../expression/expression.ts';
import { SPIKE_LABEL } from '../model/population-step.ts';
import { apply } from '../model/scope.ts';
import type { Projection } from '../network/description.ts';
import type { PlasticSynapse } from '../rule/plasticity.ts';
import { label, variables } from './labels.ts';
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
  const { name, id, pre, post, delay } = projection;
  const { rule, update, state } = plasticity;
  const traces = (end: 'pre' | 'post', population: Projection['pre']): Record<string, number> =>
    Object.fromEntries(
      Object.entries(update[end] ?? {}).map(([n, q]) => {
        const over = { per: 'neuron', population: population.id } as const;
        const array = { name: `${name}.${rule}.${end}.${n}`, over, lifetime: 'example', initial: q.value } as const;
        return [n, builder.array(array)];
      }),
    );
  const [preState, postState] = [traces('pre', pre), traces('post', post)];
  const scope: PlasticSynapse<string, string, string> = {
    w: variable('w'),
    syn: variables(Object.keys(state), label.synapse),
    pre: variables(Object.keys(preState), label.pre),
    post: variables(Object.keys(postState), label.post),
  };

  const atSynapse = (n: string): LeafNode | undefined => {
    const read = (array: number, at: 'synapse' | 'pre' | 'post'): LeafNode => ({ op: 'read', array, at, lag: 0 });
    if (n === 'w') return read(store.weight, 'synapse');
    for (const [arrays, of, at] of [
      [state, label.synapse, 'synapse'],
      [preState, label.pre, 'pre'],
      [postState, label.post, 'post'],
    ] as const) {
      const found = Object.entries(arrays).find(([key]) => of(key) === n);
      if (found) return read(found[1], at);
    }
    return undefined;
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

  const trace = (end: 'pre' | 'post'): Op[] => {
    const [arrays, population, lag] = end === 'pre' ? [preState, pre, delay] : [postState, post, 0];
    const own = scope[end];
    const spiked = variable(SPIKE_LABEL);
    const writes =
      end === 'pre' ? update.eachPre?.({ pre: own, x: spiked }) : update.eachPost?.({ post: own, z: spiked });
    if (!writes) return [];
    const after = apply(rule, own, writes);
    const list = Object.entries(arrays).filter(([n]) => after[n] !== own[n]);
    const recorder = new Recorder((n) => {
      if (n === SPIKE_LABEL) return { op: 'spiked', population: population.id, at: 'neuron', lag };
      const found = Object.entries(arrays).find(([key]) => label[end](key) === n);
      return found && { op: 'read', array: found[1], at: 'neuron', lag: 0 };
    });
    const head = { name: `${name} ${rule} ${end}synaptic traces`, population: population.id };
    return [
      run(
        builder.neurons(
          head,
          recorder,
          list.map(([n, array]): NewWrite => [array, after[n]!]),
        ),
      ),
    ];
  };
  return { synapses, traces: [...trace('pre'), ...trace('post')] };
}
