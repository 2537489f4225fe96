import type { Backend } from '@growcone/core';
import { CpuDevice } from './runtime/device.ts';
import { hasSimd, processors, sharesMemory } from './runtime/host.ts';
import { inlineTeam } from './runtime/inline-team.ts';
import { threadTeam } from './runtime/thread-team.ts';

/** How networks run on the CPU. Results do not depend on any of it: same seed, same bits. */
export interface CpuOptions {
  /** Number of threads that run examples, or share a large network that runs on; left out, one per processor and at most 8. With 1, everything runs in the calling thread. */
  readonly threads?: number;
  /** Whether vector instructions may be used. */
  readonly simd?: boolean;
  /** Steps of history that learning keeps at a time, or the whole trial; left out, what is fastest within a bounded memory. */
  readonly segment?: number | 'whole';
  /** Whether every run tells how long its parts take (`Stretch.milliseconds`); needs `threads: 1`, and slows small networks down. */
  readonly clock?: boolean;
  /**
   * Number of neurons from which all threads share one network that runs on (`network.start`): each has a range of every population and
   * the synapses onto it. Smaller networks run on the calling thread, where nobody waits. So do those in which something needs the whole:
   * dense projections, rewiring with a limit of the out-degree, with partners that fired last or by variables or degrees of the
   * presynaptic neuron, and rules that set synapses at the start. More threads than processors make every step wait. 12 000 if left out.
   */
  readonly shareFrom?: number;
}

/** A batch is split into at most 8 gradient shards, so more threads would have nothing to do. */
const MOST_THREADS = 8;
/** With 12 800 neurons two threads took 0.85 of the time of one, with 25 088 0.67; with 4608 they took longer. */
const SHARE_FROM = 12_000;

/**
 * Runs networks on the CPU: WebAssembly written for the network at hand, on one or several threads.
 *
 * ```ts fragment
 * await using simulation = await net.compile(cpu({ threads: 2 }));
 * ```
 *
 * @param options - how
 */
export function cpu({
  threads,
  simd = true,
  segment,
  clock = false,
  shareFrom = SHARE_FROM,
}: CpuOptions = {}): Backend {
  wholeNumber('threads', threads);
  if (segment !== 'whole') wholeNumber('segment', segment);
  wholeNumber('shareFrom', shareFrom);
  if (clock && threads !== 1) throw new RangeError(`cpu: clock needs threads: 1, got threads: ${String(threads)}.`);
  return {
    name: 'cpu',
    apiVersion: 1,
    open: async () => {
      const notes: string[] = [];
      const vectors = simd && hasSimd();
      if (simd && !vectors)
        notes.push('This engine has no WebAssembly SIMD, so the network runs on scalar instructions.');
      let size = threads ?? Math.min(MOST_THREADS, processors());
      if (size > 1 && !sharesMemory()) {
        notes.push(
          'SharedArrayBuffer is not available, so the network runs on one thread. A page gets it by being served with ' +
            'Cross-Origin-Opener-Policy: same-origin and Cross-Origin-Embedder-Policy: require-corp.',
        );
        size = 1;
      }
      const team = size === 1 ? inlineTeam() : threadTeam(size);
      return new CpuDevice({ team, simd: vectors, segment, clock, shareFrom, notes });
    },
  };
}

function wholeNumber(option: string, value: number | undefined): void {
  if (value === undefined || (Number.isInteger(value) && value >= 1)) return;
  throw new RangeError(`cpu: ${option} must be a whole number of at least 1, got ${String(value)}.`);
}
