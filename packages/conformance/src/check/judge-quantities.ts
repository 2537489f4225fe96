import type { Quantities } from '@growcone/core';
import type { Judge } from './judge.ts';

/**
 * Demands that variables say what they are and start somewhere.
 *
 * @param judge - compares
 * @param quantities - the variables
 */
export function judgeQuantities(judge: Judge, quantities: Quantities<string>): void {
  for (const [variable, { doc, unit, value }] of Object.entries(quantities)) {
    judge.holds(`doc of '${variable}'`, doc.trim().length > 2, 'a few words on what it is', `'${doc}'`);
    judge.holds(`unit of '${variable}'`, typeof unit === 'string', "a text, '' for none", String(unit));
    judge.holds(`first value of '${variable}'`, Number.isFinite(value), 'a finite number', `${value}`);
  }
}
