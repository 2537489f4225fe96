import { mkdirSync, writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import { resolveOptions } from '../src/train/resolve-options.ts';
import { train } from '../src/train/train.ts';
import { loadExamples } from '../src/train/examples.ts';
import { scratchFolder } from './support/folders.ts';

const at = scratchFolder();

/** Starts a run with the files of a folder; gives its error. */
const errorWith = async (dataDir: string): Promise<Error> => {
  const reason: unknown = await train({ options: { data: 'mnist', dataDir }, out: at('never') }).then(
    () => new Error('nothing was thrown'),
    (error: unknown) => error,
  );
  return reason as Error;
};

describe('a run on files', () => {
  beforeAll(() => {
    mkdirSync(at('broken'));
    // Only has to be there: the images are read first.
    writeFileSync(at('broken/train-labels-idx1-ubyte.gz'), '');
  });

  it('says where it looked for files that are not there', async () => {
    const { message } = await errorWith(at('nowhere'));
    expect(message).toContain('train-images-idx3-ubyte.gz was not found');
    expect(message).toContain(at('nowhere/mnist/train-images-idx3-ubyte.gz'));
    expect(message).toContain('Point dataDir (on the command line --data-dir) to the folder');
  });

  it('names file and byte of a truncated file', async () => {
    const whole = gzipSync(Uint8Array.from({ length: 50_000 }, (_, i) => (i * i) >> 7));
    const path = at('broken/train-images-idx3-ubyte.gz');
    writeFileSync(path, whole.subarray(0, 1000));
    const { message } = await errorWith(at('broken'));
    expect(message).toMatch(
      /^.*train-images-idx3-ubyte\.gz: at byte 1000 expected more compressed data, got the end of the file\./,
    );
    expect(message).toContain(path);
  });

  it('names file and byte of a file that is no IDX file', async () => {
    writeFileSync(at('broken/train-images-idx3-ubyte.gz'), gzipSync('this is a text'));
    expect((await errorWith(at('broken'))).message).toMatch(
      /train-images-idx3-ubyte\.gz: at decompressed byte 0 expected/,
    );
  });
});

describe('generated examples', () => {
  it('hold out validation examples of the training set', async () => {
    const options = resolveOptions({
      data: 'randman',
      channels: 30,
      informative: 10,
      validation: 400,
      limitTrain: 100,
    });
    const { train: training, validation, informative, channels, classes } = await loadExamples(options);
    expect([training.size, validation?.size, informative?.size, channels, classes]).toEqual([100, 400, 10, 30, 10]);
  });

  it.each(['latency', 'poisson', 'direct'] as const)('can be given as %s code', async (encoding) => {
    for (const data of ['randman', 'yin-yang'] as const) {
      const options = {
        data,
        encoding,
        hidden: 20,
        density: 0.5,
        epochs: 1,
        limitTrain: 30,
        limitTest: 20,
        steps: 20,
        threads: 1,
      };
      const { trainAccuracy } = await train({ options, out: at(`${data}-${encoding}`) });
      expect(trainAccuracy).toBeGreaterThanOrEqual(0);
    }
  });

  it.each(['last', 'maximum', 'spike-count'] as const)('can be read out by %s', async (readout) => {
    const options = {
      data: 'yin-yang',
      readout,
      hidden: 20,
      density: 0.5,
      epochs: 1,
      limitTrain: 30,
      limitTest: 20,
      steps: 20,
      threads: 1,
    } as const;
    const { testAccuracy } = await train({ options, out: at(readout) });
    expect(testAccuracy).toBeGreaterThanOrEqual(0);
  });

  it('can be learned during the trial, with random feedback and adaptive neurons', async () => {
    const options = {
      data: 'randman',
      channels: 30,
      form: 'online',
      feedback: 'random',
      neuron: 'alif',
      hidden: 20,
      density: 0.5,
      epochs: 1,
      limitTrain: 30,
      limitTest: 20,
      steps: 20,
      threads: 1,
    } as const;
    const { testAccuracy } = await train({ options, out: at('online') });
    expect(testAccuracy).toBeGreaterThanOrEqual(0);
  });
});
