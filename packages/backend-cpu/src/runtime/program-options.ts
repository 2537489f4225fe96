import type { SegmentOption } from './segment-choice.ts';
import type { Team } from './team.ts';

/** How programs of a device run. */
export interface ProgramOptions {
  /** The workers. */
  readonly team: Team;
  /** Whether vector instructions are used. */
  readonly simd: boolean;
  /** How reverse sweeps work. */
  readonly segment: SegmentOption;
  /** Whether runs tell how long their parts take. */
  readonly clock: boolean;
  /** Number of neurons from which threads share a network that runs on. */
  readonly shareFrom: number;
  /** Called once when the program ends. */
  readonly ended: () => void;
}
