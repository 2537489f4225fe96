import type { Backend, Projection } from '@growcone/core';
import { spikeInput, type GradientNetwork } from './networks.ts';

/** Gradients by projection, and how often the least active hidden neuron fired. */
export interface Gradients {
  readonly of: ReadonlyMap<string, ArrayLike<number>>;
  readonly fewestSpikes: number;
  readonly loss: number;
}

/** Runs two batches of trials (the second starts from the firing rates of the first) and gives back the gradient of the second. */
export async function gradients(
  { network, projections }: GradientNetwork,
  backend: Backend,
  { size, steps, hidden }: { readonly size: number; readonly steps: number; readonly hidden: number },
): Promise<Gradients> {
  await using simulation = await network.compile(backend);
  const batch = { input: spikeInput(size, steps), readout: Array.from({ length: size }, (_, e) => e % 3) };
  const counts = new Uint32Array(hidden);
  const { spikes } = await simulation.evaluate(batch);
  spikes['hidden']?.neurons.forEach((n) => (counts[n] = (counts[n] ?? 0) + 1));
  await simulation.accumulate(batch);
  await simulation.update();
  const { loss } = await simulation.accumulate(batch);
  const of = new Map<string, ArrayLike<number>>();
  for (const p of projections) of.set(p.name, gradientOf(p, await simulation.gradient(p)));
  return { of, fewestSpikes: Math.min(...counts), loss };
}

function gradientOf(
  projection: Projection,
  snapshot: { readonly variables: Readonly<Record<string, ArrayLike<number>>> },
): ArrayLike<number> {
  const values = snapshot.variables['gradient'];
  if (!values) throw new Error(`no gradient of ${projection.name}`);
  return values;
}

/** ‖a − b‖ / ‖b‖. */
export function distance(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a.length !== b.length) throw new Error(`gradients of ${a.length} and ${b.length} synapses`);
  let [difference, norm] = [0, 0];
  for (let i = 0; i < b.length; i++) {
    const [x, y] = [a[i] as number, b[i] as number];
    difference += (x - y) ** 2;
    norm += y ** 2;
  }
  return Math.sqrt(difference / norm);
}
