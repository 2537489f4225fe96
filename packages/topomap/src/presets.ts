import type { GaussianKernel } from './gaussian-kernel.ts';
import type { StimulusOptions } from './stimulus.ts';

/** Every constant of a topographic map. */
export interface MapPreset {
  /** Where the map was published; the source of the network. */
  readonly cite?: string;
  /** Neurons along each side of a layer at scale 1; also of the part of it that has a stimulus of its own. */
  readonly side: number;
  /** Step in ms. */
  readonly dt: number;
  /** Target neurons: potentials in mV, times in ms, membrane resistance. */
  readonly neuron: {
    /** Membrane time constant. */
    readonly tauMem: number;
    /** Membrane resistance, per unit of conductance. */
    readonly resistance: number;
    /** Potential at rest. */
    readonly vRest: number;
    /** Potential after a spike. */
    readonly vReset: number;
    /** Threshold. */
    readonly vTh: number;
    /** Absolute refractory period. */
    readonly refractory: number;
    /** Mean of the initial potential. */
    readonly vStart: number;
    /** Its standard deviation. */
    readonly vStartSd: number;
  };
  /** Synapses of both projections. */
  readonly synapse: {
    /** Time constant of the conductance in ms. */
    readonly tauSyn: number;
    /** Reversal potential in mV. */
    readonly reversal: number;
    /** Largest weight, which is also that of a new synapse. */
    readonly gMax: number;
  };
  /** Change of weights by the times of spikes; amplitudes are absolute. */
  readonly stdp: {
    /** Potentiation. */
    readonly aPlus: number;
    /** Depression. */
    readonly aMinus: number;
    /** Potentiation window in ms. */
    readonly tauPlus: number;
    /** Depression window in ms. */
    readonly tauMinus: number;
  };
  /** Synapses per target neuron and projection at the start; left out, every pair has one with the probability of its formation. */
  readonly inDegree?: number;
  /** Structural plasticity. */
  readonly rewiring: {
    /** Time between rewirings in ms. */
    readonly interval: number;
    /** Pairs or slots drawn each time, per projection and tile. */
    readonly attempts: number;
    /** Where slots are drawn and not pairs: how many slots a target neuron has per projection, and who is tried for an empty one. */
    readonly slots?: {
      /** Slots of a target neuron: its largest in-degree. */
      readonly perPost: number;
      /** Any neuron, or one of those that fired in the latest step in which any did, looking back over a time in ms. */
      readonly partner:
        | 'uniform'
        | {
            /** How far to look back, in ms. */
            readonly lastSpiked: number;
          };
    };
    /** Formation from source to target. */
    readonly feedforward: GaussianKernel;
    /** Formation within the target layer. */
    readonly lateral: GaussianKernel;
    /** Probability that a drawn weak synapse goes. */
    readonly eliminateWeak: number;
    /** Probability that another drawn synapse goes. */
    readonly eliminateStrong: number;
    /** Share of the largest weight below which a synapse is weak. */
    readonly weak: number;
  };
  /** The stimulus. */
  readonly stimulus: StimulusOptions;
}

// Depression is stronger than potentiation by this factor, per area under the windows.
const BALANCE = 1.2;
const G_MAX = 0.2;
const A_PLUS = 0.1 * G_MAX;

const knight2025: MapPreset = {
  cite: 'arXiv:2510.19764',
  side: 16,
  dt: 0.1,
  neuron: {
    tauMem: 20,
    // 20 ms over 20 nF.
    resistance: 1,
    vRest: -70,
    vReset: -70,
    vTh: -54,
    refractory: 5,
    vStart: -60,
    vStartSd: 5,
  },
  synapse: { tauSyn: 5, reversal: 0, gMax: G_MAX },
  stdp: { aPlus: A_PLUS, aMinus: (BALANCE * A_PLUS * 20) / 64, tauPlus: 20, tauMinus: 64 },
  rewiring: {
    interval: 1,
    attempts: 10,
    feedforward: { peak: 0.16, sigma: 2.5 },
    lateral: { peak: 1, sigma: 1 },
    eliminateWeak: 0.0245 * 50,
    eliminateStrong: 0.000136 * 50,
    weak: 0.5,
  },
  stimulus: { base: 5, peak: 152.8, sigma: 2, duration: 20, flat: 20 },
};

/** Constants of published models. */
export const presets: {
  /**
   * Knight, Senk and Nowotny (arXiv:2510.19764), after Bamford, Murray and Willshaw (2010). Elimination probabilities are fifty times
   * those of the latter, where synapses compete for room instead. Here a stimulus may be centred anywhere, and distance is folded at the
   * edges for every pair.
   */
  readonly knight2025: MapPreset;
  /**
   * Bamford, Murray and Willshaw (2010), with the numbers that Bogdan et al. (2018) used too: a target neuron has 16 slots for synapses
   * from the source layer and 16 for lateral ones, and begins with all of them filled. 10 000 slots are drawn per second and tile; the
   * partner tried for an empty one has just fired. Changes are slow: the authors let 300 s pass. Here a pair has at most one synapse.
   */
  readonly bamford2010: MapPreset;
} = {
  knight2025,
  bamford2010: {
    ...knight2025,
    cite: 'doi:10.1016/j.neunet.2010.01.005',
    inDegree: 16,
    rewiring: {
      ...knight2025.rewiring,
      // Half of the 10 000 slots per second are feed-forward.
      interval: 0.2,
      attempts: 1,
      slots: { perPost: 16, partner: { lastSpiked: 10 } },
      eliminateWeak: 0.0245,
      eliminateStrong: 0.000136,
    },
  },
};
