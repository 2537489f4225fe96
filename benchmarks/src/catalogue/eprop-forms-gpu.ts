import type { GpuBenchmark } from '../benchmark.ts';
import { counts, listSetting } from '../gpu/list-setting.ts';
import { measuredOrRefused } from '../gpu/refused.ts';
import { trainingRows } from '../gpu/training-speed.ts';
import { density as share, number } from '../measure/in-words.ts';
import { SPOKEN, TOY } from '../networks/classifier.ts';

/** A training step of the spoken-digits network, on a GPU. */
export const epropFormsOnGpu: GpuBenchmark = {
  question:
    'A training step of 700-256(recurrent refractory ALIF)-20 with 1000 steps and about 8000 input spikes per example, by the reverse ' +
    'form of e-prop with Adam: how long does a batch take, and each of its shaders?',
  target: 'reported',
  batch: 256,
  settings: {
    densities: 'shares of all pairs that are connected (1,0.1,0.05,0.01)',
    steps: 'steps of a trial (1000)',
  },
  summarise: (rows) =>
    rows.map((row) => ({
      what: `700-256-20, ${number(row, 'steps')} steps, e-prop, ${share(row)}, a batch of ${number(row, 'batch')}`,
      measured: measuredOrRefused(
        row,
        () => `${number(row, 'secondsPerBatch')} s, ${number(row, 'msPerExample')} ms per example`,
      ),
      target: 'reported',
    })),
  async run(options, gpu) {
    const { toy } = options;
    const size = toy ? TOY : SPOKEN;
    const usual = toy ? [0.1] : [1, 0.1, 0.05, 0.01];
    const densities = listSetting(options, 'densities', usual, (d) => d > 0 && d <= 1, 'shares above 0 and at most 1');
    const [steps] = listSetting(options, 'steps', [size.steps], counts, 'a whole number of at least 1');
    const cases = densities.map((density) => ({
      density,
      rewiring: false,
      form: 'reverse' as const,
      size: { ...size, steps: steps! },
      batch: options.batch ?? (toy ? 2 : 256),
    }));
    return trainingRows(cases, options, gpu);
  },
};
