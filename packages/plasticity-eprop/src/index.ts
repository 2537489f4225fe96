export { eprop, type EpropOptions } from './eprop.ts';
export { type FiringRateOptions } from './firing-rate.ts';
