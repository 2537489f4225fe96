import { GrowconeError } from '@growcone/core';

/** Thrown when there is no WebGPU, or no GPU behind it. */
export class NoAdapterError extends GrowconeError {
  override readonly name: string = 'NoAdapterError';

  /** @param message - what is missing and what to do @param options - the cause */
  constructor(message: string, options?: ErrorOptions) {
    super('NO_ADAPTER', message);
    if (options && 'cause' in options) this.cause = options.cause;
  }
}

/** Thrown when the GPU is gone: the driver was reset, the machine slept, or another program took it. */
export class DeviceLostError extends GrowconeError {
  override readonly name: string = 'DeviceLostError';

  /** @param reason - what the driver says */
  constructor(reason: string) {
    super(
      'DEVICE_LOST',
      `The GPU was lost: ${reason || 'no reason given'}. Nothing of this run was kept; open the device anew and load the last checkpoint.`,
      { reason },
    );
  }
}

/** Thrown when the GPU cannot hold what is needed. */
export class OutOfMemoryError extends GrowconeError {
  override readonly name: string = 'OutOfMemoryError';

  /** @param what - what needed room @param needed - bytes it needs @param limit - bytes there may be; undefined if the driver gave up below its own limit */
  constructor(what: string, needed: number, limit?: number) {
    const over =
      limit === undefined
        ? 'the driver has no memory left'
        : `this GPU allows ${mebibytes(limit)}, ${mebibytes(needed - limit)} too little`;
    super(
      'OUT_OF_MEMORY',
      `No room for ${what}: ${mebibytes(needed)} are needed in one buffer, and ${over}. Use a smaller network, shorter trials, ` +
        'a sparser projection, or the CPU backend.',
      { what, needed, limit },
    );
  }
}

/** A number of bytes for people. */
const mebibytes = (bytes: number): string => `${Math.ceil(bytes / 2 ** 20)} MiB`;

/** Thrown when the GPU's compiler refuses a generated shader: a mistake of this package, or of the driver. */
export class ShaderError extends GrowconeError {
  override readonly name: string = 'ShaderError';

  /** @param shader - which shader @param message - what the compiler says @param line - the line of the shader it complains about */
  constructor(shader: string, message: string, line: string) {
    super(
      'SHADER',
      `The GPU's compiler refused the shader '${shader}': ${message}${line && ` in the line '${line.trim()}'`}. Please report ` +
        'the network that does this; until then, run it on the CPU backend.',
      { shader, line },
    );
  }
}

/** Thrown when the GPU reports a mistake that no call of it rejected with. */
export class GpuError extends GrowconeError {
  override readonly name: string = 'GpuError';

  /** @param message - what WebGPU reports */
  constructor(message: string) {
    super(
      'GPU',
      `WebGPU reports: ${message} Nothing of this run was kept; open the device anew and load the last checkpoint.`,
    );
  }
}

/** Thrown when a value becomes NaN or infinite. */
export class NotFiniteError extends GrowconeError {
  override readonly name: string = 'NotFiniteError';

  /** @param where - what was found and where; without a step, outside of a sweep; `example` counts within the batch */
  constructor(where: {
    readonly variable: string;
    readonly population?: string;
    readonly projection?: string;
    readonly neuron?: number;
    readonly pre?: number;
    readonly post?: number;
    readonly step?: number;
    readonly example?: number;
    readonly value: number;
  }) {
    const { variable, population, projection, neuron, pre, post, step, example, value } = where;
    const owner =
      population !== undefined
        ? ` of neuron ${neuron} of population '${population}'`
        : projection !== undefined
          ? ` of the synapse from neuron ${pre} to neuron ${post} of projection '${projection}'`
          : '';
    const when = (step ? ` in step ${step}` : '') + (example === undefined ? '' : ` of example ${example}`);
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

  /** @param code - which rule was broken @param message - what happened and what to do */
  constructor(code: 'DISPOSED' | 'OVERLAPPING_CALL', message: string) {
    super(code, message);
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
