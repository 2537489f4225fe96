import type { GpuMachine } from './gpu/gpu-machine.ts';
import type { Machine } from './measure/machine.ts';

/** A value of a row: a number, a word, or null where it could not be measured (a note says why). */
export type Cell = number | string | boolean | null;

/** One line of a benchmark's answer. */
export type Row = Readonly<Record<string, Cell>>;

/** How a benchmark runs. */
export interface BenchmarkOptions {
  /** Everything tiny, to see that it works; the numbers mean nothing. */
  readonly toy: boolean;
  /** Folder with the C files that show what the machine can do; without it their columns are absent. */
  readonly limits: string | undefined;
  /** Checkout of an older version to compare with. */
  readonly before: string | undefined;
  /** How often each variant takes its turn; left out, what the benchmark finds enough. */
  readonly rounds: number | undefined;
  /** Examples per batch, on a GPU; left out, what the benchmark finds typical. */
  readonly batch?: number;
  /** Further settings by name, as the benchmark's question lists them. */
  readonly settings: Readonly<Record<string, string>>;
  /** Says what is going on. */
  readonly log: (line: string) => void;
}

/** What a benchmark gives: the object that `--json` prints. */
export interface BenchmarkResult {
  /** Its name. */
  readonly name: string;
  /** Its answer. */
  readonly rows: readonly Row[];
  /** What could not be measured, and why; what a figure includes. */
  readonly notes: readonly string[];
  /** On a GPU with timestamps: how long each shader took. */
  readonly kernels?: readonly Row[];
  /** The GPU, if it ran on one. */
  readonly gpu?: GpuMachine;
  /** Where it ran. */
  readonly machine: Machine;
  /** Version of the packages. */
  readonly version: string;
}

/** A benchmark. */
export interface Benchmark {
  /** Its name on the command line. */
  readonly name: string;
  /** What it asks. */
  readonly question: string;
  /** What the answer should be. */
  readonly target: string;
  /** Its settings besides the common ones: `name=value` and what it means. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Asks. */
  run(options: BenchmarkOptions): Promise<Answer>;
  /** The answer in a few lines. @param rows - what `run` gave */
  summarise(rows: readonly Row[]): readonly SummaryLine[];
  /** The same on a GPU; absent where a GPU makes no sense. */
  readonly onGpu?: GpuBenchmark;
}

/** A benchmark on a GPU: what `--backend webgpu` asks. */
export interface GpuBenchmark extends Pick<Benchmark, 'question' | 'target' | 'settings' | 'summarise'> {
  /** Examples per batch unless `--batch` says otherwise; absent where there are no batches. */
  readonly batch?: number;
  /** Asks. @param options - how it runs @param gpu - where it runs */
  run(options: BenchmarkOptions, gpu: GpuMachine): Promise<Answer>;
}

/** A line of the table of results. */
export interface SummaryLine {
  /** What was measured. */
  readonly what: string;
  /** What was found. */
  readonly measured: string;
  /** What it should be. */
  readonly target: string;
  /** Whether it is; undefined where the run does not tell. */
  readonly met?: boolean;
}

/** Rows and notes of a benchmark. */
export type Answer = Pick<BenchmarkResult, 'rows' | 'notes' | 'kernels'>;
