import { existsSync, mkdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { beforeAll, describe, expect, it } from 'vitest';
import { RunFolderError } from '../src/cli-error.ts';
import { LineFile, readLines } from '../src/run-folder/line-file.ts';
import { train } from '../src/train/train.ts';
import { scratchFolder } from './support/folders.ts';
import { smallRun } from './support/small-run.ts';

const at = scratchFolder();
const options = { ...smallRun, epochs: 1 };

const errorOf = async (out: string, resume: boolean): Promise<string> => {
  const reason: unknown = await train({ options, out, resume }).then(
    () => new Error('nothing was thrown'),
    (error: unknown) => error,
  );
  if (reason instanceof RunFolderError) return reason.message;
  throw reason;
};

describe('a run folder', () => {
  beforeAll(async () => {
    await train({ options, out: at('run') });
  });

  it('is not overwritten', async () => {
    expect(await errorOf(at('run'), false)).toBe(
      `${at('run')}: holds a run already. Go on with it with --resume, or choose another --out.`,
    );
  });

  it('is not put among other files', async () => {
    mkdirSync(at('thesis'));
    writeFileSync(at('thesis/chapter-1.tex'), '');
    expect(await errorOf(at('thesis'), false)).toContain('is not empty (chapter-1.tex). Choose another --out.');
  });

  it('may be a folder that is empty', async () => {
    mkdirSync(at('empty'));
    await train({ options, out: at('empty') });
    expect(existsSync(at('empty/report.html'))).toBe(true);
  });

  it('is begun by --resume where there is nothing yet', async () => {
    const notes: string[] = [];
    const { weightsSha256 } = await train(
      { options, out: at('new'), resume: true },
      { listen: (event) => event.kind === 'note' && notes.push(event.text) },
    );
    expect(notes).toEqual([`${at('new')} holds no run yet: starting from the beginning.`]);
    expect(weightsSha256).toBe((await train({ options, out: at('run'), resume: true })).weightsSha256);
  });

  it('belongs to one process at a time', async () => {
    await train({ options, out: at('shared') });
    // The parent of this process surely lives.
    writeFileSync(at('shared/running.json'), JSON.stringify({ pid: process.ppid, host: hostname() }));
    expect(await errorOf(at('shared'), true)).toContain(`process ${process.ppid} is working on this run.`);
  });

  it('does not go on from a damaged checkpoint', async () => {
    await train({ options, out: at('damaged') });
    const path = at('damaged/checkpoint.bin');
    const bytes = readFileSync(path);
    bytes[bytes.length >> 1]! ^= 4;
    writeFileSync(path, bytes);
    expect(await errorOf(at('damaged'), true)).toMatch(/checkpoint\.bin: .*\(at byte \d+\)/);
    writeFileSync(path, bytes.subarray(0, 1000));
    expect(await errorOf(at('damaged'), true)).toMatch(/checkpoint\.bin: .*\(at byte \d+\)/);
  });

  it('does not go on where rows are missing', async () => {
    await train({ options, out: at('short') });
    truncateSync(at('short/metrics.jsonl'), 100);
    expect(await errorOf(at('short'), true)).toContain('has 100 bytes, but the checkpoint was written after');
  });

  it('is not made by a run that cannot start', async () => {
    await expect(train({ options: { ...options, validation: 5000 }, out: at('never') })).rejects.toThrow(
      '--validation',
    );
    expect(existsSync(at('never'))).toBe(false);
  });
});

describe('a file of lines', () => {
  it('loses what was written after the place that is kept', () => {
    const file = new LineFile(at('lines'));
    file.append({ row: 1 });
    const place = file.sync();
    file.append({ row: 2 });
    file.close();
    const again = new LineFile(at('lines'), place);
    again.append({ row: 3 });
    again.close();
    expect(readLines(at('lines'))).toEqual([{ row: 1 }, { row: 3 }]);
  });

  it('is read without a last line that was cut', () => {
    writeFileSync(at('cut'), '{"row":1}\n{"ro');
    expect(readLines(at('cut'))).toEqual([{ row: 1 }]);
  });
});
