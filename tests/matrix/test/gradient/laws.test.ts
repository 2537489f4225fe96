import { cpu } from '@growcone/backend-cpu';
import { describeChecks, gradientLaws, reference } from '@growcone/conformance';
import { arctan, boxcar, exponentialSurrogate, fastSigmoid, windowed, type Surrogate } from '@growcone/core';
import { alif, izhikevich, lif, refractory, withSurrogate } from '@growcone/models';
import { eprop } from '@growcone/plasticity-eprop';
import { ssgd } from '@growcone/plasticity-ssgd';
import { describe, it } from 'vitest';

// Forward mode follows every weight through every step: its cost bounds the size, not what is checked.
const SIZES = { examples: 3, steps: 50 };
const slopes: readonly (readonly [string, Surrogate])[] = [
  ['fast sigmoid', fastSigmoid(10)],
  ['exponential', exponentialSurrogate(5)],
  ['arctangent', arctan(2)],
  ['boxcar', boxcar(0.3)],
  ['fast sigmoid in a window', windowed(fastSigmoid(10), 0.2)],
];
const sloped = slopes.map(([name, slope]) => ({ ...withSurrogate(alif({ tauAdapt: 100, beta: 0.05 }), slope), name }));
const neurons = [lif(), alif({ tauAdapt: 100, beta: 0.05 }), refractory(alif(), 3), izhikevich()];

for (const backend of [reference(), cpu({ threads: 1 }), cpu({ threads: 1, segment: 7 })]) {
  describeChecks(
    `sparse spiking gradient descent, ${backend.name}`,
    gradientLaws(backend, { ...SIZES, neurons: [...neurons, ...sloped], rule: () => ssgd() }),
    { describe, it },
  );
  describeChecks(
    `e-prop, ${backend.name}`,
    gradientLaws(backend, { ...SIZES, neurons, rule: () => eprop(), carries: 'readout' }),
    { describe, it },
  );
}
