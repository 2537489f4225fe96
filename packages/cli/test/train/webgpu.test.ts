import { describe, expect, it } from 'vitest';
import { gatherInfo } from '../../src/info/info.ts';
import { train } from '../../src/train/train.ts';
import { scratchFolder } from '../support/folders.ts';
import { smallRun } from '../support/small-run.ts';

const at = scratchFolder();
// A GPU in software is slow: CI names it, `npm test` leaves it out.
const required = (process.env['REQUIRE_DEVICES'] ?? '').split(',').includes('webgpu');

describe.skipIf(!required)('a run on a GPU', () => {
  it('finds one', async () => expect((await gatherInfo()).missing).toEqual([]));

  it('learns what a run on the CPU learns, and says what has no effect', async () => {
    const notes: string[] = [];
    const listen = (event: { readonly kind: string; readonly text?: string }): void => {
      if (event.kind === 'note') notes.push(event.text ?? '');
    };
    const options = { ...smallRun, epochs: 1, limitTrain: 60, validation: 12, recurrent: false };
    const cpu = await train({ options, out: at('cpu') });
    const gpu = await train({ options: { ...options, backend: 'webgpu' }, out: at('webgpu') }, { listen });
    expect(notes).toEqual(['--threads has no effect with --backend webgpu.']);
    // 60 examples: rounding moves a decision here and there, not one in ten.
    expect(Math.abs(gpu.trainAccuracy - cpu.trainAccuracy)).toBeLessThanOrEqual(0.1);
    expect(gpu.synapses).toBe(cpu.synapses);
    expect(gpu.rewired).toBeGreaterThan(0);
  });
});
