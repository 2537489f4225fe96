export type { LowerActivityOptions, RescueOptions, UpperActivityOptions } from './activity.ts';
export { ssgd, type SsgdOptions } from './ssgd.ts';
