import type { GaussianKernel } from './gaussian-kernel.ts';
import type { StimulusOptions } from './stimulus.ts';

/** Every constant of a topographic map. */
export interface MapPreset {
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
  /** Structural plasticity. */
  readonly rewiring: {
    /** Time between rewirings in ms. */
    readonly interval: number;
    /** Pairs drawn each time, per projection and tile. */
    readonly pairs: number;
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

/** Constants of published models. */
export const presets: {
  /**
   * Knight, Senk and Nowotny (arXiv:2510.19764), after Bamford, Murray and Willshaw (2010). Elimination probabilities are fifty times
   * those of the latter, where synapses compete for room instead. Here a stimulus may be centred anywhere, and distance is folded at the
   * edges for every pair.
   */
  readonly knight2025: MapPreset;
} = {
  knight2025: {
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
      pairs: 10,
      feedforward: { peak: 0.16, sigma: 2.5 },
      lateral: { peak: 1, sigma: 1 },
      eliminateWeak: 0.0245 * 50,
      eliminateStrong: 0.000136 * 50,
      weak: 0.5,
    },
    stimulus: { base: 5, peak: 152.8, sigma: 2, duration: 20, flat: 20 },
  },
};
