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

  /** @param gpu - its name @param reason - what the driver says */
  constructor(gpu: string, reason: string) {
    const why = reason.replace(/[\s.]+$/, '') || 'no reason given';
    super(
      'DEVICE_LOST',
      `The GPU '${gpu}' was lost: ${why}. What networks on it have learned since their last checkpoint is gone; open a new device, on ` +
        'this GPU or another or on the CPU, and restore that checkpoint.',
      { gpu, reason },
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
      `No room for ${what}: ${mebibytes(needed)} are needed in one buffer, and ${over}. Use smaller batches, shorter trials, ` +
        'a smaller or sparser network, or the CPU backend.',
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
