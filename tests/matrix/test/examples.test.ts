import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const example = (name: string): string => {
  const script = fileURLToPath(new URL(`../../../examples/${name}/main.ts`, import.meta.url));
  return execFileSync(process.execPath, ['--conditions=@growcone/source', script], { encoding: 'utf8' });
};

describe('the example of a neuron of your own', () => {
  it('trains with e-prop and DEEP R to well above chance', () => {
    const accuracy = Number(/test accuracy ([\d.]+) %/.exec(example('own-neuron'))?.[1]);
    // Four classes: chance is 25 %; the untrained readout gives that within sampling error of 120 examples (± 8 %).
    expect(accuracy).toBeGreaterThan(80);
  });
});
