export { backendConformance, type BackendConformanceOptions } from './backend/backend-conformance.ts';
export { describeChecks, runChecks, type Check, type CheckResult, type TestFramework } from './check/check.ts';
export { LawBrokenError, type Bound, type Finding } from './check/law-broken-error.ts';
export { reference, type ReferenceOptions } from './reference/reference.ts';
