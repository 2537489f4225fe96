import type { Expr, PairDraws } from '@growcone/core';

/**
 * The fixed sign of a pair of neurons: 1 (excitatory) or −1 (inhibitory), each for half of the pairs.
 *
 * @internal
 */
export const pairSign = (draw: PairDraws): Expr => draw.uniform().lt(0.5).select(1, -1);
