import {
  definePlasticity,
  defineRewiring,
  lift,
  network,
  quantity,
  type Backend,
  type Connector,
  type LiveSimulation,
  type PlasticityRule,
  type Projection,
  type Rewiring,
} from '@growcone/core';
import { lif, spikeSource } from '@growcone/models';
import { trains } from './networks.ts';

/** Joins nobody. */
export const nobody: Connector = {
  kind: 'connector',
  name: 'nobody',
  multapses: false,
  density: () => 0,
  connect: () => ({ pre: new Uint32Array(0), post: new Uint32Array(0) }),
};

/** A drawn pair without a synapse gets one, whose weight tells which pair it is; none goes. @param pairs - how many are drawn */
export const growAll = (pairs: number): Rewiring =>
  defineRewiring({
    name: 'growAll',
    edit: {
      draw: { pairs },
      eliminate: () => lift(0),
      form: () => lift(1),
      init: ({ pre, post }) => ({ w: pre.mul(4096).add(post) }),
    },
  });

/** Counts the spikes of the postsynaptic neuron, so it needs the columns. */
export const counting: PlasticityRule = {
  kind: 'plasticity',
  apiVersion: 1,
  name: 'counting',
  update: () =>
    definePlasticity({
      synapse: { seen: quantity(0, '', 'spikes of the postsynaptic neuron') },
      onPostSpike: ({ syn }) => ({ seen: syn.seen.add(1) }),
    }),
};

/** What a network of one projection is made of. */
export interface Growing {
  readonly pre: number;
  readonly post: number;
  readonly connect: Connector;
  readonly rule: Rewiring;
  /** Steps between rewirings. */
  readonly every?: number;
  readonly delay?: number;
}

/** A projection that draws pairs, onto neurons that sum up what arrives and never fire. */
export async function started(
  backend: Backend,
  { pre, post, connect, rule, every = 1, delay = 1 }: Growing,
): Promise<{ readonly live: LiveSimulation; readonly grown: Projection }> {
  const net = network({ seed: 8 });
  const from = net.population('from', pre, spikeSource());
  const to = net.population('to', post, lif({ vTh: 1e9, tauMem: 1e300 }));
  const grown = net.project(from, to, { connect, weight: 1, delay, format: 'growable-rows' });
  net.plastic(grown, counting);
  net.rewire(grown, rule, { every: { steps: every } });
  net.record(to, { variables: ['v'] });
  return { live: await net.start(backend), grown };
}

/** Input without spikes. */
export const silence = (steps: number): { readonly from: ReturnType<typeof trains> } => ({
  from: trains(steps, () => []),
});
