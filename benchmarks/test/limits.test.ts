import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cobaLimit } from '../src/limits/coba-limit.ts';
import { CCompiler } from '../src/limits/compiler.ts';
import { dvsLimit } from '../src/limits/dvs-limit.ts';
import { epropLimit } from '../src/limits/eprop-limit.ts';

const compiler = await CCompiler.find();

/** C programs that print what the real ones once printed. */
const OUTPUTS: Readonly<Record<string, readonly string[]>> = {
  eprop_limit: [
    'dense: in spikes 8053 hidden spikes 3829 | forward 2.206 ms, classic e-prop 123.60 ms, adjoint e-prop 0.721 ms | max',
    'sparse 10%: hidden spikes 2003 | forward 1.441 ms, adjoint e-prop 0.430 ms (sum 1.871) | max rel diff 1.2e-06',
    'sparse 1%: hidden spikes 903 | forward 1.228 ms, adjoint e-prop 0.282 ms (sum 1.509) | max rel diff 1.8e-06',
  ],
  eprop_online_limit: [
    '  online sparse post-major 10%: 15.135 ms',
    '  online sparse post-major 1%: 2.840 ms',
    '  online sparse post-major 10%: 14.136 ms',
    '  online sparse post-major 1%: 3.365 ms',
    'dense: in spikes 8053 hidden spikes 3829 | forward 2.125 ms, classic e-prop 122.12 ms, adjoint e-prop 0.638 ms | max',
  ],
  dvs_limit: [
    'dense: in spikes 369451 hidden spikes 51284 | forward 129.5 ms, classic e-prop 1000.00 ms, adjoint e-prop 53.5 ms | max',
    'segmented: fwd 32.18 rev+recompute 65.67 sum 97.85 ms',
    'sparse 10%: hidden spikes 36795 | forward 73.812 ms, adjoint e-prop 37.483 ms (sum 111.295) | max rel diff inf',
    'segmented: fwd 19.01 rev+recompute 36.26 sum 55.26 ms',
    'sparse 1%: hidden spikes 16493 | forward 55.715 ms, adjoint e-prop 21.769 ms (sum 77.484) | max rel diff inf',
  ],
  coba_limit: [
    'COBA neuron kernel SSE4.1 n=4000: 0.763 ns/neuron-step (48 B moved), spikes 30728',
    'COBA neuron kernel SSE4.1 n=20000: 0.766 ns/neuron-step (48 B moved), spikes 42247',
  ],
};

describe.skipIf(compiler === undefined)('C limits (skipped where there is no C compiler)', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'growcone-limits-'));
    for (const [name, lines] of Object.entries(OUTPUTS)) {
      const prints = lines.map((line) => `  puts(${JSON.stringify(line)});`).join('\n');
      await writeFile(join(folder, `${name}.c`), `#include <stdio.h>\nint main(void) {\n${prints}\n  return 0;\n}\n`);
    }
  });
  afterAll(async () => {
    await rm(folder, { recursive: true });
    await compiler?.[Symbol.asyncDispose]();
  });

  it('reads both forms of e-prop at each density, the best of several runs', async () => {
    const figures = await (await epropLimit(compiler!, folder))();
    expect(figures(1)).toEqual({ reverse: 2.927, online: 122.12, hiddenSpikes: 3829 });
    expect(figures(0.1)).toEqual({ reverse: 1.871, online: 14.136, hiddenSpikes: 2003 });
    expect(figures(0.01)).toEqual({ reverse: 1.509, online: 2.84, hiddenSpikes: 903 });
    expect(() => figures(0.05)).toThrow('The C program printed nothing like');
  });

  it('reads the dense gesture network over its whole record and 1 % in segments', async () => {
    expect(await (await dvsLimit(compiler!, folder))()).toEqual({ dense: 183, sparse: 55.26 });
  });

  it('reads the neuron update by network size', async () => {
    const figures = await (await cobaLimit(compiler!, folder))();
    expect([figures(4000), figures(20_000)]).toEqual([0.763, 0.766]);
  });
});
