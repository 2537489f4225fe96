import { cpu } from '@growcone/backend-cpu';
import { encodeLinearLatency, smoothManifolds, subset, toBatch, type SpikeDataset } from '@growcone/datasets';
import { evaluate, fit, type EpochEvent, type TrainingData } from '@growcone/training';
import type { Benchmark, Row } from '../benchmark.ts';
import { number } from '../measure/in-words.ts';
import { significant } from '../measure/statistics.ts';
import { twoLayers } from '../networks/two-layers.ts';

const WIDTHS = [Infinity, 0.5, 0.2, 0.1, 0.05, 0.01, 0.001] as const;

/** What a reference simulation in NumPy gave: accuracy in % (two seeds), active neurons in % of both layers, loss at the end. */
const REFERENCE: Readonly<
  Record<number, { readonly accuracy: number; readonly active: readonly number[]; readonly loss: number }>
> = {
  [Infinity]: { accuracy: 96.8, active: [100, 100], loss: 0.73 },
  0.5: { accuracy: 98.2, active: [7.3, 9.6], loss: 0.77 },
  0.2: { accuracy: 97.4, active: [2, 3.1], loss: 0.81 },
  0.1: { accuracy: 94.4, active: [0.9, 1.4], loss: 0.96 },
  0.05: { accuracy: 93.7, active: [0.4, 0.7], loss: 1.12 },
  0.01: { accuracy: 81, active: [0.09, 0.12], loss: 1.71 },
  0.001: { accuracy: 62, active: [0.01, 0.01], loss: 2.11 },
};

interface Size {
  readonly seeds: number;
  readonly epochs: number;
  readonly hidden: number;
  readonly train: number;
  readonly test: number;
}

const FULL: Size = { seeds: 10, epochs: 20, hidden: 100, train: 1200, test: 1000 };
const TOY: Size = { seeds: 1, epochs: 1, hidden: 12, train: 60, test: 40 };
const [CLASSES, CHANNELS, STEPS, LATEST, BATCH, LEARNING_RATE] = [10, 100, 100, 52, 60, 1e-3];

/** What closing the window of the surrogate costs in accuracy, and what it leaves active. */
export const surrogateWindow: Benchmark = {
  name: 'surrogate-window',
  question:
    'Two layers of 100 LIF neurons learn 10 classes of smooth random manifolds (100 channels, one spike each in 52 of 100 steps) by sparse ' +
    'spiking gradient descent, 20 epochs of 1200 examples, batch 60, Adam 0.001: what do accuracy, loss and the share of active neurons become ' +
    'as the window around the threshold closes? Means over seeds; 1000 test examples, read once at the end.',
  target:
    'no loss of accuracy at a half-width of 0.2 (within 1.5 points of no window), then a decline with every step, at least 20 points at 0.001',
  settings: { seeds: 'how many seeds, from 1 (10)' },
  summarise(rows) {
    const whole = rows.find((row) => row['halfWidth'] === 'none');
    return rows.map((row, i) => {
      const lost = number(whole!, 'accuracy') - number(row, 'accuracy');
      const below = i > 0 && number(row, 'accuracy') < number(rows[i - 1]!, 'accuracy');
      const width = row['halfWidth'] === 'none' ? Infinity : number(row, 'halfWidth');
      const known = REFERENCE[width]!;
      const at = width === Infinity ? 'no window' : `half-width ${width}`;
      return {
        what: `smooth manifolds, ${at}: test accuracy`,
        measured:
          `${number(row, 'accuracy')} ± ${number(row, 'accuracySd')} %, loss ${number(row, 'loss')}, active ` +
          `${number(row, 'activeFirst')} and ${number(row, 'activeSecond')} % (reference ${known.accuracy} %, ${known.loss}, ` +
          `${known.active.join(' and ')} %)`,
        target:
          width >= 0.5
            ? 'reported'
            : width === 0.2
              ? 'within 1.5 points of no window'
              : width === 0.001
                ? 'at least 20 points lost'
                : 'below the row above',
        ...(width >= 0.5 ? {} : { met: width === 0.2 ? lost <= 1.5 : width === 0.001 ? lost >= 20 : below }),
      };
    });
  },
  async run({ toy, settings, log }) {
    const size = toy ? TOY : FULL;
    const seeds = Number(settings['seeds'] ?? size.seeds);
    if (!Number.isInteger(seeds) || seeds < 1) {
      throw new RangeError(`seeds must be a whole number of at least 1, got '${settings['seeds']}'.`);
    }
    const rows: Row[] = [];
    for (const halfWidth of WIDTHS) {
      const runs: Outcome[] = [];
      for (let seed = 1; seed <= seeds; seed++) runs.push(await run(size, halfWidth, seed));
      const of = (column: keyof Outcome): number[] => runs.map((one) => one[column]);
      const mean = (values: readonly number[]): number => values.reduce((sum, v) => sum + v, 0) / values.length;
      const accuracies = of('accuracy');
      const spread = Math.sqrt(
        accuracies.reduce((sum, a) => sum + (a - mean(accuracies)) ** 2, 0) / Math.max(1, seeds - 1),
      );
      rows.push({
        halfWidth: halfWidth === Infinity ? 'none' : halfWidth,
        seeds,
        accuracy: significant(100 * mean(accuracies), 4),
        accuracySd: significant(100 * spread, 2),
        loss: significant(mean(of('loss')), 3),
        activeFirst: significant(100 * mean(of('first')), 2),
        activeSecond: significant(100 * mean(of('second')), 2),
      });
      log(JSON.stringify(rows.at(-1)));
    }
    return { rows, notes: [] };
  },
};

interface Outcome {
  readonly accuracy: number;
  /** Training loss of the last epoch. */
  readonly loss: number;
  readonly first: number;
  readonly second: number;
}

async function run({ epochs, hidden, train, test }: Size, halfWidth: number, seed: number): Promise<Outcome> {
  const values = smoothManifolds({
    classes: CLASSES,
    channels: CHANNELS,
    samplesPerClass: Math.ceil((train + test) / CLASSES),
    seed,
  });
  const whole = encodeLinearLatency(values, { steps: STEPS, dt: 1, tLate: LATEST });
  const { net } = twoLayers({
    inputs: CHANNELS,
    hidden,
    classes: CLASSES,
    halfWidth,
    learningRate: LEARNING_RATE,
    seed,
  });
  await using simulation = await net.compile(cpu());
  let last: EpochEvent | undefined;
  for await (const event of fit(simulation, part(whole, 0, train), { epochs, batch: BATCH, seed })) {
    if (event.kind === 'epoch') last = event;
  }
  const { accuracy = NaN } = await evaluate(simulation, part(whole, train, test), { batch: BATCH });
  const { trainLoss, reports = {} } = last!.metrics;
  return { accuracy, loss: trainLoss, first: reports['first']!['active']!, second: reports['second']!['active']! };
}

/** Consecutive examples: the classes alternate. */
function part(whole: SpikeDataset, from: number, length: number): TrainingData {
  const examples = subset(
    whole,
    Uint32Array.from({ length }, (_, i) => from + i),
  );
  return {
    size: length,
    batch: async (which, epoch) => {
      const { labels, values: _, ...spikes } = await toBatch(examples, which, { epoch });
      return { input: spikes, output: labels };
    },
  };
}
