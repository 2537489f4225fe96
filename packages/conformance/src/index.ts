export { backendConformance, type BackendConformanceOptions } from './backend/backend-conformance.ts';
export {
  describeChecks,
  runChecks,
  type Check,
  type CheckResult,
  type TestFramework,
  type TestOptions,
} from './check/check.ts';
export { type WrongOptions } from './check/wrong-options.ts';
export { LawBrokenError, type Bound, type Finding } from './check/law-broken-error.ts';
export {
  forwardMode,
  type ForwardAnswer,
  type ForwardPopulation,
  type ForwardProjection,
  type ForwardQuestion,
} from './gradient/forward-mode.ts';
export { gradientLaws, type GradientLawsOptions } from './gradient/gradient-laws.ts';
export { neuronConformance, type NeuronConformanceOptions } from './models/neuron-conformance.ts';
export { type Factory, type Parametrised } from './models/parameter-checks.ts';
export { synapseConformance, type SynapseConformanceOptions } from './models/synapse-conformance.ts';
export { reference, type ReferenceOptions } from './reference/reference.ts';
export { rewiringConformance, type RewiringConformanceOptions } from './rewiring/rewiring-conformance.ts';
export { plasticityConformance, type PlasticityConformanceOptions } from './plasticity/plasticity-conformance.ts';
export { ruleConformance, type RuleConformanceOptions } from './rule/rule-conformance.ts';
export { storageConformance, type StorageConformanceOptions } from './storage/storage-conformance.ts';
export { type StorageFormat, type StorageShape } from './storage/storage-format.ts';
