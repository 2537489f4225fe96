import { GrowconeError } from '../error.ts';

/** Thrown when an option of a connector is out of its range, by itself or for the populations at hand. */
export class ConnectorOptionError extends GrowconeError {
  override readonly name: string = 'ConnectorOptionError';

  /**
   * @param connector - name of the connector
   * @param option - name of the option
   * @param got - what was given
   * @param allowed - what is allowed, such as `above 0 and at most 1`
   * @param advice - what to do next, a sentence
   */
  constructor(connector: string, option: string, got: unknown, allowed: string, advice: string) {
    super('CONNECTOR_OPTION', `${connector}: ${option} must be ${allowed}, got ${String(got)}. ${advice}`, {
      connector,
      option,
      got,
      allowed,
    });
  }
}

/**
 * Throws unless a number of synapses is a whole number above zero.
 *
 * @param connector - name of the connector
 * @param option - name of the option
 * @param got - what was given
 */
export function checkDegree(connector: string, option: string, got: number): void {
  if (Number.isSafeInteger(got) && got >= 1) return;
  const advice =
    got === 0 ? 'To have no synapses, leave the projection out.' : 'For a share of all pairs use fixedProbability.';
  throw new ConnectorOptionError(connector, option, got, 'a whole number of at least 1', advice);
}
