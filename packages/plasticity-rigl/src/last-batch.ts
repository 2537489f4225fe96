import { quantity, resolveParameters } from '@growcone/core';

const UNTIL = { until: quantity(1, 'batches', 'number of the batch at which rewiring ends', { min: 1 }) };

/**
 * The batch at which rewiring ends, checked; undefined where it never does.
 *
 * @internal
 */
export const lastBatch = (rule: string, until: number | undefined): number | undefined =>
  until === undefined ? undefined : resolveParameters(rule, UNTIL, { until }).until;
