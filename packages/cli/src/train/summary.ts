import type { BinTally } from '@growcone/datasets';

/** What a run amounts to: the object that `--json` prints. A share that was not measured is null. */
export interface TrainSummary {
  /** Share of test examples that were right; null if examples were held out for validation. */
  readonly testAccuracy: number | null;
  /** Share of the examples held out that were right after the last epoch. */
  readonly validationAccuracy: number | null;
  /** Share of training examples that were right at their turn in the last epoch. */
  readonly trainAccuracy: number;
  /** Share of input synapses from channels that tell the class; null if all channels do. */
  readonly informativeShare: number | null;
  /** Mean seconds of training per epoch, validation not counted. */
  readonly secondsPerEpoch: number;
  /** Number of synapses, biases not counted. */
  readonly synapses: number;
  /** Synapses replaced during the whole run. */
  readonly rewired: number;
  /** What became of the events of recordings that were read, in every epoch anew; null if the data has values. */
  readonly eventTally: BinTally | null;
  /** Worker threads. */
  readonly threads: number;
  /** Largest memory of the process so far. */
  readonly peakMemoryMiB: number;
  /** Version of `growcone`. */
  readonly version: string;
  /** Seed. */
  readonly seed: number;
  /** SHA-256 over the final synapses and weights. */
  readonly weightsSha256: string;
  /** The run folder. */
  readonly out: string;
}

/** Largest memory of this process so far, in MiB. */
export const peakMemoryMiB = (): number => Math.round(process.resourceUsage().maxRSS / 1024);
