import { describe, expect, it } from 'vitest';
import type { BatchProgress } from '../../src/train/run-events.ts';
import { duration, showProgress } from '../../src/train/show-progress.ts';

const batch: BatchProgress = {
  kind: 'batch',
  epoch: 2,
  epochs: 4,
  batch: 7,
  batches: 16,
  loss: 0.5,
  accuracy: 0.875,
  synapses: 1000,
  rewired: 12,
  secondsLeft: 75,
};
const LINE = 'epoch 2/4  batch 7/16  loss 0.5000  accuracy 87.5 %  1:15 left  1000 synapses  12 rewired';

function record(
  isTTY: boolean,
  columns = 120,
): { listen: ReturnType<typeof showProgress>; written: string[]; wait(ms: number): void } {
  const written: string[] = [];
  let now = 0;
  const listen = showProgress({ isTTY, columns, write: (text) => written.push(text) }, () => now);
  return { listen, written, wait: (ms) => (now += ms) };
}

describe('progress', () => {
  it('overwrites one line on a terminal', () => {
    const { listen, written, wait } = record(true);
    listen(batch);
    wait(50);
    listen(batch);
    wait(60);
    listen(batch);
    expect(written).toEqual([`\r\x1b[2K${LINE}`, `\r\x1b[2K${LINE}`]);
  });

  it('fits the line to the terminal', () => {
    const { listen, written } = record(true, 21);
    listen(batch);
    expect(written).toEqual(['\r\x1b[2Kepoch 2/4  batch 7/1']);
  });

  it('writes a line every few seconds to a log', () => {
    const { listen, written, wait } = record(false);
    for (let i = 0; i < 120; i++) {
      wait(100);
      listen(batch);
    }
    expect(written).toEqual([`${LINE}\n`, `${LINE}\n`]);
  });

  it('keeps a line per epoch', () => {
    const { listen, written } = record(true);
    listen(batch);
    listen({
      kind: 'epoch',
      epochs: 4,
      seconds: 3.21,
      row: {
        kind: 'epoch',
        epoch: 2,
        batches: 32,
        loss: 0.4,
        trainAccuracy: 0.9,
        validationAccuracy: 0.8,
        synapses: { a: 1, b: 2 },
        rewired: { a: 5 },
      },
    });
    expect(written.at(-1)).toBe(
      '\r\x1b[2Kepoch 2/4  loss 0.4000  train 90.0 %  validation 80.0 %  3.2 s  3 synapses  5 rewired\n',
    );
  });

  it.each([
    [0, '0:00'],
    [59.6, '1:00'],
    [3600, '1:00:00'],
    [86399, '23:59:59'],
  ])('shows %d seconds as %s', (seconds, text) => {
    expect(duration(seconds)).toBe(text);
  });
});
