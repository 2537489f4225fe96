export { deepR, type DeepROptions } from './deep-r.ts';
export { softDeepR, type SoftDeepROptions } from './soft-deep-r.ts';
