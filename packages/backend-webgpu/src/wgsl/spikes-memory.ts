import type { Site } from './site.ts';

/** Words of a population's spikes in one step. @param site - where it is printed @param population - its id */
export const spikeWords = ({ plan }: Site, population: number): number =>
  Math.ceil(plan.populations[population].size / 32);

/**
 * The row of a step's spikes, of type i32; only those from 0 to `rows` − 1 are there.
 *
 * @param site - where it is printed
 * @param step - the step, of type i32
 */
export const spikeRow = (site: Site, step: string): string =>
  site.continues ? `${step} - 1 - i32(${site.fields.use('origin')})` : `${step} - 1`;

/** Place of a word of spikes. @param site - where it is printed @param population - its id @param row - from {@link spikeRow}, of type u32 @param word - which word of the row */
export const spikeWord = (site: Site, population: number, row: string, word: string): string =>
  `spikeBase + ${site.fields.use(`raster${population}`)} + (${row}) * ${spikeWords(site, population)}u + ${word}`;

/**
 * Whether a neuron fired, as a truth value.
 *
 * @param site - where it is printed
 * @param population - its population
 * @param step - the step, of type i32; none before the first and after the last
 * @param neuron - the neuron
 */
export function spiked(site: Site, population: number, step: string, neuron: string): string {
  if (site.plan.populations[population].spikes === 'never') return 'false';
  const raster = site.fields.use(`raster${population}`);
  site.fields.use('rows');
  return `spikeAt(${raster}, ${spikeWords(site, population)}u, ${spikeRow(site, step)}, ${neuron})`;
}

/** Statements that send the spike of a neuron in this step. @param site - where they stand @param population - its population @param neuron - the neuron */
export function sendStatements(site: Site, population: number, neuron: string): string[] {
  const word = spikeWord(site, population, `u32(${spikeRow(site, 'i32(t)')})`, `(${neuron} >> 5u)`);
  const send = `atomicOr(&spikes[${word}], 1u << (${neuron} & 31u));`;
  if (!site.trains.has(population)) return [send];
  return [
    send,
    `atomicOr(&spikes[${trainWord(site, population, neuron, '((t - 1u) >> 5u)')}], 1u << ((t - 1u) & 31u));`,
  ];
}

/** Place of a word of 32 steps of a neuron. @param site - where it is printed @param population - its population @param neuron - the neuron @param word - which word */
export const trainWord = ({ fields }: Site, population: number, neuron: string, word: string): string =>
  `spikeBase + ${fields.use(`trains${population}`)} + ${neuron} * ((${fields.use('rows')} + 31u) >> 5u) + ${word}`;

/** WGSL functions about spikes; they need the number `rows`. */
export const spikeFunctions = `fn spikeAt(raster: u32, words: u32, row: i32, neuron: u32) -> bool {
  if (row < 0 || row >= i32(P.rows)) { return false; }
  let word = atomicLoad(&spikes[spikeBase + raster + u32(row) * words + (neuron >> 5u)]);
  return ((word >> (neuron & 31u)) & 1u) == 1u;
}`;
