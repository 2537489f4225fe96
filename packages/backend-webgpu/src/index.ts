export { webgpu, type WebGpuOptions } from './webgpu.ts';
export type { Delivery } from './schedule/delivery.ts';
export type { ScheduleKind } from './schedule/phase.ts';
export type { GpuProvider } from './gpu/open-gpu.ts';
export { WebGpuDevice } from './runtime/device.ts';
export { DeviceLostError, GpuError, NoAdapterError, OutOfMemoryError, ShaderError } from './errors.ts';
