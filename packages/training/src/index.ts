export { adam, type AdamOptions } from './adam.ts';
export { last } from './last.ts';
export { type LossOptions, type LossTime } from './loss-time.ts';
export { maximum } from './maximum.ts';
export { meanOverTime } from './mean-over-time.ts';
export { meanSquare } from './mean-square.ts';
export { sgd, type SgdOptions } from './sgd.ts';
export { softmaxCrossEntropy } from './softmax-cross-entropy.ts';
export { spikeCount } from './spike-count.ts';
