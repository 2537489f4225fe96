import { cpu } from '@growcone/backend-cpu';
import { describeChecks, gradientLaws, reference } from '@growcone/conformance';
import { alif, izhikevich, lif, refractory } from '@growcone/models';
import { eprop } from '@growcone/plasticity-eprop';
import { describe, it } from 'vitest';

// Forward mode follows every weight through every step: its cost bounds the size, not what is checked.
const SIZES = { examples: 3, steps: 50 };
const neurons = [lif(), alif({ tauAdapt: 100, beta: 0.05 }), refractory(alif(), 3), izhikevich()];

for (const backend of [reference(), cpu({ threads: 1 }), cpu({ threads: 1, segment: 7 })]) {
  describeChecks(`feedback through every projection, ${backend.name}`, gradientLaws(backend, { ...SIZES, neurons }), {
    describe,
    it,
  });
  describeChecks(
    `e-prop, ${backend.name}`,
    gradientLaws(backend, { ...SIZES, neurons, rule: () => eprop(), carries: 'readout' }),
    { describe, it },
  );
}
