import { join } from 'node:path';
import type { CCompiler } from './compiler.ts';
import { numbersIn } from './parse.ts';

/** What C needs for one example at one density. */
export interface EpropLimit {
  /** Forward sweep and reverse sweep in ms. */
  readonly reverse: number;
  /** The eligibilities of all synapses in every step, without the forward sweep, in ms. */
  readonly online: number;
  /** Hidden spikes of its example. */
  readonly hiddenSpikes: number;
}

/** The densities that the C files know. */
export type EpropDensity = 1 | 0.1 | 0.05 | 0.01;

/**
 * The C programs `eprop_limit` and `eprop_online_limit`: one example of the spoken-digits network in both forms of e-prop.
 *
 * @param compiler - the C compiler
 * @param folder - where the C files are
 * @returns runs both once and gives their figures by density
 */
export async function epropLimit(
  compiler: CCompiler,
  folder: string,
): Promise<() => Promise<(density: EpropDensity) => EpropLimit>> {
  const reverse = await compiler.compile(join(folder, 'eprop_limit.c'));
  const online = await compiler.compile(join(folder, 'eprop_online_limit.c'));
  return async () => {
    const [a, b] = [await reverse.run(), await online.run()];
    return (density) => (density === 1 ? dense(a, b) : sparse(a, b, `${Math.round(100 * density)}%`));
  };
}

function dense(reverse: string, online: string): EpropLimit {
  const pattern = /dense: .*hidden spikes (\d+) \| forward ([\d.]+) ms, .*adjoint e-prop ([\d.]+) ms/;
  const [hiddenSpikes, forward, back] = numbersIn(reverse, pattern) as [number, number, number];
  const [eligibilities] = numbersIn(online, /classic e-prop ([\d.]+) ms/) as [number];
  return { reverse: forward + back, online: eligibilities, hiddenSpikes };
}

function sparse(reverse: string, online: string, percent: string): EpropLimit {
  const pattern = new RegExp(`sparse ${percent}: hidden spikes (\\d+) \\|.*\\(sum ([\\d.]+)\\)`);
  const [hiddenSpikes, sum] = numbersIn(reverse, pattern) as [number, number];
  const times = [...online.matchAll(new RegExp(`post-major ${percent}: ([\\d.]+) ms`, 'g'))];
  return { reverse: sum, online: Math.min(...times.map(([, ms]) => Number(ms))), hiddenSpikes };
}
