import type { Benchmark, BenchmarkOptions, BenchmarkResult, GpuBenchmark } from './benchmark.ts';
import { gpuMachine, inWords } from './gpu/gpu-machine.ts';
import { machine } from './measure/machine.ts';
import { packageVersion } from './measure/version.ts';

/** Runs a benchmark and says where. @param benchmark - which @param options - how */
export async function runBenchmark(benchmark: Benchmark, options: BenchmarkOptions): Promise<BenchmarkResult> {
  const answer = await benchmark.run(options);
  return { name: benchmark.name, ...answer, machine: machine(), version: await packageVersion() };
}

/** Runs a benchmark on the GPU of this machine. @param name - of the benchmark @param benchmark - what is asked there @param options - how */
export async function runOnGpu(
  name: string,
  benchmark: GpuBenchmark,
  options: BenchmarkOptions,
): Promise<BenchmarkResult> {
  const gpu = await gpuMachine();
  options.log(inWords(gpu));
  const answer = await benchmark.run(options, gpu);
  return { name, ...answer, gpu, machine: machine(), version: await packageVersion() };
}
