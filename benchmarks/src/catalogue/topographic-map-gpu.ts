import { cpu } from '@growcone/backend-cpu';
import type { Backend } from '@growcone/core';
import { RunningMap, topographicMap } from '@growcone/topomap';
import type { BenchmarkOptions, GpuBenchmark, Row } from '../benchmark.ts';
import type { GpuMachine } from '../gpu/gpu-machine.ts';
import { bandwidthOfAll, kernelRows, totalOf } from '../gpu/kernel-times.ts';
import { counts, listSetting } from '../gpu/list-setting.ts';
import { measureTurns, type Running } from '../gpu/on-device.ts';
import { measuredOrRefused, rowsOf } from '../gpu/refused.ts';
import { ASSUMPTION, spikesPerStep, synapsesByStore, trafficOf } from '../gpu/traffic.ts';
import { number } from '../measure/in-words.ts';
import { median, significant } from '../measure/statistics.ts';

const SCALES = [1, 2, 3, 4, 5, 6, 7, 20];
/** Model time of a turn in ms. */
const STRETCH = 1000;
const TOY_STRETCH = 2;
/** Model time in ms in which spikes are counted on the CPU. */
const COUNTED = 100;

/** How fast a topographic map forms on a GPU. */
export const topographicMapOnGpu: GpuBenchmark = {
  question:
    'How much faster than real time does a topographic map form (Knight, Senk and Nowotny 2025; dt 0.1 ms, rewiring every millisecond) ' +
    'at scales 1 to 7 and 20, up to 2 × 102 400 neurons, and how long does each shader take?',
  target: 'reported; a network that a GPU refuses is named with the reason',
  settings: { scales: 'sizes (1,2,3,4,5,6,7,20)', stretch: 'model time of a turn in ms (1000)' },
  summarise: (rows) =>
    rows.map((row) => ({
      what: `map of 2 × ${number(row, 'neurons') / 2} neurons (scale ${number(row, 'scale')})`,
      measured: measuredOrRefused(
        row,
        () => `${number(row, 'realTimeFactor')} × real time, ${number(row, 'usPerStep')} µs per step`,
      ),
      target: 'reported',
    })),
  async run(options, gpu) {
    const { toy } = options;
    const scales = listSetting(options, 'scales', toy ? [1] : SCALES, counts, 'whole numbers of at least 1');
    const [stretch] = listSetting(
      options,
      'stretch',
      [toy ? TOY_STRETCH : STRETCH],
      counts,
      'a whole number of at least 1',
    );
    const { rows, kernels, refusals } = await rowsOf(
      scales,
      (scale) => {
        const { source, target } = topographicMap({ seed: 1, scale });
        return { scale, neurons: source.size + target.size };
      },
      (scale, shaders) => row(scale, stretch!, options, gpu, shaders),
      options,
    );
    return {
      rows,
      kernels,
      notes: [
        ...refusals,
        'Turns of the same length in model time go on where the one before ended; the first does not count. realTimeFactor: over all turns. Spikes and in-degrees are those of the first 100 ms on the CPU.',
        `${ASSUMPTION} The time is that of all shaders, those of rewiring included.`,
      ],
    };
  },
};

async function row(
  scale: number,
  stretch: number,
  { rounds, toy }: BenchmarkOptions,
  gpu: GpuMachine,
  kernels: Row[],
): Promise<Row> {
  const map = topographicMap({ seed: 1, scale });
  const steps = Math.round(stretch / map.preset.dt);
  const start = async (backend: Backend): Promise<Running> => {
    const running = await RunningMap.start(map, backend);
    return {
      turn: () => running.advance(stretch),
      [Symbol.asyncDispose]: () => running[Symbol.asyncDispose](),
    };
  };
  const { seconds, kernels: times } = await measureTurns(start, rounds ?? (toy ? 1 : 3));
  const { bytes, meanInDegree } = await countOnCpu(scale, toy ? TOY_STRETCH : COUNTED);
  if (times) kernels.push(...kernelRows({ scale }, times));
  return {
    realTimeFactor: significant((seconds.length * stretch) / 1000 / seconds.reduce((sum, s) => sum + s, 0), 3),
    usPerStep: significant((1e6 * median(seconds)) / steps, 3),
    kernelUsPerStep: times ? significant((1000 * totalOf(times)) / steps, 3) : null,
    meanInDegree: significant(meanInDegree, 3),
    ...bandwidthOfAll(times, bytes, steps, gpu),
  };
}

/** What a step of a map has to move at the start, as it runs on the CPU. */
async function countOnCpu(scale: number, stretch: number): Promise<{ bytes: number; meanInDegree: number }> {
  const map = topographicMap({ seed: 1, scale });
  for (const population of [map.source, map.target]) map.network.record(population, { spikes: true });
  await using running = await RunningMap.start(map, cpu({ threads: 1 }));
  const { live } = running;
  const { spikes } = await live.advance(Math.round(stretch / map.preset.dt));
  const synapses = await synapsesByStore(live);
  const activity = {
    synapses,
    spikes: live.plan.populations.map(({ name }) => (spikes[name] ? spikesPerStep(spikes[name]) : 0)),
  };
  const { length } = (await live.synapses(map.feedforward)).pre;
  return { bytes: trafficOf(live.plan, 'advance', activity).forward, meanInDegree: length / map.target.size };
}
