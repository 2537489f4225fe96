/** How neurons learn of spikes that arrive in a step: each looks through its column, or is told by lists that are made before the step. */
export type Delivery = 'columns' | 'lists';

/** What is known of a projection before it runs. */
export interface DeliverySite {
  /** Number of synapses. */
  readonly synapses: number;
  /** Number of postsynaptic neurons. */
  readonly post: number;
  /** Duration of a step in milliseconds. */
  readonly dt: number;
  /** Arrivals that a neuron has room for. */
  readonly slots: number;
}

/** Spikes per neuron and millisecond that are reckoned with: twenty per second. */
const RATE = 0.02;

/** Tests of a synapse in the time that two more dispatches take. */
const DISPATCHES = 2 ** 17;

/** Tests of a synapse in the time that one is listed, found again and sorted in. */
const LISTED = 3;

/**
 * The cheaper of both ways, in tests of a synapse. Looking through columns tests each synapse in each step, whoever fired. Lists cost two
 * dispatches, a look at every postsynaptic neuron, and a few accesses for each spike that arrives. Where more are expected to arrive
 * than half of what a neuron has room for, many neurons would look through their columns after all.
 *
 * @param site - the projection
 * @param wanted - what the user asks for
 */
export function chooseDelivery({ synapses, post, dt, slots }: DeliverySite, wanted: Delivery | undefined): Delivery {
  if (wanted !== undefined) return wanted;
  const arrivals = RATE * dt * synapses;
  if (arrivals > (slots / 2) * post) return 'columns';
  return synapses > DISPATCHES + post + LISTED * arrivals ? 'lists' : 'columns';
}
