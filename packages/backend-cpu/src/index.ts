export { cpu, type CpuOptions } from './cpu.ts';
export { CpuDevice } from './runtime/device.ts';
export {
  LifecycleError,
  NotFiniteError,
  OutOfMemoryError,
  SparseDenseError,
  TrialInputError,
  WorkerError,
} from './runtime/errors.ts';
