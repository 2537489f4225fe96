export { OptionError, RunFolderError } from './cli-error.ts';
export { type EpochRow } from './run-folder/metrics-rows.ts';
export { type RunRequest } from './train/plan-run.ts';
export { type BatchProgress, type RunEvent, type RunListener } from './train/run-events.ts';
export { type ProgressTarget, showProgress } from './train/show-progress.ts';
export { StoppedError } from './train/stopped-error.ts';
export { type TrainSummary } from './train/summary.ts';
export { type SurrogateName, type TrainOptions } from './train/train-options.ts';
export { train, type TrainControl } from './train/train.ts';
