import {
  fixedTotal,
  network,
  oneToOne,
  uniform,
  type Backend,
  type Rewiring,
  type SpikeBatch,
  type StoreSnapshot,
} from '@growcone/core';
import { follower, mute } from '../models/driven.ts';
import { sourceUnit } from '../models/neurons.ts';
import { examplesOf, randomTrains } from '../plans/spike-trains.ts';

/** How a rule that draws pairs is tried. */
export interface DrawnTrial {
  /** Where it runs. */
  readonly backend: Backend;
  /** The rule. */
  readonly rule: Rewiring;
  /** Lengths of the stretches in steps, with a rewiring after every step. */
  readonly stretches: readonly number[];
}

/** Numbers of neurons where a rule is made for any, and what connects them at first. */
const SIZE = 12;
const SHARE = 0.25;

/** Numbers of presynaptic and postsynaptic neurons. @param rule - which may be made for some only */
export const sizesOf = ({ sizes }: Rewiring): readonly [pre: number, post: number] =>
  sizes ? [sizes.pre, sizes.post] : [SIZE, SIZE];

/**
 * Lets a rule rewire a projection of neurons that fire at random, and notes the synapses after every stretch.
 *
 * @param trial - rule, backend, stretches
 * @returns the synapses at the start, and after each stretch
 */
export async function runDrawn({ backend, rule, stretches }: DrawnTrial): Promise<readonly StoreSnapshot[]> {
  const [preSize, postSize] = sizesOf(rule);
  const net = network({ seed: 1 });
  const driven = (name: string, size: number) => {
    const drivers = net.population(`${name}Drivers`, size, sourceUnit());
    const units = net.population(name, size, follower());
    net.project(drivers, units, { connect: oneToOne(), weight: 1 });
    return units;
  };
  const pre = driven('pre', preSize);
  // Where it can be one population, it is, so that autapses are possible and must not come.
  const post = preSize === postSize ? pre : driven('post', postSize);
  const connect = fixedTotal(Math.round(preSize * postSize * SHARE), { autapses: false });
  const projection = net.project(pre, post, { connect, weight: uniform(0.1, 0.9), synapse: mute() });
  net.rewire(projection, rule, { every: { steps: 1 } });
  await using live = await net.start(backend);
  const seen = [await live.synapses(projection)];
  const all = (size: number, steps: number, seed: number): SpikeBatch =>
    randomTrains({ neurons: size, steps, examples: 1, rate: 0.2, seed });
  const total = stretches.reduce((a, b) => a + b, 0);
  const [first, second] = [all(preSize, total, 5), all(postSize, total, 6)];
  let done = 0;
  for (const steps of stretches) {
    const input = { preDrivers: cut(first, done, steps) };
    await live.advance(steps, pre === post ? input : { ...input, postDrivers: cut(second, done, steps) });
    seen.push(await live.synapses(projection));
    done += steps;
  }
  return seen;
}

/** Steps of a batch as a batch of their own. */
function cut({ offsets, neurons }: SpikeBatch, from: number, steps: number): SpikeBatch {
  const own = offsets.slice(from, from + steps + 1);
  return examplesOf({ size: 1, steps, offsets: own, neurons }, [0]);
}
