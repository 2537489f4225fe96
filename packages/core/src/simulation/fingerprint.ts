import type { Plan } from '../plan/plan.ts';

/**
 * A short text that tells plans apart: FNV-1a (64 bits) over everything in the plan but its random key, so that a
 * checkpoint is not loaded into another network.
 *
 * @param plan - the plan
 */
export function fingerprint(plan: Plan): string {
  const text = JSON.stringify({ ...plan, key: undefined });
  let hash = 0xcbf29ce484222325n;
  for (let i = 0; i < text.length; i++) {
    hash = BigInt.asUintN(64, (hash ^ BigInt(text.charCodeAt(i))) * 0x100000001b3n);
  }
  return hash.toString(16).padStart(16, '0');
}
