import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { train } from '../../src/train/train.ts';
import { StoppedError } from '../../src/train/stopped-error.ts';
import { scratchFolder } from '../support/folders.ts';
import { lastJson, startCli } from '../support/run-cli.ts';
import { smallRun } from '../support/small-run.ts';

const at = scratchFolder();
const EPOCHS = 8;
// About two thirds of the rows of a run, in bytes: kills fall anywhere between its start and then.
const LATEST_KILL = 14_000;
const KILLS = 5;

const flags = (out: string): string[] =>
  [
    'train --data randman --channels 60 --informative 20 --hidden 30 --recurrent --density 0.1 --rewiring deep-r --l1 0.02',
    `--learning-rate 0.01 --epochs ${EPOCHS} --batch 12 --steps 50 --limit-train 240 --validation 60 --threads 2`,
    `--checkpoint-every 3 --json --out ${out}`,
  ]
    .join(' ')
    .split(' ');

const sizeOf = (path: string): number => {
  try {
    return statSync(path).size;
  } catch {
    return 0;
  }
};

/** Kills a run as soon as its metrics have so many bytes. */
async function killAt(bytes: number, args: readonly string[], out: string): Promise<NodeJS.Signals | null> {
  const { child, ended } = startCli(args);
  const watch = setInterval(() => {
    if (sizeOf(join(out, 'metrics.jsonl')) >= bytes) child.kill('SIGKILL');
  }, 1);
  const { signal } = await ended;
  clearInterval(watch);
  return signal;
}

describe('a run that is killed and resumed', () => {
  it('ends with the bytes of a run that was not', async () => {
    const [whole, killed] = [at('whole'), at('killed')];
    const expected = lastJson((await startCli(flags(whole)).ended).stdout);

    // Any fixed sequence does; this one lies well apart.
    const kills = Array.from({ length: KILLS }, (_, i) => Math.floor((((i + 1) * 0.618) % 1) * LATEST_KILL)).toSorted(
      (a, b) => a - b,
    );
    let hit = 0;
    for (const [i, bytes] of kills.entries()) {
      const signal = await killAt(bytes, [...flags(killed), ...(i > 0 ? ['--resume'] : [])], killed);
      hit += signal === 'SIGKILL' ? 1 : 0;
    }
    expect(hit).toBeGreaterThanOrEqual(3);

    const { code, stdout, stderr } = await startCli([...flags(killed), '--resume']).ended;
    expect(stderr).not.toMatch(/error/);
    expect(code).toBe(0);
    const resumed = lastJson(stdout);
    for (const key of [
      'weightsSha256',
      'validationAccuracy',
      'trainAccuracy',
      'synapses',
      'rewired',
      'informativeShare',
    ]) {
      expect(resumed[key], key).toEqual(expected[key]);
    }
    expect(readFileSync(join(killed, 'metrics.jsonl'), 'utf8')).toBe(
      readFileSync(join(whole, 'metrics.jsonl'), 'utf8'),
    );
  }, 240_000);
});

describe('a run that is stopped', () => {
  it('goes on where it was, on other threads', async () => {
    const options = { ...smallRun, epochs: 2 };
    const whole = await train({ options, out: at('unstopped') });
    const stop = new AbortController();
    let batches = 0;
    const stopped = train(
      { options, out: at('stopped') },
      { signal: stop.signal, listen: (event) => event.kind === 'batch' && ++batches === 27 && stop.abort() },
    );
    await expect(stopped).rejects.toThrow(StoppedError);
    expect(batches).toBe(27);

    const resumed = await train({ options: { threads: 2, simd: false }, out: at('stopped'), resume: true });
    expect(resumed.weightsSha256).toBe(whole.weightsSha256);
    expect(readFileSync(at('stopped/metrics.jsonl'), 'utf8')).toBe(readFileSync(at('unstopped/metrics.jsonl'), 'utf8'));
  });

  it('refuses to become another run', async () => {
    await train({ options: { ...smallRun, epochs: 1 }, out: at('settled') });
    const resumed = train({ options: { ...smallRun, epochs: 2 }, out: at('settled'), resume: true });
    await expect(resumed).rejects.toThrow(
      '--epochs was 1 when the run began, got 2. Leave it out with --resume, or start a new run.',
    );
  });

  it('gives the same results when it is over and resumed once more', async () => {
    const options = { ...smallRun, epochs: 1, validation: 0, limitTest: 50 };
    const { testAccuracy, weightsSha256, rewired } = await train({ options, out: at('over') });
    const metrics = readFileSync(at('over/metrics.jsonl'), 'utf8');
    const again = await train({ options: {}, out: at('over'), resume: true });
    expect(again).toMatchObject({ testAccuracy, weightsSha256, rewired });
    expect(readFileSync(at('over/metrics.jsonl'), 'utf8')).toBe(metrics);
  });
});
