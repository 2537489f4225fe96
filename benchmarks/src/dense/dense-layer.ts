/** A layer whose backward pass is computed densely. Numbers of neurons and steps are multiples of 4. */
export interface DenseLayer {
  /** Neurons before and behind the layer. */
  readonly neurons: number;
  /** Steps per example. */
  readonly steps: number;
  /** Number of examples. */
  readonly examples: number;
  /** Decay of the membrane potential per step. */
  readonly decay: number;
  /** Steepness of the fast sigmoid. */
  readonly steepness: number;
  /** Distance from threshold up to which a neuron is active. */
  readonly halfWidth: number;
}

/** What a forward pass leaves to the backward pass. All but the weights are [example][step][neuron]. */
export interface LayerRecord {
  /** Weights, [presynaptic][postsynaptic]. */
  readonly weights: Float32Array;
  /** 1 where a spike arrives, else 0. */
  readonly spikes: Float32Array;
  /** Potential of the postsynaptic neurons less their threshold. */
  readonly distance: Float32Array;
  /** ∂L/∂(spike of a postsynaptic neuron). */
  readonly upstream: Float32Array;
}

/** What a backward pass gives. */
export interface LayerGradient {
  /** ∂L/∂weight, [presynaptic][postsynaptic]. */
  readonly weights: Float32Array;
  /** ∂L/∂(spike of a presynaptic neuron), [example][step][neuron]. */
  readonly spikes: Float32Array;
}

/** Neurons of a panel: what is multiplied at a time lies side by side. */
export const PANEL = 8;

const LANES = 4;
const PAGE = 65536;

/** Where the arrays of a layer are in memory, in bytes. */
export interface DensePlaces {
  /** Bytes of a row of neurons. */
  readonly row: number;
  readonly weights: number;
  /** Weights by panels of presynaptic neurons, [panel][postsynaptic][8]. */
  readonly turned: number;
  readonly weightGradient: number;
  /** Delayed sums of an example by panels, [panel][step][8]. */
  readonly delayed: number;
  /** Spikes of an example by fours, [four][step][4]. */
  readonly packed: number;
  /** One row of delayed sums. */
  readonly carry: number;
  readonly spikes: number;
  readonly distance: number;
  readonly upstream: number;
  readonly spikeGradient: number;
  /** Pages of memory. */
  readonly pages: number;
}

/** Places the arrays. @param layer - the layer */
export function densePlaces({ neurons, steps, examples }: DenseLayer): DensePlaces {
  if (neurons % LANES !== 0 || steps % LANES !== 0)
    throw new RangeError(`a dense layer needs multiples of ${LANES}, got ${neurons} neurons and ${steps} steps`);
  let end = 0;
  const place = (words: number): number => {
    const at = end;
    end += Math.ceil(words / 16) * 64;
    return at;
  };
  const panels = Math.ceil(neurons / PANEL) * PANEL;
  const square = neurons * neurons;
  const trial = examples * steps * neurons;
  return {
    row: 4 * neurons,
    weights: place(square),
    turned: place(panels * neurons),
    weightGradient: place(square),
    delayed: place(panels * steps),
    packed: place(neurons * steps),
    carry: place(neurons),
    spikes: place(trial),
    distance: place(trial),
    upstream: place(trial),
    spikeGradient: place(trial),
    pages: Math.ceil(end / PAGE),
  };
}
