export type { Delivery } from './schedule/delivery.ts';
export type { ScheduleKind } from './schedule/phase.ts';
export { memoryBandwidth, webgpu, type WebGpuOptions } from './webgpu.ts';
export { adapters, type AdapterDescription, type AdapterLimits } from './gpu/adapters.ts';
export type { KernelTime, KernelTimes } from './gpu/kernel-clock.ts';
export type { AdapterRequest, GpuProvider } from './gpu/open-gpu.ts';
export { WebGpuDevice } from './runtime/device.ts';
export { DeviceLostError, GpuError, NoAdapterError, OutOfMemoryError, ShaderError } from './errors.ts';
