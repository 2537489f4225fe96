import { removalCount } from '@growcone/core';
import type { RewiringStage } from '../../schedule/phase.ts';
import { bearBest, listBest, sortBest } from '../../wgsl/rewiring/best-shaders.ts';
import {
  checkBirths,
  chooseAll,
  countChosen,
  countOwn,
  decideCounts,
  decideProbes,
  decideWay,
  probeKeys,
  synapseKeys,
} from '../../wgsl/rewiring/choose-shaders.ts';
import { bearRanked, checkFree, countFree, drawPlaces, linkPlaces } from '../../wgsl/rewiring/rank-shaders.ts';
import { NOWHERE } from '../../wgsl/rewiring/rewiring-shader.ts';
import { scan } from '../../wgsl/rewiring/scan.ts';
import {
  beginSelection,
  chooseBelow,
  chooseTies,
  countDigits,
  digits,
  findDigit,
} from '../../wgsl/rewiring/select-shaders.ts';
import { acceptCandidates, clearTable, drawCandidates } from '../../wgsl/rewiring/trial-shaders.ts';
import type { Shader } from '../../wgsl/shader.ts';
import { itemOf } from '../memory.ts';
import { outsideNumbers, type Outside, type OutsideInput } from '../outside-run.ts';
import { editShaders, editStore, storeNumbers } from './edit.ts';
import type { RewiringDispatcher } from './rewiring-dispatcher.ts';
import { sweepNumbers } from './sweep-memory.ts';

const always = [countChosen, scan, decideCounts, decideWay, clearTable, drawCandidates, acceptCandidates];
const byRank = [countFree, checkFree, drawPlaces, linkPlaces, bearRanked];
const selecting = [beginSelection, countDigits, findDigit, chooseBelow, chooseTies];
const probing = [probeKeys, listBest, sortBest, bearBest, countOwn, decideProbes];

/** The shaders that a rewiring needs. @param stage - the rewiring */
export const sweepShaders = ({ rule }: RewiringStage): readonly Shader[] => [
  ...editShaders,
  ...always,
  ...byRank,
  rule.lowest ? synapseKeys : chooseAll,
  ...(rule.lowest || rule.probes ? selecting : []),
  ...(rule.probes ? probing : []),
  checkBirths,
];

/** Workgroups that count digits: enough to be quick, few enough that adding up their counts takes no time. */
const COUNTING_GROUPS = 256;

/** One rewiring that looks at every synapse, on the GPU from beginning to end. */
export class Sweep {
  private readonly outside: Outside;
  private readonly dispatcher: RewiringDispatcher;
  private readonly stage: RewiringStage;
  private readonly given: OutsideInput;
  private readonly report: number;

  /** @param outside - what kernels run with @param dispatcher - starts shaders; its working memory has room for the rewiring @param stage - the rewiring @param given - what the run tells kernels @param report - where its report lies */
  constructor(
    outside: Outside,
    dispatcher: RewiringDispatcher,
    stage: RewiringStage,
    given: OutsideInput,
    report: number,
  ) {
    this.outside = outside;
    this.dispatcher = dispatcher;
    this.stage = stage;
    this.given = given;
    this.report = report;
  }

  /** Rewires. All is decided on the state before any edit. */
  rewire(): void {
    const { dispatcher, stage, outside, report } = this;
    const { rule, births, probes } = stage;
    const { memory, plan } = outside;
    const { places, count } = memory.stores[rule.store];
    const numbers = this.numbers(rule.stream);
    this.kernel(stage.decide, places);
    if (rule.lowest) {
      dispatcher.over(synapseKeys, numbers, places);
      this.select(numbers, places, removalCount(rule, count, this.given.input.update));
    } else {
      dispatcher.over(chooseAll, numbers, places);
    }
    this.countChosen(numbers);
    dispatcher.groups(decideCounts, numbers, 1);
    if (rule.probes && probes) {
      numbers.set('forbids', 1);
      const room = memory.stores[rule.probes.store].places;
      this.kernel(probes.kernel, room);
      this.takeBest(numbers, rule.probes.store, room);
    }
    this.draw(numbers);
    births.kernels.forEach((kernel, i) => this.kernel(kernel, memory.stores[births.store].places, i));
    Object.values(births.values).forEach((array, i) => {
      const own = { faults: i, kernel: i, values: memory.buffers.fixed.start(itemOf(array)) ?? 0 };
      dispatcher.groups(checkBirths, new Map([...numbers, ...Object.entries(own)]), 1);
    });
    const { store, values } = births;
    editStore(dispatcher, plan, { store: rule.store, births: store, values, report });
    if (rule.probes) this.emptyProbes(rule.probes.store);
  }

  /** Draws probes. @param wanted - how many, if there are so many absent pairs */
  placeProbes(wanted: number): void {
    const { dispatcher, stage, outside, report } = this;
    const { rule, births } = stage;
    const { memory, plan } = outside;
    if (!rule.probes) throw new RangeError(`'${rule.name}' has no probes`);
    const numbers = this.numbers(rule.probes.stream);
    numbers.set('wanted', wanted);
    this.emptyProbes(rule.probes.store);
    dispatcher.scratch.clear('goes');
    if (numbers.get('ruledOut') !== 0) dispatcher.over(countOwn, numbers, memory.stores[rule.store].preSize);
    dispatcher.groups(decideProbes, numbers, 1);
    this.draw(numbers);
    editStore(dispatcher, plan, { store: rule.probes.store, births: births.store, values: {}, byPost: true, report });
  }

  private numbers(stream: number): Map<string, number> {
    const { dispatcher, stage, outside, report } = this;
    return sweepNumbers(dispatcher, outside.plan, stage, { stream, update: this.given.input.update }, report);
  }

  /** Runs a kernel of the plan. */
  private kernel(kernel: number, elements: number, faults = 0): void {
    const { outside, given } = this;
    const numbers = outsideNumbers(outside, given, given.input.size, faults);
    const groups = this.dispatcher.groupsFor(elements);
    if (groups > 0) outside.dispatcher.run(outside.code.kernel(kernel), numbers, groups);
  }

  private sum(list: string, numbers: ReadonlyMap<string, number>): void {
    const at = numbers.get(list) ?? 0;
    this.dispatcher.groups(
      scan,
      new Map([...numbers, ['list', at], ['into', at], ['size', numbers.get('preSize') ?? 0]]),
      1,
    );
  }

  private countChosen(numbers: ReadonlyMap<string, number>): void {
    this.dispatcher.over(countChosen, numbers, numbers.get('preSize') ?? 0);
    this.sum('chosenFirst', numbers);
  }

  /** Chooses the lowest keys. */
  private select(numbers: Map<string, number>, places: number, most: number): void {
    const { dispatcher } = this;
    const rows = numbers.get('preSize') ?? 0;
    dispatcher.groups(beginSelection, numbers.set('most', most), 1);
    for (const shift of digits) {
      numbers.set('shift', shift);
      dispatcher.groups(countDigits, numbers, Math.min(COUNTING_GROUPS, dispatcher.groupsFor(places)));
      dispatcher.groups(findDigit, numbers, 1);
    }
    dispatcher.over(chooseBelow, numbers, rows);
    this.sum('tieFirst', numbers);
    dispatcher.over(chooseTies, numbers, rows);
  }

  /** Makes births of the best probes, as many as are to come. */
  private takeBest(given: ReadonlyMap<string, number>, store: number, places: number): void {
    const { dispatcher } = this;
    const own = {
      ...storeNumbers(dispatcher, store),
      ranks: given.get('probeRanks') ?? 0,
      chosen: given.get('bestChosen') ?? 0,
    };
    const numbers = new Map([...given, ...Object.entries(own)]);
    dispatcher.over(probeKeys, numbers, places);
    this.select(numbers, places, NOWHERE);
    this.countChosen(numbers);
    dispatcher.over(listBest, numbers, numbers.get('preSize') ?? 0);
    dispatcher.over(sortBest, numbers, places);
    dispatcher.over(bearBest, numbers, places);
  }

  /** Draws the births that are missing. */
  private draw(numbers: ReadonlyMap<string, number>): void {
    const { dispatcher, outside, stage } = this;
    const most = outside.memory.stores[stage.births.store].places;
    dispatcher.groups(decideWay, numbers, 1);
    dispatcher.over(countFree, numbers, numbers.get('preSize') ?? 0);
    this.sum('freeFirst', numbers);
    dispatcher.groups(checkFree, numbers, 1);
    dispatcher.over(clearTable, numbers, 4 * most);
    dispatcher.over(drawCandidates, numbers, 2 * most);
    dispatcher.groups(acceptCandidates, numbers, 1);
    dispatcher.groups(drawPlaces, numbers, 1);
    dispatcher.over(linkPlaces, numbers, most);
    dispatcher.over(bearRanked, numbers, most);
  }

  private emptyProbes(store: number): void {
    const { memory, plan } = this.outside;
    for (const name of ['rowStarts', 'columns']) memory.buffers.topology.clear(`${name}${store}`);
    for (const { id, lifetime, over } of plan.arrays) {
      if (lifetime === 'shard' && over.per === 'synapse' && over.store === store) {
        memory.buffers.shards.clear(itemOf(id));
      }
    }
    memory.stores[store].edited(0);
  }
}
