/** A module with one vector instruction, which only engines with SIMD accept. */
const VECTOR_MODULE = new Uint8Array([
  0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00, 0x01, 0x05, 0x01, 0x60, 0x00, 0x01, 0x7b, 0x03, 0x02, 0x01, 0x00,
  0x0a, 0x0a, 0x01, 0x08, 0x00, 0x41, 0x00, 0xfd, 0x0f, 0xfd, 0x62, 0x0b,
]);

/** Whether the engine has 128-bit vector instructions. */
export const hasSimd = (): boolean => WebAssembly.validate(VECTOR_MODULE);

/** Whether threads can share a WebAssembly memory here. */
export const sharesMemory = (): boolean =>
  typeof SharedArrayBuffer === 'function' &&
  (globalThis as { crossOriginIsolated?: boolean }).crossOriginIsolated !== false;

/** Whether the calling thread may sleep until another wakes it: not the main thread of a page. */
export const mayBlock = (): boolean => (globalThis as { readonly document?: unknown }).document === undefined;

/** Number of processors that threads can use. */
export function processors(): number {
  const { navigator } = globalThis as { readonly navigator?: { readonly hardwareConcurrency?: number } };
  if (navigator?.hardwareConcurrency) return navigator.hardwareConcurrency;
  // Not imported, here and elsewhere: bundlers for browsers would look for it, and could not put a worker into one file.
  return process.getBuiltinModule('node:os').availableParallelism();
}
