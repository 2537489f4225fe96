import type { Attempts, Backend, Rewiring, StoreSnapshot } from '@growcone/core';
import type { Check } from '../check/check.ts';
import { makeCheck, type Judge } from '../check/judge.ts';
import { runDrawn, sizesOf } from './drawn-network.ts';

/** A rule that draws pairs, and how it is tried. */
export interface DrawnRule {
  /** Makes the rule. */
  readonly rule: () => Rewiring;
  /** What it edits. */
  readonly edit: Attempts<string, string>;
  /** Where it runs. */
  readonly backend: Backend;
  /** Number of steps, each with a rewiring after it. */
  readonly rounds: number;
}

/** What changed in one rewiring. */
interface Change {
  readonly before: StoreSnapshot;
  readonly after: StoreSnapshot;
  /** Synapses of `after` by pair, and where they were; −1 for new ones. */
  readonly origin: readonly number[];
  /** How many went. */
  readonly gone: number;
}

/**
 * The laws of rules that draw pairs while a network runs.
 *
 * @param drawn - rule, backend, number of rewirings
 */
export function drawnChecks({ rule, edit, backend, rounds }: DrawnRule): readonly Check[] {
  const { name } = rule();
  const [preSize, postSize] = sizesOf(rule());
  const input = `${preSize} × ${postSize} neurons that fire at random, a quarter of all pairs connected, ${rounds} steps with a rewiring after each, seed 1, on '${backend.name}'`;
  const one = Array.from({ length: rounds }, () => 1);
  let known: Promise<readonly StoreSnapshot[]> | undefined;
  const run = (): Promise<readonly StoreSnapshot[]> => (known ??= runDrawn({ backend, rule: rule(), stretches: one }));
  const check = (what: string, law: string, body: (judge: Judge, changes: readonly Change[]) => void): Check =>
    makeCheck(`${name}: ${what}`, law, input, async (judge) => body(judge, changesOf(await run(), postSize)));
  const most = 'pairs' in edit.draw ? edit.draw.pairs : edit.draw.slots;
  return [
    check(
      'pairs',
      'A pair has at most one synapse, and no neuron of one population connects to itself.',
      (judge, changes) => {
        for (const [i, { after }] of changes.entries()) judgePairs(judge, after, i, preSize === postSize);
      },
    ),
    check('rewires', 'Synapses come and go.', (judge, changes) => {
      const born = changes.reduce((sum, { origin }) => sum + origin.filter((o) => o < 0).length, 0);
      const gone = changes.reduce((sum, change) => sum + change.gone, 0);
      judge.holds(
        `synapses in ${rounds} rewirings`,
        born > 0 && gone > 0,
        'some new and some gone',
        `${born} and ${gone}`,
      );
    }),
    check('draws', `A rewiring changes no more than the ${most} that it draws.`, (judge, changes) => {
      for (const [i, { origin, gone }] of changes.entries()) {
        const changed = gone + origin.filter((o) => o < 0).length;
        judge.holds(`synapses that came or went in step ${i + 1}`, changed <= most, `at most ${most}`, `${changed}`);
      }
    }),
    check(
      'survivors',
      'A synapse that stays keeps every one of its variables; a new one has finite values.',
      judgeSurvivors,
    ),
    check('limits', 'No neuron gets a new synapse beyond the limits that the rule declares.', (judge, changes) => {
      const { caps = {}, draw } = edit;
      const inMost = Math.min(caps.post ?? Infinity, 'slots' in draw ? draw.perPost : Infinity);
      for (const [i, { after, origin }] of changes.entries()) {
        judgeLimit(judge, `out-degree after step ${i + 1}`, after.pre, origin, caps.pre ?? Infinity);
        judgeLimit(judge, `in-degree after step ${i + 1}`, after.post, origin, inMost);
      }
    }),
    makeCheck(
      `${name}: same seed, same synapses`,
      'Seed and spikes decide every draw: runs are equal, however the time is cut into stretches.',
      input,
      async (judge) => {
        const last = (await run()).at(-1) as StoreSnapshot;
        const again = (await runDrawn({ backend, rule: rule(), stretches: [rounds] })).at(-1) as StoreSnapshot;
        judge.equal('presynaptic neurons at the end', last.pre, again.pre);
        judge.equal('postsynaptic neurons at the end', last.post, again.post);
        for (const [variable, values] of Object.entries(last.variables))
          judge.equal(`'${variable}' at the end`, values, again.variables[variable]);
      },
    ),
  ];
}

function changesOf(seen: readonly StoreSnapshot[], postSize: number): readonly Change[] {
  const pairsOf = ({ pre, post }: StoreSnapshot): number[] => Array.from(pre, (i, s) => i * postSize + post[s]);
  return seen.slice(1).map((after, i) => {
    const before = seen[i];
    const place = new Map(pairsOf(before).map((pair, s) => [pair, s]));
    // A pair is decided once per rewiring: one that has a synapse before and after has the same one.
    const origin = pairsOf(after).map((pair) => place.get(pair) ?? -1);
    return { before, after, origin, gone: before.pre.length - origin.filter((o) => o >= 0).length };
  });
}

function judgePairs(judge: Judge, { pre, post }: StoreSnapshot, step: number, one: boolean): void {
  const seen = new Set<string>();
  pre.forEach((i, s) => {
    const pair = `from ${i} to ${post[s]}`;
    judge.holds(`pairs after step ${step + 1}`, !seen.has(pair), 'no pair twice', `two synapses ${pair}`);
    judge.holds(`pairs after step ${step + 1}`, !one || i !== post[s], 'no autapse', `a synapse ${pair}`);
    seen.add(pair);
  });
}

function judgeSurvivors(judge: Judge, changes: readonly Change[]): void {
  for (const [i, { before, after, origin }] of changes.entries()) {
    for (const [name, values] of Object.entries(after.variables)) {
      origin.forEach((o, s) => {
        const what = `'${name}' of the synapse from ${after.pre[s]} to ${after.post[s]} after step ${i + 1}`;
        if (o >= 0) judge.equal(what, [before.variables[name][o]], [values[s]]);
        else judge.holds(what, Number.isFinite(values[s]), 'a finite number', `${values[s]}`);
      });
    }
  }
}

/** Those who had too many synapses from the start keep them, but get no more. */
function judgeLimit(judge: Judge, what: string, ends: Uint32Array, origin: readonly number[], most: number): void {
  for (const neuron of new Set(ends.filter((_, s) => origin[s] < 0))) {
    const degree = ends.filter((n) => n === neuron).length;
    judge.holds(`${what} of neuron ${neuron}, which got a synapse`, degree <= most, `at most ${most}`, `${degree}`);
  }
}
