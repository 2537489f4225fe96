import type { Plan } from '@growcone/core';
import { contextLayout, markedSteps, padded, POPULATION_WORDS, REWIRING_WORDS } from '../runtime/layout.ts';
import { drawingPart } from '../runtime/part-clock.ts';
import { Code, type Local } from '../wasm/code.ts';
import { control, i32 } from '../wasm/opcodes.ts';
import { valueType } from '../wasm/value-type.ts';
import type { KernelFunctions } from './kernel-functions.ts';
import { advance, countWhile } from './loop.ts';
import { populationWord, rewiringWord } from './memory-map.ts';
import { atLeastOne, stepPlus, type SpikeMarks } from './spike-marks.ts';
import type { RewiringAfter, SweepBody, SweepStep } from './sweep-plan.ts';

/** What writing a sweep needs. */
export interface SweepOptions {
  /** The plan. */
  readonly plan: Plan;
  /** The functions of its kernels. */
  readonly kernels: KernelFunctions;
  /** The 0/1 arrays of spikes. */
  readonly marks: SpikeMarks;
  /** The function of a rewiring that draws pairs. @param rule - its id */
  readonly attempts: (rule: number) => number;
  /** Index of the function that is told when a part of a step ends, if any is. */
  readonly clock: number | undefined;
}

/** Parameter with the address of the context. */
export const CONTEXT_PARAMETER = 0;
/** Parameter with the current step. */
export const FROM = 1;
/** Parameter with the step after the last. */
export const TO = 2;

/**
 * Writes a sweep over ascending steps: (context, from, to) → the first step that was not run, which is before `to` where a
 * population's list of spikes might overflow, or after a step in which a rewiring has decided something.
 *
 * @param body - what happens in each step
 * @param options - what writing it needs
 * @param rewires - rewirings that draw pairs after a step
 * @param quiet - populations that fire in other sweeps; here the lists of their steps are made empty
 */
export function emitAscending(
  body: SweepBody,
  options: SweepOptions,
  rewires: readonly RewiringAfter[] = [],
  quiet: readonly number[] = [],
): Code {
  const { i32: word } = valueType;
  const code = new Code({ params: [word, word, word], results: [word] });
  const { plan, marks } = options;
  for (const population of body.spiked.keys()) rebuildMarks(code, options, population);
  const listed = [...body.spiked.keys()].filter((p) => !body.firing.includes(p));
  countWhile(code, FROM, 1, TO, () => {
    for (const population of body.firing) returnIfFull(code, plan, population);
    for (const population of quiet) makeEmpty(code, plan, population);
    for (const population of listed) marks.set(code, population, CONTEXT_PARAMETER, FROM, 1);
    runSteps(code, options, body.steps);
    clearArrived(code, plan, body);
    for (const population of listed) {
      const leaving = stepPlus(code, FROM, -markedSteps(plan, population));
      marks.set(code, population, CONTEXT_PARAMETER, leaving, 0);
    }
    drawPairs(code, options, rewires);
  });
  code.get(TO);
  return code;
}

/**
 * Writes a sweep over descending steps to − 1 … from: (context, from, to) → nothing.
 *
 * @param body - what happens in each step
 * @param options - what writing it needs
 */
export function emitDescending(body: SweepBody, options: SweepOptions): Code {
  const { i32: word } = valueType;
  const code = new Code({ params: [word, word, word], results: [] });
  const { plan, marks } = options;
  const ranges = [...body.spiked];
  for (const [population, { least, most }] of ranges) {
    marks.forget(code, population, ring(code, plan, population));
    // All that the first step reads, except what each step marks by itself.
    const step = stepPlus(code, TO, -most);
    const end = stepPlus(code, TO, -least);
    countWhile(code, step, 1, end, () => marks.set(code, population, CONTEXT_PARAMETER, step, 1));
  }
  const step = stepPlus(code, TO, -1);
  code.get(step, FROM);
  code.op(i32.geS);
  code.if(() =>
    code.loop((again) => {
      for (const [population, { most }] of ranges) {
        marks.set(code, population, CONTEXT_PARAMETER, stepPlus(code, step, -most), 1);
      }
      runSteps(code, options, body.steps, step);
      clearArrived(code, plan, body);
      for (const [population, { least }] of ranges) {
        marks.set(code, population, CONTEXT_PARAMETER, stepPlus(code, step, -least), 0);
      }
      advance(code, step, -1);
      code.get(step, FROM);
      code.op(i32.geS);
      code.brIf(again);
    }),
  );
  return code;
}

/** Writes kernels that run once, outside of a sweep: (context) → nothing. @param body - the kernels @param options - what writing it needs */
export function emitRun(body: SweepBody, options: SweepOptions): Code {
  const code = new Code({ params: [valueType.i32], results: [] });
  const noStep = code.local(valueType.i32);
  runSteps(code, options, body.steps, noStep);
  return code;
}

/** Writes what happens in a step. @param code - the function @param options - what writing it needs @param steps - kernels @param step - local with the step */
export function runSteps(code: Code, options: SweepOptions, steps: readonly SweepStep[], step: Local = FROM): void {
  for (const item of steps) {
    if ('variant' in item) {
      code.get(CONTEXT_PARAMETER, step);
      code.call(options.kernels.index(item.variant));
      tell(code, options, options.plan.kernels.indexOf(item.variant.kernel));
      continue;
    }
    code.get(step);
    // Steps count from 1 and are not signed: adding n keeps those before the first from wrapping around.
    if (item.from !== undefined && item.from !== item.every) {
      code.i32(item.every - item.from);
      code.op(i32.add);
    }
    code.i32(item.every);
    code.op(i32.remU, i32.eqz);
    code.if(() => runSteps(code, options, item.body, step));
  }
}

/** Tells the clock that a part has ended. */
function tell(code: Code, { clock }: SweepOptions, part: number): void {
  if (clock === undefined) return;
  code.i32(part);
  code.call(clock);
}

/** Draws pairs where that is due. @param code - the function @param options - what writing it needs @param rewires - when what is due */
export function drawDue(code: Code, options: SweepOptions, rewires: readonly RewiringAfter[]): void {
  const { plan, attempts } = options;
  const groups = new Map<number, RewiringAfter[]>();
  for (const rewire of rewires) groups.set(rewire.every, [...(groups.get(rewire.every) ?? []), rewire]);
  for (const [every, group] of groups) {
    code.get(FROM);
    code.i32(every);
    code.op(i32.remU, i32.eqz);
    code.if(() => {
      for (const { rule } of group) {
        code.get(CONTEXT_PARAMETER, FROM);
        code.call(attempts(rule));
        tell(code, options, drawingPart(plan, rule));
      }
    });
  }
}

/** Draws pairs where that is due, and returns if anything is to change: only the runtime can edit a store. */
function drawPairs(code: Code, options: SweepOptions, rewires: readonly RewiringAfter[]): void {
  drawDue(code, options, rewires);
  if (rewires.length === 0) return;
  const { rewirings } = contextLayout(options.plan);
  rewires.forEach(({ rule }, i) => {
    code.get(CONTEXT_PARAMETER);
    code.access(i32.load, 4 * (rewirings + REWIRING_WORDS * rule + rewiringWord.count));
    if (i > 0) code.op(i32.or);
  });
  code.if(() => {
    code.get(stepPlus(code, FROM, 1));
    code.op(control.return);
  });
}

/** Fills the 0/1 array of the steps before the first from the lists of spikes. @param code - the function @param options - what writing it needs @param population - whose */
export function rebuildMarks(code: Code, { plan, marks }: SweepOptions, population: number): void {
  marks.forget(code, population, ring(code, plan, population));
  const step = stepPlus(code, FROM, -markedSteps(plan, population));
  atLeastOne(code, step);
  countWhile(code, step, 1, FROM, () => marks.set(code, population, CONTEXT_PARAMETER, step, 1));
}

function ring(code: Code, plan: Plan, population: number): Local {
  pushWord(code, plan, population, populationWord.spiked);
  return code.take(valueType.i32);
}

function pushWord(code: Code, plan: Plan, population: number, which: number): void {
  code.get(CONTEXT_PARAMETER);
  code.access(i32.load, 4 * (contextLayout(plan).populations + POPULATION_WORDS * population + which));
}

/** Address of the offset where the spikes of the current step start. */
function pushOffset(code: Code, plan: Plan, population: number): void {
  pushWord(code, plan, population, populationWord.offsets);
  code.get(FROM);
  code.i32(2);
  code.op(i32.shl, i32.add);
}

function returnIfFull(code: Code, plan: Plan, population: number): void {
  pushOffset(code, plan, population);
  code.access(i32.load);
  code.i32(plan.populations[population]!.size);
  code.op(i32.add);
  pushWord(code, plan, population, populationWord.capacity);
  code.op(i32.gtU);
  code.if(() => {
    code.get(FROM);
    code.op(control.return);
  });
}

function makeEmpty(code: Code, plan: Plan, population: number): void {
  pushOffset(code, plan, population);
  pushOffset(code, plan, population);
  code.access(i32.load);
  code.access(i32.store, 4);
}

function clearArrived(code: Code, plan: Plan, body: SweepBody): void {
  for (const array of body.cleared) {
    const { over, name } = plan.arrays[array]!;
    if (over.per !== 'neuron') throw new RangeError(`array ${name} collects spikes, but not per neuron`);
    code.get(CONTEXT_PARAMETER);
    code.access(i32.load, 4 * array);
    code.i32(0);
    code.i32(4 * padded(plan.populations[over.population]!.size));
    code.fill();
  }
}
