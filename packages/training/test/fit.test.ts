import {
  evaluate,
  fit,
  FitError,
  type BatchEvent,
  type EpochEvent,
  type FitEvent,
  type FitOptions,
} from '@growcone/training';
import { describe, expect, it } from 'vitest';
import { halfPlanes, LinearClassifier, ReportingClassifier } from './support/linear-classifier.ts';

const options: FitOptions = { epochs: 3, batch: 8, seed: 1 };
const SIZE = 50;
const BATCHES = 7;

async function run(
  learner: LinearClassifier,
  more: Partial<FitOptions> = {},
  data = halfPlanes(SIZE),
): Promise<FitEvent[]> {
  const events: FitEvent[] = [];
  for await (const event of fit(learner, data, { ...options, ...more })) events.push(event);
  return events;
}

const isEpoch = (event: FitEvent): event is EpochEvent => event.kind === 'epoch';
const isBatch = (event: FitEvent): event is BatchEvent => event.kind === 'batch';
const rows = (events: readonly FitEvent[]): unknown[] => events.filter(isEpoch).map(({ metrics }) => metrics);

describe('fit', () => {
  it('learns', async () => {
    const learner = new LinearClassifier();
    const epochs = (await run(learner, { epochs: 20, validation: halfPlanes(200) })).filter(isEpoch);
    expect(epochs[0]!.metrics.trainLoss).toBeGreaterThan(epochs.at(-1)!.metrics.trainLoss);
    expect(epochs.at(-1)!.metrics.validationAccuracy).toBeGreaterThan(0.95);
  });

  it('shows every example once per epoch, in another order each time', async () => {
    const data = halfPlanes(SIZE);
    await run(new LinearClassifier(), {}, data);
    const orders = [0, 1, 2].map((epoch) => data.shown.filter(([e]) => e === epoch).flatMap((b) => b.slice(1)));
    const all = Array.from({ length: SIZE }, (_, i) => i);
    for (const order of orders) expect(order.toSorted((a, b) => a - b)).toEqual(all);
    expect(orders[0]).not.toEqual(orders[1]);
    expect(orders[0]).not.toEqual(all);
    expect(data.shown.map((b) => b.length - 1)).toEqual(
      Array(3)
        .fill([...Array(6).fill(8), 2])
        .flat(),
    );
  });

  it('gives one event per batch and one per epoch', async () => {
    const events = await run(new LinearClassifier());
    expect(events.map(({ kind }) => kind)).toEqual(
      Array(3)
        .fill([...Array(BATCHES).fill('batch'), 'epoch'])
        .flat(),
    );
    expect(events.filter(isBatch).map(({ batch }) => batch)).toEqual(Array(3).fill([1, 2, 3, 4, 5, 6, 7]).flat());
  });

  it('gives the mean over the epoch, the last small batch weighing less', async () => {
    const [first, second] = [await run(new LinearClassifier(), { epochs: 1 }), new LinearClassifier()];
    let sum = 0;
    const data = halfPlanes(SIZE);
    for await (const event of fit(second, data, { ...options, epochs: 1 })) {
      if (event.kind === 'epoch') continue;
      sum = event.loss * Math.min(SIZE, event.batch * 8);
    }
    expect((first.at(-1) as EpochEvent).metrics.trainLoss).toBe(sum / SIZE);
  });

  it('counts rewirings of batches and of the epoch', async () => {
    const learner = new LinearClassifier();
    const events = await run(learner);
    expect(events.filter(isEpoch).map(({ metrics }) => metrics.rewired)).toEqual(
      Array(3).fill({ pretended: 2 * BATCHES + 100 }),
    );
    expect(learner.epochsEnded).toBe(3);
  });

  it('hands on what the learning rule reports: its mean over the examples of the epoch', async () => {
    const [first] = rows(await run(new ReportingClassifier(), { epochs: 1 })) as [EpochEvent['metrics']];
    // Six batches of 8 and one of 2.
    expect(first.reports).toEqual({ hidden: { batch: (8 * (1 + 2 + 3 + 4 + 5 + 6) + 2 * 7) / 50 } });
    expect(rows(await run(new LinearClassifier()))[0]).not.toHaveProperty('reports');
  });

  it('sounds an alarm once, when it begins', async () => {
    const alarms = (events: readonly FitEvent[]): unknown[] =>
      events.filter(isBatch).flatMap(({ epoch, batch, alarms: texts }) => texts.map((text) => [epoch, batch, text]));
    const expected = [
      [1, 3, "'hidden' is dead"],
      [2, 2, "'hidden' is dead"],
    ];
    expect(alarms(await run(new ReportingClassifier()))).toEqual(expected);

    const before: FitEvent[] = [];
    const learner = new ReportingClassifier();
    for await (const event of fit(learner, halfPlanes(SIZE), options)) if (before.push(event) === 4) break;
    const resume = structuredClone(before.at(-1)!.progress);
    expect(alarms([...before, ...(await run(learner, { resume }))])).toEqual(expected);
  });

  it('gives the same rows for the same seed, on any clock, and others for another seed', async () => {
    let now = 0;
    const again = await run(new LinearClassifier(), { clock: () => (now += 1000) });
    expect(rows(await run(new LinearClassifier()))).toEqual(rows(again));
    expect(rows(await run(new LinearClassifier(), { seed: 2 }))).not.toEqual(rows(again));
  });

  it('goes on from any event as if it had not been interrupted', async () => {
    const whole = new LinearClassifier();
    const expected = await run(whole);
    for (let stop = 1; stop <= expected.length; stop++) {
      const learner = new LinearClassifier();
      const before: FitEvent[] = [];
      for await (const event of fit(learner, halfPlanes(SIZE), options)) {
        if (before.push(event) === stop) break;
      }
      // As after a restart of the process: from text.
      const resume = JSON.parse(JSON.stringify(before.at(-1)!.progress));
      const after = await run(learner, { resume });
      expect(rows([...before, ...after])).toEqual(rows(expected));
      expect(learner.weights).toEqual(whole.weights);
    }
  });

  it('tells how long training took and how much is left, apart from the results', async () => {
    let now = 0;
    const events = await run(new LinearClassifier(), { validation: halfPlanes(16), clock: () => (now += 500) });
    const [batch] = events.filter(isBatch);
    // Every look at this clock takes half a second; the run's stopwatch looks before and after the epoch's.
    expect(batch!.secondsLeft).toBe(1.5 * (3 * BATCHES - 1));
    const [epoch] = events.filter(isEpoch);
    expect(epoch!.timing).toEqual({
      epoch: 1,
      trainSeconds: 0.5 * (BATCHES + 1),
      validationSeconds: 0.5,
      examplesPerSecond: SIZE / (0.5 * (BATCHES + 1)),
    });
    expect(JSON.stringify(epoch!.metrics)).not.toContain('econds');
  });

  it('refuses a checkpoint of another moment', async () => {
    const [event] = await run(new LinearClassifier());
    await expect(run(new LinearClassifier(), { resume: event!.progress })).rejects.toThrow(FitError);
    await expect(run(new LinearClassifier(), { resume: event!.progress })).rejects.toThrow(
      'fit.resume must be of the moment that the simulation is in, after 0 batches; restore the checkpoint that was saved with it, ' +
        'got progress after 1 batches.',
    );
  });

  it('refuses a batch size of 0, half an epoch, and no data', async () => {
    await expect(run(new LinearClassifier(), { batch: 0 })).rejects.toThrow(
      'fit.batch must be a whole number of at least 1, got 0.',
    );
    await expect(run(new LinearClassifier(), { epochs: 0.5 })).rejects.toThrow(FitError);
    await expect(run(new LinearClassifier(), {}, halfPlanes(0))).rejects.toThrow(
      'The number of training examples must be',
    );
  });
});

describe('evaluate', () => {
  it('is the mean over all examples, whatever the batch size', async () => {
    const learner = new LinearClassifier();
    await run(learner);
    const whole = await evaluate(learner, halfPlanes(30), { batch: 30 });
    const cut = await evaluate(learner, halfPlanes(30), { batch: 7 });
    expect(cut.accuracy).toBe(whole.accuracy);
    // The sum of thirty numbers in another order.
    expect(cut.loss).toBeCloseTo(whole.loss, 13);
  });

  it('leaves accuracy out where there are no classes', async () => {
    const learner = new LinearClassifier();
    const blind = {
      evaluate: async (batch: Parameters<typeof learner.evaluate>[0]) => ({
        ...(await learner.evaluate(batch)),
        accuracy: NaN,
      }),
    };
    expect(Object.keys(await evaluate(blind, halfPlanes(30), { batch: 7 }))).toEqual(['loss']);
  });
});
