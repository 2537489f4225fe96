import { describe, expect, it } from 'vitest';
import { OptionError } from '../../src/cli-error.ts';
import { resolveOptions, withoutEffect, type GivenOptions } from '../../src/train/resolve-options.ts';

const messageOf = (given: object): string => {
  try {
    resolveOptions(given as GivenOptions);
  } catch (error) {
    if (error instanceof OptionError) return error.message;
    throw error;
  }
  return 'accepted';
};

describe('options of a run', () => {
  it('need nothing but the data set', () => {
    expect(resolveOptions({ data: 'mnist' })).toMatchObject({
      neuron: 'lif',
      layers: [256],
      refractory: 5,
      rewiring: 'none',
      rule: 'eprop',
      form: 'reverse',
      feedback: 'symmetric',
      validation: 0,
      seed: 1,
    });
  });

  it('take the number of hidden neurons as a layer', () => {
    expect(resolveOptions({ data: 'mnist', hidden: 30 }).layers).toEqual([30]);
    expect(resolveOptions({ data: 'mnist', rule: 'ssgd', layers: [30, 20] }).layers).toEqual([30, 20]);
  });

  it('give recurrent synapses the density of the input unless told otherwise', () => {
    expect(resolveOptions({ data: 'mnist', recurrent: true, density: 0.1 }).densityRecurrent).toBe(0.1);
    expect(resolveOptions({ data: 'mnist', recurrent: true, densityRecurrent: 0.2 }).densityRecurrent).toBe(0.2);
  });

  it.each([
    [
      {},
      '--data is missing: it must be one of randman, yin-yang, mnist, fashion-mnist, optdigits, n-mnist, dvs-gesture, fsdd, shd, ssc, mit-bih.',
    ],
    [
      { data: 'mnits' },
      "--data must be one of randman, yin-yang, mnist, fashion-mnist, optdigits, n-mnist, dvs-gesture, fsdd, shd, ssc, mit-bih, got 'mnits'. Did you mean 'mnist'?",
    ],
    [
      { data: 'mnist', density: 0 },
      '--density must be a share of all pairs of neurons, above 0 and at most 1 (5 % is 0.05), got 0.',
    ],
    [
      { data: 'mnist', density: 2 },
      '--density must be a share of all pairs of neurons, above 0 and at most 1 (5 % is 0.05), got 2.',
    ],
    [
      { data: 'mnist', density: '5%' },
      "--density must be a share of all pairs of neurons, above 0 and at most 1 (5 % is 0.05), got '5%'.",
    ],
    [{ data: 'mnist', hidden: 1.5 }, '--hidden must be a whole number of at least 1, got 1.5.'],
    [{ data: 'mnist', epochs: 0 }, '--epochs must be a whole number of at least 1, got 0.'],
    [{ data: 'mnist', learningRate: -1 }, '--learning-rate must be a number above 0, got -1.'],
    [{ data: 'mnist', l1: Number.NaN }, '--l1 must be a number of at least 0, got NaN.'],
    [{ data: 'mnist', threads: 65 }, '--threads must be a whole number between 1 and 64, got 65.'],
    [{ data: 'mnist', neuron: 'lfi' }, "--neuron must be one of lif, alif, got 'lfi'. Did you mean 'lif'?"],
    [{ data: 'mnist', rule: 'bptt' }, "--rule must be one of eprop, ssgd, got 'bptt'."],
    [
      { data: 'mnist', layers: [200, 0] },
      '--layers must be whole numbers of at least 1 with commas between them, such as 200,100, got 200,0.',
    ],
    [{ data: 'mnist', share: 1.5 }, '--share must be a share above 0 and at most 1 (5 % is 0.05), got 1.5.'],
    [{ data: 'mnist', halfWidth: 0 }, '--half-width must be a number above 0, got 0.'],
    [
      { data: 'mnist', surrogate: 'arctn' },
      "--surrogate must be one of triangular, fast-sigmoid, exponential, arctan, boxcar, got 'arctn'. Did you mean 'arctan'?",
    ],
    [{ data: 'mnist', simd: 'yes' }, "--simd must be on or off, got 'yes'."],
    [{ data: 'mnist', dataDir: '' }, "--data-dir must be the path of a folder, got ''."],
  ])('%j is refused: %s', (given, message) => {
    expect(messageOf(given)).toBe(message);
  });

  it.each([
    [{ data: 'mnist', hiden: 3 }, /^hiden is no option of a run. Did you mean 'hidden'\?/],
    [{ data: 'mnist', channels: 10 }, /^--channels is for --data randman only/],
    [{ data: 'yin-yang', informative: 10 }, /^--informative is for --data randman only/],
    [{ data: 'randman', channels: 10, informative: 11 }, /^--informative must be at most --channels/],
    [{ data: 'randman', informative: 70, encoding: 'direct' }, /^--encoding direct has no spikes to hide among noise/],
    [{ data: 'mnist', densityRecurrent: 0.1 }, /^--density-recurrent has no effect without --recurrent/],
    [{ data: 'mnist', density: 1, rewiring: 'deep-r' }, /^--rewiring deep-r needs a density below 1/],
    [{ data: 'mnist', density: 1, rewiring: 'rigl' }, /^--rewiring rigl needs a density below 1/],
    [{ data: 'mnist', rewiring: 'rigl', form: 'online' }, /^--rewiring rigl grows by gradients of absent pairs/],
    [{ data: 'mnist', rule: 'ssgd', form: 'online' }, /^--form online is for --rule eprop/],
    [{ data: 'mnist', rescue: true }, /^--rescue is for --rule ssgd/],
    [{ data: 'mnist', activityCosts: true }, /^--activity-costs is for --rule ssgd/],
    [{ data: 'mnist', layers: [20, 20] }, /^--layers needs --rule ssgd/],
    [{ data: 'mnist', layers: [20], hidden: 30 }, /^--layers says the same as --hidden/],
    [{ data: 'mnist', steepness: 3 }, /^--steepness needs --surrogate/],
    [{ data: 'mnist', form: 'online', readout: 'maximum' }, /^--form online needs a loss at every step/],
  ])('%j, right one by one, are refused together', (given, message) => {
    expect(messageOf(given)).toMatch(message);
  });

  it('may rewire sparse recurrent synapses beside a dense input', () => {
    const options = { data: 'mnist', density: 1, recurrent: true, densityRecurrent: 0.1, rewiring: 'deep-r' } as const;
    expect(resolveOptions(options).rewiring).toBe('deep-r');
  });

  it('say what has no effect', () => {
    const given = { data: 'randman', dataDir: '/nowhere', l1: 0.1, limitTest: 5, validation: 10 } as const;
    expect(withoutEffect(given, resolveOptions(given))).toEqual([
      '--data-dir has no effect: randman is generated.',
      '--l1 has no effect without --rewiring deep-r.',
      '--limit-test has no effect: with --validation the test set is not read.',
    ]);
  });
});
