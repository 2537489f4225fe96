import {
  fixedInDegree,
  fixedOutDegree,
  network,
  uniform,
  type Initialiser,
  type Network,
  type Population,
  type SynapseModel,
} from '@growcone/core';
import { conductance, exponential, integrateAndFire, refractory } from '@growcone/models';

/** Step in ms. */
export const DT = 0.1;

/** Whether synapses are conductances or currents. */
export type BalancedKind = 'coba' | 'cuba';

/** Synapses per neuron: 80 % of them excitatory, as the neurons are. */
export const SYNAPSES_PER_NEURON = 80;

interface Kind {
  readonly cell: Parameters<typeof integrateAndFire>[0];
  readonly weight: readonly [excitatory: number, inhibitory: number];
  readonly synapse: readonly [excitatory: SynapseModel, inhibitory: SynapseModel];
  /** How excitatory neurons start. */
  readonly start: Readonly<Record<string, Initialiser | number>>;
}

/** How the synapses are drawn: every neuron sends 80, or every neuron receives 80. */
export type BalancedConnections = 'out-degree' | 'in-degree';

const REFRACTORY_STEPS = 5 / DT;
const STIMULATED_STEPS = 50 / DT;

const BELOW_THRESHOLD = { v: uniform(-60, -50) };

const KINDS: Readonly<Record<BalancedKind, Kind>> = {
  coba: {
    cell: { vRest: -60, vReset: -60, vTh: -50, tauMem: 20, resistance: 100 },
    // In µS.
    weight: [0.006, 0.067],
    synapse: [conductance({ tauSyn: 5, reversal: 0 }), conductance({ tauSyn: 10, reversal: -80 })],
    // Without a start it stays silent: these neurons are made to fire once, at a random time of the first 50 ms.
    start: { v: -49, wait: uniform(0, STIMULATED_STEPS) },
  },
  cuba: {
    cell: { vRest: -49, vReset: -60, vTh: -50, tauMem: 20, resistance: 1 },
    // In mV.
    weight: [1.62, -9],
    synapse: [exponential({ tauSyn: 5 }), exponential({ tauSyn: 10 })],
    start: BELOW_THRESHOLD,
  },
};

/** A balanced network with its two populations. */
export interface Balanced {
  /** The network. */
  readonly net: Network;
  /** Excitatory and inhibitory neurons. */
  readonly populations: readonly [excitatory: Population, inhibitory: Population];
}

/**
 * The networks of Vogels and Abbott as Brette et al. 2007 compare simulators on them: 80 % excitatory neurons, random
 * connections within and between the two populations, 80 synapses per neuron, activity that sustains itself.
 *
 * @param kind - conductances or currents
 * @param neurons - number of neurons
 * @param connections - how the synapses are drawn
 */
export function balanced(kind: BalancedKind, neurons: number, connections: BalancedConnections): Balanced {
  const { cell, weight, synapse, start } = KINDS[kind];
  const net = network({ dt: DT, seed: 2 });
  const model = refractory(integrateAndFire(cell), REFRACTORY_STEPS, { hold: ['v'] });
  const excitatory = net.population('excitatory', 0.8 * neurons, model, { initial: start });
  const inhibitory = net.population('inhibitory', 0.2 * neurons, model, { initial: BELOW_THRESHOLD });
  [excitatory, inhibitory].forEach((pre, i) => {
    for (const post of [excitatory, inhibitory]) {
      const share = SYNAPSES_PER_NEURON / neurons;
      const autapses = pre !== post;
      const connect =
        connections === 'out-degree'
          ? fixedOutDegree(Math.round(share * post.size), { autapses })
          : fixedInDegree(Math.round(share * pre.size), { autapses });
      net.project(pre, post, { connect, weight: weight[i]!, synapse: synapse[i]! });
    }
  });
  return { net, populations: [excitatory, inhibitory] };
}
