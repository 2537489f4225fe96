export { cpu, type CpuOptions } from './cpu.ts';
export { CpuDevice } from './runtime/device.ts';
export { OutOfMemoryError, SparseDenseError, WorkerError } from './runtime/errors.ts';
