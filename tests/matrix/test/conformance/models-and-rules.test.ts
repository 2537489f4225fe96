import { describe, it } from 'vitest';
import { describeChecks, neuronConformance, rewiringConformance, synapseConformance } from '@growcone/conformance';
import {
  alif,
  alpha,
  conductance,
  delta,
  exponential,
  integrateAndFire,
  izhikevich,
  leakyIntegrator,
  lif,
  poissonSource,
  refractory,
  spikeSource,
} from '@growcone/models';
import { deepR, softDeepR } from '@growcone/plasticity-deepr';

const framework = { describe, it };

describeChecks('lif', neuronConformance(lif(), { factory: lif }), framework);
describeChecks('alif', neuronConformance(alif(), { factory: alif }), framework);
describeChecks('refractory alif', neuronConformance(refractory(alif(), 5)), framework);
describeChecks('leaky integrator', neuronConformance(leakyIntegrator(), { factory: leakyIntegrator }), framework);
describeChecks('izhikevich', neuronConformance(izhikevich(), { factory: izhikevich, dt: 0.5 }), framework);
describeChecks(
  'integrate and fire',
  neuronConformance(integrateAndFire(), { factory: integrateAndFire, dt: 0.1 }),
  framework,
);
describeChecks('spike source', neuronConformance(spikeSource()), framework);
describeChecks('Poisson source', neuronConformance(poissonSource(), { factory: poissonSource }), framework);

describeChecks('delta', synapseConformance(delta(), { factory: delta }), framework);
describeChecks('exponential', synapseConformance(exponential(), { factory: exponential }), framework);
describeChecks('alpha', synapseConformance(alpha(), { factory: alpha }), framework);
describeChecks('conductance', synapseConformance(conductance(), { factory: conductance }), framework);

describeChecks(
  'DEEP R',
  rewiringConformance(() => deepR({ l1: 0.05 })),
  framework,
);
describeChecks(
  'soft DEEP R',
  rewiringConformance(() => softDeepR({ l1: 0.05, temperature: 1e-4 }), { rounds: 20 }),
  framework,
);
