import { counterWord, type Plan } from '@growcone/core';
import type { RewiringStage } from '../../schedule/phase.ts';
import { tableSize } from '../../wgsl/rewiring/draw-functions.ts';
import { candidateRoom } from '../../wgsl/rewiring/trial-shaders.ts';
import { itemOf } from '../memory.ts';
import { birthNumbers, editItems, scratchNumbers, storeNumbers } from './edit.ts';
import type { RewiringDispatcher } from './rewiring-dispatcher.ts';

/** Largest number that a shader can be given. */
const MOST = 0xffffffff;

/** Whether a neuron may connect to itself when pairs are drawn for a store. */
const allowsAutapses = ({ stores }: Plan, store: number): boolean => {
  const { autapses, pre, post } = stores[store];
  return autapses || pre !== post;
};

/**
 * Working memory of a rewiring, by item.
 *
 * @param dispatcher - starts shaders
 * @param stage - the rewiring
 */
export function sweepItems(dispatcher: RewiringDispatcher, { rule, births }: RewiringStage): Record<string, number> {
  const { stores } = dispatcher.memory;
  const { preSize, places } = stores[rule.store];
  const most = stores[births.store].places;
  const probes = rule.probes ? stores[rule.probes.store].places : 0;
  const own = {
    keys: Math.max(places, probes),
    digitCounts: 256,
    tieFirst: preSize + 1,
    chosenFirst: preSize + 1,
    best: probes,
    bestChosen: probes,
    table: tableSize(most),
    places: Math.max(most, candidateRoom(most)),
    links: most,
    freeFirst: preSize + 1,
  };
  const edited = [rule.store, ...(rule.probes ? [rule.probes.store] : [])].map((store) =>
    editItems(dispatcher, { store, births: births.store }),
  );
  const items: Record<string, number> = { ...own };
  for (const [name, length] of edited.flatMap((of) => Object.entries(of))) {
    items[name] = Math.max(length, items[name] ?? 0);
  }
  return items;
}

/**
 * Numbers that all shaders of a rewiring may ask for.
 *
 * @param dispatcher - starts shaders
 * @param plan - the plan
 * @param stage - the rewiring
 * @param draws - random stream of the draws, and the number of updates so far
 * @param report - where its report lies
 */
export function sweepNumbers(
  dispatcher: RewiringDispatcher,
  plan: Plan,
  stage: RewiringStage,
  { stream, update }: { readonly stream: number; readonly update: number },
  report: number,
): Map<string, number> {
  const { memory } = dispatcher;
  const { rule, flags, ranks, probes, births } = stage;
  const { preSize, postSize } = memory.stores[rule.store];
  const fixed = (array: number | undefined): number =>
    array === undefined ? 0 : (memory.buffers.fixed.start(itemOf(array)) ?? 0);
  const ofProbes = rule.probes ? storeNumbers(dispatcher, rule.probes.store) : {};
  const scratch = scratchNumbers(dispatcher, Object.keys(sweepItems(dispatcher, stage)));
  return new Map(
    Object.entries({
      ...storeNumbers(dispatcher, rule.store),
      ...birthNumbers(dispatcher, births.store),
      ...scratch,
      report,
      flags: fixed(flags),
      ranks: fixed(ranks),
      chosen: scratch['goes'],
      replace: rule.count === 'replace' ? 1 : 0,
      total: rule.count === 'replace' ? 0 : rule.count.total,
      ruledOut: allowsAutapses(plan, rule.store) ? 0 : Math.min(preSize, postSize),
      pairs: Math.min(MOST, preSize * postSize),
      halfOfPairs: Math.min(MOST, Math.floor((preSize * postSize) / 2)),
      forbids: 0,
      probeStarts: ofProbes['rowStarts'] ?? 0,
      probePre: ofProbes['pre'] ?? 0,
      probePost: ofProbes['post'] ?? 0,
      probeRanks: fixed(probes?.values),
      key0: plan.key[0] >>> 0,
      key1: plan.key[1] >>> 0,
      step: update,
      draw0: counterWord(stream, 0),
      draw1: counterWord(stream, 1),
      birthKernels: births.kernels.length,
      faults: 0,
    }),
  );
}
