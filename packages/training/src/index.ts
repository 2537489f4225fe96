export { adam, type AdamOptions } from './adam.ts';
export { evaluate, type EvaluateOptions } from './evaluate.ts';
export { FitError } from './fit-error.ts';
export {
  type BatchEvent,
  type EpochEvent,
  type FitEvent,
  type FitProgress,
  type MetricsRow,
  type TimingRow,
} from './fit-events.ts';
export { fit, type FitOptions } from './fit.ts';
export { last } from './last.ts';
export { type LossOptions, type LossTime } from './loss-time.ts';
export { maximum } from './maximum.ts';
export { meanOverTime } from './mean-over-time.ts';
export { meanSquare } from './mean-square.ts';
export type { ReportSums } from './reports.ts';
export { sgd, type SgdOptions } from './sgd.ts';
export { softmaxCrossEntropy } from './softmax-cross-entropy.ts';
export { spikeCount } from './spike-count.ts';
export { sumOverTime } from './sum-over-time.ts';
export { type Score, type Tally } from './tally.ts';
export { type Trainable, type TrainingData } from './training-data.ts';
