import {
  defineRewiring,
  network,
  oneToOne,
  fixedProbability,
  allToAll,
  quantity,
  uniform,
  type Backend,
  type PlasticityRule,
  type Rewiring,
  type SpikeBatch,
  type StoreSnapshot,
} from '@growcone/core';
import { follower, mute } from '../models/driven.ts';
import { sourceUnit } from '../models/neurons.ts';

/** Name of the variable that is 1 at synapses that grew on the way. */
export const GREW = 'comings and goings.grew';

/** Synapses come and go at random. */
export const comingsAndGoings = (): Rewiring =>
  defineRewiring({
    name: 'comings and goings',
    synapse: { grew: quantity(0, '', '1 for a synapse that grew on the way') },
    edit: {
      draw: { pairs: 9 },
      eliminate: () => 0.25,
      form: () => 0.5,
      init: () => ({ w: 0.25, grew: 1 }),
    },
  });

/** How a rule is driven. */
export interface PlasticityTrial {
  /** Where it runs. */
  readonly backend: Backend;
  /** The rule. */
  readonly rule: PlasticityRule;
  /** Step in ms. */
  readonly dt: number;
  /** Steps from a presynaptic spike to its arrival. */
  readonly delay: number;
  /** Smallest and largest initial weight. */
  readonly weights: readonly [least: number, most: number];
  /** Presynaptic spikes; the number of steps is theirs. */
  readonly pre: SpikeBatch;
  /** Spikes of the drivers: postsynaptic neurons fire one step later. */
  readonly drivers: SpikeBatch;
  /** Numbers of presynaptic and postsynaptic neurons. */
  readonly sizes: readonly [pre: number, post: number];
  /** Lets synapses come and go. */
  readonly rewiring?: Rewiring;
}

/** What a plastic projection became. */
export interface PlasticityOutcome {
  /** Its synapses at the start. */
  readonly before: StoreSnapshot;
  /** Its synapses at the end. */
  readonly after: StoreSnapshot;
  /** Spikes of the postsynaptic neurons. */
  readonly fired: SpikeBatch;
}

/**
 * Runs a plastic projection whose weights change nothing else, so that all spikes are known beforehand.
 *
 * @param trial - rule, backend, spikes
 */
export async function drive(trial: PlasticityTrial): Promise<PlasticityOutcome> {
  const { backend, rule, dt, delay, weights, pre, drivers, sizes, rewiring } = trial;
  const net = network({ dt, seed: 3 });
  const source = net.population('source', sizes[0], sourceUnit());
  const driver = net.population('driver', sizes[1], sourceUnit());
  const units = net.population('units', sizes[1], follower());
  const weight = uniform(weights[0], weights[1]);
  // A projection that rewires needs formats that can be edited, whose density must not be 1.
  const connect = rewiring || sizes[0] > 1 ? fixedProbability(0.6) : allToAll();
  const plastic = net.project(source, units, { connect, weight, synapse: mute(), delay });
  net.project(driver, units, { connect: oneToOne(), weight: 1 });
  net.plastic(plastic, rule);
  if (rewiring) net.rewire(plastic, rewiring, { every: { steps: 5 } });
  net.record(units, { spikes: true });
  await using live = await net.start(backend);
  const before = await live.synapses(plastic);
  const { spikes } = await live.advance(pre.steps, { source: pre, driver: drivers });
  return { before, after: await live.synapses(plastic), fired: spikes['units'] };
}
