import { GrowconeError } from '../error.ts';

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
