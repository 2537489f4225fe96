import type { Backend } from '@growcone/core';
import type { BenchmarkOptions, GpuBenchmark, Row } from '../benchmark.ts';
import type { GpuMachine } from '../gpu/gpu-machine.ts';
import { bandwidthColumns, kernelRows, totalOf } from '../gpu/kernel-times.ts';
import { counts, listSetting } from '../gpu/list-setting.ts';
import { measureTurns, type Running } from '../gpu/on-device.ts';
import { measuredOrRefused, rowsOf } from '../gpu/refused.ts';
import { ASSUMPTION, spikesPerStep, synapsesByStore, trafficOf, type Activity } from '../gpu/traffic.ts';
import { number } from '../measure/in-words.ts';
import { median, significant } from '../measure/statistics.ts';
import { balanced, DT, type BalancedKind } from '../networks/balanced.ts';

const SIZES = [4000, 20_000];

/** A balanced network on a GPU. @param kind - conductances or currents */
export const balancedOnGpu = (kind: BalancedKind): GpuBenchmark => ({
  question:
    `How many seconds does a second of the balanced network ${kind.toUpperCase()} take (dt 0.1 ms, every neuron sends 80 synapses), how ` +
    'does it fire, and how long does each shader take?',
  target: 'reported',
  settings: { neurons: 'sizes, multiples of 100 (4000,20000)', steps: 'steps of a turn (10000)' },
  summarise: (rows) =>
    rows.map((row) => ({
      what: `${kind.toUpperCase()}, ${number(row, 'neurons')} neurons, per simulated second`,
      measured: measuredOrRefused(row, () => `${number(row, 'secondsPerSecond')} s, ${number(row, 'rateHz')} Hz`),
      target: 'reported',
    })),
  async run(options, gpu) {
    const { toy } = options;
    const hundreds = (value: number): boolean => counts(value / 100);
    const sizes = listSetting(options, 'neurons', toy ? [100] : SIZES, hundreds, 'multiples of 100');
    const [steps] = listSetting(options, 'steps', [toy ? 20 : 1000 / DT], counts, 'a whole number of at least 1');
    const { rows, kernels, refusals } = await rowsOf(
      sizes,
      (neurons) => ({ neurons, steps: steps! }),
      (neurons, shaders) => row(kind, neurons, steps!, options, gpu, shaders),
      options,
    );
    return {
      rows,
      kernels,
      notes: [
        ...refusals,
        'secondsPerSecond: each turn starts anew and hands out its spikes, from which rateHz is. The first turn does not count.',
        ASSUMPTION,
      ],
    };
  },
});

async function row(
  kind: BalancedKind,
  neurons: number,
  steps: number,
  { rounds, toy }: BenchmarkOptions,
  gpu: GpuMachine,
  kernels: Row[],
): Promise<Row> {
  const { net, populations } = balanced(kind, neurons, 'out-degree');
  for (const population of populations) net.record(population, { spikes: true });
  let activity: Activity = { synapses: [], spikes: [] };
  let forward = 0;
  const start = async (backend: Backend): Promise<Running> => {
    const simulation = await net.compile(backend);
    const synapses = await synapsesByStore(simulation);
    return {
      async turn() {
        const { spikes } = await simulation.evaluate({}, { steps });
        activity = { synapses, spikes: populations.map(({ name }) => spikesPerStep(spikes[name]!)) };
        forward = trafficOf(simulation.plan, 'evaluate', activity).forward;
      },
      [Symbol.asyncDispose]: () => simulation[Symbol.asyncDispose](),
    };
  };
  const { seconds, kernels: times } = await measureTurns(start, rounds ?? (toy ? 1 : 3));
  if (times) kernels.push(...kernelRows({ neurons }, times));
  const simulated = (steps * DT) / 1000;
  const fired = activity.spikes.reduce((sum, perStep) => sum + perStep * steps, 0);
  return {
    secondsPerSecond: significant(median(seconds) / simulated, 3),
    usPerStep: significant((1e6 * median(seconds)) / steps, 3),
    kernelUsPerStep: times ? significant((1000 * totalOf(times)) / steps, 3) : null,
    rateHz: significant(fired / neurons / simulated, 3),
    ...bandwidthColumns('evaluate', times, { forward, reverse: 0 }, steps, gpu),
  };
}
