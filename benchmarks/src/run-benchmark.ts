import type { Benchmark, BenchmarkOptions, BenchmarkResult } from './benchmark.ts';
import { machine } from './measure/machine.ts';
import { packageVersion } from './measure/version.ts';

/** Runs a benchmark and says where. @param benchmark - which @param options - how */
export async function runBenchmark(benchmark: Benchmark, options: BenchmarkOptions): Promise<BenchmarkResult> {
  const { rows, notes } = await benchmark.run(options);
  return { name: benchmark.name, rows, notes, machine: machine(), version: await packageVersion() };
}
