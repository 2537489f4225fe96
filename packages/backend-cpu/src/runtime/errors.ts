import { GrowconeError } from '@growcone/core';

/** Thrown when a state variable becomes NaN or infinite. */
export class NotFiniteError extends GrowconeError {
  override readonly name: string = 'NotFiniteError';

  /** @param where - what was found and where; without a step, outside of a sweep; `example` counts within the batch */
  constructor(where: {
    readonly variable: string;
    readonly population?: string | undefined;
    readonly projection?: string | undefined;
    readonly neuron?: number | undefined;
    readonly pre?: number | undefined;
    readonly post?: number | undefined;
    readonly step?: number | undefined;
    readonly example?: number | undefined;
    /** When, where no step can be named. */
    readonly when?: string | undefined;
    readonly value: number;
  }) {
    const { variable, population, projection, neuron, pre, post, step, example, value } = where;
    const sometime = where.when === undefined ? '' : ` ${where.when}`;
    const owner =
      population !== undefined
        ? ` of neuron ${neuron} of population '${population}'`
        : projection !== undefined
          ? ` of the synapse from neuron ${pre} to neuron ${post} of projection '${projection}'`
          : '';
    const when = (step ? ` in step ${step}` : sometime) + (example === undefined ? '' : ` of example ${example}`);
    super(
      'NOT_FINITE',
      `${variable}${owner} became ${value}${when}. Look for a division by zero, a logarithm or root of a negative ` +
        'number, too large a learning rate, or a state that grows without bound. No gradient of this run was kept.',
      where,
    );
  }
}

/** Thrown when a program or device is used in a way that its life cycle does not allow. */
export class LifecycleError extends GrowconeError {
  override readonly name: string = 'LifecycleError';

  /** @param code - which rule was broken @param message - what happened and what to do @param options - the cause */
  constructor(code: 'DISPOSED' | 'OVERLAPPING_CALL' | 'BROKEN', message: string, options?: ErrorOptions) {
    super(code, message);
    if (options && 'cause' in options) this.cause = options.cause;
  }
}

/** Thrown when the input of a run does not fit the plan. */
export class TrialInputError extends GrowconeError {
  override readonly name: string = 'TrialInputError';

  /** @param message - what was got and what is allowed @param fields - the values */
  constructor(message: string, fields: Readonly<Record<string, unknown>>) {
    super('TRIAL_INPUT', message, fields);
  }
}

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
