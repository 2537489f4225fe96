import { GrowconeError } from '../error.ts';
import type { Refusal } from './backend.ts';

/** Thrown when a hook's expression reads a variable that its kernel does not provide. */
export class UnboundVariableError extends GrowconeError {
  override readonly name: string = 'UnboundVariableError';

  /** @param label - the variable */
  constructor(label: string) {
    super(
      'UNBOUND_VARIABLE',
      `A recorded expression reads '${label}', which does not exist where it is used. Use only the variables that the ` +
        'hook was given, and keep none of them outside of it.',
      { label },
    );
  }
}

/** Thrown for a network that cannot be compiled as it stands. */
export class NetworkError extends GrowconeError {
  override readonly name: string = 'NetworkError';
}

/** Thrown by a rule for a place where it would not be right. */
export class UnsupportedRuleError extends GrowconeError {
  override readonly name: string = 'UnsupportedRuleError';

  /**
   * @param rule - name of the rule
   * @param reason - stable name of the reason
   * @param what - what is not supported, and what to use instead
   * @param fields - names and values
   */
  constructor(rule: string, reason: string, what: string, fields: Readonly<Record<string, unknown>> = {}) {
    super('UNSUPPORTED_RULE', `${rule}: ${what}`, { rule, reason, ...fields });
  }
}

/** Thrown when a device cannot run a network. */
export class RefusedPlanError extends GrowconeError {
  override readonly name: string = 'RefusedPlanError';
  /** The device, and why it does not run the network. */
  declare readonly fields: {
    /** Name of the device. */
    readonly device: string;
    /** The reasons. */
    readonly refusals: readonly Refusal[];
  } & Readonly<Record<string, unknown>>;

  /**
   * @param device - name of the device
   * @param refusals - the reasons
   */
  constructor(device: string, refusals: readonly Refusal[]) {
    super('REFUSED_PLAN', `${device} cannot run this network: ${refusals.map((r) => r.message).join(' ')}`, {
      device,
      refusals,
    });
  }
}
