const memories: WebAssembly.Memory[] = [];

/**
 * Counts the WebAssembly memories that are created from now on. The resident memory of a process would not tell what a network
 * needs: the engine keeps what it once held.
 */
export function watchDeviceMemory(): void {
  const { Memory } = WebAssembly;
  WebAssembly.Memory = class extends Memory {
    constructor(descriptor: WebAssembly.MemoryDescriptor) {
      super(descriptor);
      memories.push(this);
    }
  };
}

/** Size of the memories that were created since, in bytes. */
export const deviceMemory = (): number => memories.reduce((sum, { buffer }) => sum + buffer.byteLength, 0);
