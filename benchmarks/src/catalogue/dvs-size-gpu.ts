import type { GpuBenchmark } from '../benchmark.ts';
import { counts, listSetting } from '../gpu/list-setting.ts';
import { measuredOrRefused } from '../gpu/refused.ts';
import { trainingRows } from '../gpu/training-speed.ts';
import { density as share, number } from '../measure/in-words.ts';
import { GESTURE, TOY } from '../networks/classifier.ts';

/** Training examples of the gestures: an epoch. */
const EPOCH = 1077;
/** Seconds per epoch that are wanted of a GPU for data centres, and what the reference system took on an A100. */
const TARGETS: Readonly<Record<number, readonly [seconds: number, reference: number]>> = {
  1: [10, 688],
  0.01: [1, 63.8],
};

/** The network as large as one for the gestures, on a GPU. */
export const dvsSizeOnGpu: GpuBenchmark = {
  question:
    `How many seconds does an epoch of ${EPOCH} examples take for 2048-512(recurrent refractory ALIF)-11 on trials of 18 457 steps, dense ` +
    'and at 1 % with DEEP R, optimiser and rewiring included; how long does each shader take, and which share of the memory bandwidth ' +
    'do the sweeps reach?',
  target:
    'on a GPU of the A100 or H200 class at most 10 s dense and 1 s at 1 % (the reference system on an A100: 688 and 63.8)',
  batch: 512,
  settings: {
    densities: 'shares of all pairs that are connected (1,0.01)',
    steps: 'steps of a trial (18457)',
  },
  summarise: (rows) =>
    rows.map((row) => {
      const [seconds, reference] = TARGETS[number(row, 'density')] ?? [];
      const known = seconds !== undefined && row['steps'] === GESTURE.steps;
      const refused = row['refused'] !== undefined;
      return {
        what: `2048-512-11, ${number(row, 'steps')} steps, ${share(row)}, batches of ${number(row, 'batch')}, per epoch of ${EPOCH}`,
        measured: measuredOrRefused(
          row,
          () =>
            `${number(row, 'secondsPerEpoch')} s (${number(row, 'secondsPerBatch')} s per batch, extrapolated from whole batches)`,
        ),
        target: known ? `≤ ${seconds} s (reference on an A100: ${reference})` : 'reported',
        ...(known ? { met: !refused && number(row, 'secondsPerEpoch') <= seconds } : {}),
      };
    }),
  async run(options, gpu) {
    const { toy } = options;
    const size = toy ? TOY : GESTURE;
    const densities = listSetting(
      options,
      'densities',
      toy ? [1, 0.1] : [1, 0.01],
      (d) => d > 0 && d <= 1,
      'shares above 0 and at most 1',
    );
    const [steps] = listSetting(options, 'steps', [size.steps], counts, 'a whole number of at least 1');
    const batch = options.batch ?? (toy ? 2 : 512);
    const cases = densities.map((density) => ({
      density,
      rewiring: density < 1,
      form: 'reverse' as const,
      size: { ...size, steps: steps! },
      batch,
    }));
    const { rows, kernels, notes } = await trainingRows(cases, options, gpu);
    const whole = `secondsPerEpoch: ${EPOCH}/${batch} = ${(EPOCH / batch).toFixed(2)} times the median of whole batches of ${batch}. No whole epoch was run.`;
    return {
      rows: rows.map((row) => {
        const seconds = row['secondsPerBatch'];
        return typeof seconds === 'number'
          ? { ...row, secondsPerEpoch: Number(((seconds * EPOCH) / batch).toPrecision(4)) }
          : row;
      }),
      kernels,
      notes: [whole, ...notes],
    };
  },
};
