import { allToAll, network, type Backend, type PlasticityRule, type SpikeBatch } from '@growcone/core';
import { lif, spikeSource } from '@growcone/models';

/** Spikes of one neuron as an input of one example. @param steps - number of steps @param times - steps of its spikes, from 1, ascending */
function train(steps: number, times: readonly number[]): SpikeBatch {
  const offsets = Uint32Array.from({ length: steps + 1 }, (_, t) => times.filter((time) => time <= t).length);
  return { size: 1, steps, offsets, neurons: new Uint32Array(times.length) };
}

/** What happened at a plastic synapse. */
export interface Outcome {
  /** Steps in which a presynaptic spike arrived. */
  readonly arrivals: readonly number[];
  /** Steps in which the postsynaptic neuron fired. */
  readonly fired: readonly number[];
  /** The weight at the end. */
  readonly weight: number;
}

/** How the synapse is driven. */
export interface Drive {
  readonly steps: number;
  readonly dt: number;
  readonly delay: number;
  readonly pre: readonly number[];
  /** Steps in which the postsynaptic neuron is made to fire one step later. */
  readonly post: readonly number[];
  readonly start: number;
}

/** A synapse of which both ends fire when they are told to: the weight is too small to fire anybody. */
export async function oneSynapse(rule: PlasticityRule, backend: Backend, drive: Drive): Promise<Outcome> {
  const { steps, dt, delay, pre, post, start } = drive;
  const net = network({ dt, seed: 1 });
  const [from, driver] = ['from', 'driver'].map((name) => net.population(name, 1, spikeSource()));
  const to = net.population('to', 1, lif({ vTh: 100 }));
  const synapse = net.project(from!, to, { connect: allToAll(), weight: start, delay });
  net.project(driver!, to, { connect: allToAll(), weight: 150 });
  net.plastic(synapse, rule);
  net.record(to, { spikes: true });
  await using live = await net.start(backend);
  const { spikes } = await live.advance(steps, { from: train(steps, pre), driver: train(steps, post) });
  const { offsets } = spikes['to']!;
  const fired = Array.from({ length: steps }, (_, i) => i + 1).filter((t) => offsets[t]! > offsets[t - 1]!);
  const { variables } = await live.synapses(synapse);
  const arrivals = pre.map((t) => t + delay).filter((t) => t <= steps);
  return { arrivals, fired, weight: variables['w']![0]! };
}
