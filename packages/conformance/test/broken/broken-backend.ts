import type { Mistakes } from './wrap-backend.ts';

/** A backend with one mistake, and the check that must find it. */
export interface BrokenBackend {
  /** The mistake, in words. */
  readonly mistake: string;
  /** Start of the names of checks of which one must fail. */
  readonly caughtBy: string;
  /** What the failure must say. */
  readonly says: string;
  /** The mistake, in code. */
  readonly mistakes: Mistakes;
}
