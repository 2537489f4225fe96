import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DataFileError, encodeLatency, toBatch } from '../src/index.ts';
import { DataFileMissingError, DownloadError, fashionMnist, mnist } from '../src/node/index.ts';
import { needsRealData, realData } from './real-data.ts';
import { type Answer, serve, type TestServer } from './test-server.ts';

let folder: string;
let server: TestServer;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'growcone-images-'));
  server = await serve();
});
afterEach(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});

const counts = (labels: Uint8Array): number[] =>
  Array.from({ length: 10 }, (_, label) => labels.filter((l) => l === label).length);
const reason = (reading: Promise<unknown>): Promise<unknown> =>
  reading.then(
    () => 'nothing was thrown',
    (error: unknown) => error,
  );

describe('mnist without data', () => {
  it('says where it looked in a folder that does not hold the files, and downloads nothing', async () => {
    const error = await reason(mnist({ split: 'test', dataDir: folder }));
    expect(error).toBeInstanceOf(DataFileMissingError);
    expect((error as Error).message).toContain(join(folder, 'mnist', 't10k-images-idx3-ubyte.gz'));
    expect((error as Error).message).toContain(
      'Point dataDir (on the command line --data-dir) to the folder that holds the files of mnist',
    );
  });

  it('says what to do offline if the cache is empty', async () => {
    const error = await reason(mnist({ split: 'train', cacheDir: folder, offline: true }));
    expect(error).toBeInstanceOf(DataFileMissingError);
    expect((error as Error).message).toContain('Run once with the network');
  });

  it('does not take what a mirror sends for MNIST unless it is', async () => {
    const mirrors = [server.mirror('mirror', (_, response) => response.end('an error page'))];
    const error = await reason(mnist({ split: 'train', cacheDir: folder, mirrors }));
    expect(error).toBeInstanceOf(DownloadError);
    expect((error as DownloadError).attempts[0].problem).toBe('SIZE');
  });

  it('refuses a truncated file in the folder of the data, naming it', async () => {
    const path = join(folder, 't10k-images-idx3-ubyte');
    writeFileSync(path, Uint8Array.of(0, 0, 8, 3, 0, 0));
    writeFileSync(join(folder, 't10k-labels-idx1-ubyte'), '');
    const error = await reason(mnist({ split: 'test', dataDir: folder }));
    expect(error).toBeInstanceOf(DataFileError);
    expect((error as Error).message).toContain(`${path}: at byte 6 expected a header of 16 bytes, got 6`);
  });
});

describe('the published files', () => {
  needsRealData();
  const fromDisk: Answer = (request, response) =>
    response.end(readFileSync(join(realData(), 'mnist', basename(request.url ?? ''))));

  it('hold MNIST with its class counts', async () => {
    const train = await mnist({ split: 'train', dataDir: realData() });
    const test = await mnist({ split: 'test', dataDir: join(realData(), 'mnist') });
    expect(counts(train.labels)).toEqual([5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949]);
    expect(counts(test.labels)).toEqual([980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009]);
    expect(train).toMatchObject({ classes: 10, channels: 784, size: 60000, width: 28, height: 28 });
    expect(train.intensities.length).toBe(60000 * 784);
    // The first digit is a 5 with a white stroke on black, its corners empty.
    expect(train.labels[0]).toBe(5);
    expect([train.intensities[0], train.intensities[27], train.intensities[783]]).toEqual([0, 0, 0]);
    expect(Math.max(...train.intensities.subarray(0, 784))).toBe(255);
  });

  it('hold Fashion-MNIST with 6000 and 1000 examples of each class', async () => {
    const train = await fashionMnist({ split: 'train', dataDir: realData() });
    const test = await fashionMnist({ split: 'test', dataDir: realData() });
    expect(new Set(counts(train.labels))).toEqual(new Set([6000]));
    expect(new Set(counts(test.labels))).toEqual(new Set([1000]));
    expect(train.classNames[train.labels[0]]).toBe('Ankle boot');
  });

  it('give one spike per pixel above the threshold, at most', async () => {
    const images = await mnist({ split: 'test', dataDir: realData() });
    const batch = await toBatch(encodeLatency(images, { steps: 80, dt: 1 }), [0, 1, 2]);
    const bright = images.intensities.subarray(0, 3 * 784).filter((pixel) => pixel > 51).length;
    expect(batch.neurons.length).toBe(bright);
  });

  it('download into the cache, after which the network is not needed', async () => {
    const options = { split: 'test', cacheDir: folder, mirrors: [server.mirror('mirror', fromDisk)] } as const;
    const files = new Set<string>();
    const first = await mnist({ ...options, onProgress: ({ file }) => files.add(file) });
    expect(files).toEqual(new Set(['t10k-images-idx3-ubyte.gz', 't10k-labels-idx1-ubyte.gz']));
    expect(server.requests.length).toBe(2);
    expect((await mnist(options)).labels).toEqual(first.labels);
    expect((await mnist({ split: 'test', cacheDir: folder, offline: true })).labels).toEqual(first.labels);
    expect(server.requests.length).toBe(2);
  });

  it('are downloaded again if the cache holds a truncated file', async () => {
    const options = { split: 'test', cacheDir: folder, mirrors: [server.mirror('mirror', fromDisk)] } as const;
    mkdirSync(join(folder, 'mnist'));
    const images = readFileSync(join(realData(), 'mnist', 't10k-images-idx3-ubyte.gz'));
    writeFileSync(join(folder, 'mnist', 't10k-images-idx3-ubyte.gz'), images.subarray(0, 1_000_000));
    expect(counts((await mnist(options)).labels)[0]).toBe(980);
    writeFileSync(join(folder, 'mnist', 't10k-images-idx3-ubyte.gz'), images.subarray(0, 1_000_000));
    const error = await reason(mnist({ ...options, offline: true }));
    expect(error).toMatchObject({ code: 'GZIP_TRUNCATED', fields: { offset: 1_000_000 } });
  });

  it('are read unpacked too', async () => {
    for (const name of ['t10k-images-idx3-ubyte', 't10k-labels-idx1-ubyte']) {
      writeFileSync(join(folder, name), gunzipSync(readFileSync(join(realData(), 'mnist', `${name}.gz`))));
    }
    expect(counts((await mnist({ split: 'test', dataDir: folder })).labels)[0]).toBe(980);
  });

  it('are not taken for one another: Fashion-MNIST is not MNIST, and the test set is not the training set', async () => {
    const set = join(realData(), 'fashion-mnist');
    expect(await reason(mnist({ split: 'test', dataDir: set }))).toMatchObject({ code: 'CHECKSUM' });
    for (const kind of ['images-idx3', 'labels-idx1']) {
      symlinkSync(join(set, `t10k-${kind}-ubyte.gz`), join(folder, `train-${kind}-ubyte.gz`));
    }
    expect(await reason(fashionMnist({ split: 'train', dataDir: folder }))).toMatchObject({
      code: 'IDX_SIZE',
      fields: { offset: 4, expected: '60000 as length of dimension 0', got: '10000' },
    });
  });
});
