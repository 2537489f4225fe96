import { GrowconeError } from '@growcone/core';

/** Thrown when a worker thread fails: its own error is the cause. */
export class WorkerError extends GrowconeError {
  override readonly name: string = 'WorkerError';

  /** @param message - what happened @param options - the cause */
  constructor(message: string, options?: ErrorOptions) {
    super('WORKER', `${message} Nothing of this run was kept; open the device anew and load the last checkpoint.`);
    if (options && 'cause' in options) this.cause = options.cause;
  }
}

/** Thrown when the WebAssembly memory cannot hold what is needed. */
export class OutOfMemoryError extends GrowconeError {
  override readonly name: string = 'OutOfMemoryError';

  /**
   * @param what - what needed room
   * @param needed - bytes that would be in use
   * @param limit - bytes there are
   * @param options - the cause
   */
  constructor(what: string, needed: number, limit: number, options?: ErrorOptions) {
    const mebibytes = (bytes: number) => `${Math.ceil(bytes / 2 ** 20)} MiB`;
    super(
      'OUT_OF_MEMORY',
      `No room for ${what}: ${mebibytes(needed)} would be in use, and there are ${mebibytes(limit)}. A WebAssembly ` +
        'memory holds at most 4 GiB: use fewer threads, a smaller batch, or a sparser storage format.',
      { what, needed, limit },
    );
    if (options && 'cause' in options) this.cause = options.cause;
  }
}

/** Thrown when a dense projection with absent pairs meets a kernel that would see them. */
export class SparseDenseError extends GrowconeError {
  override readonly name: string = 'SparseDenseError';

  /** @param projection - the projection @param kernel - the kernel */
  constructor(projection: string, kernel: string) {
    super(
      'SPARSE_DENSE',
      `Projection '${projection}' is stored dense with pairs that have no synapse, and '${kernel}' would see them as ` +
        "synapses. Store it as 'rows' or 'growable-rows'.",
      { projection, kernel },
    );
  }
}
