import {
  evaluator,
  lift,
  variable,
  type Backend,
  type PruneLowest,
  type Rewiring,
  type StoreSnapshot,
  type Sweep,
} from '@growcone/core';
import type { Check } from '../check/check.ts';
import { judgeQuantities } from '../check/judge-quantities.ts';
import { makeCheck, type Judge } from '../check/judge.ts';
import { versionCheck } from '../check/version-check.ts';
import { reference } from '../reference/reference.ts';
import { drawnChecks } from './drawn-conformance.ts';
import { AGE, rewire, SIZE, SYNAPSES, type RewiringRound } from './rewired-network.ts';

/** What else is known of a rewiring rule. */
export interface RewiringConformanceOptions {
  /** Where it runs; the reference if left out. */
  readonly backend?: Backend;
  /**
   * Updates, each with a rewiring after it; 400 if left out. For a rule that draws: steps, 100 if left out. A rule that rewires little needs
   * more.
   */
  readonly rounds?: number;
}

/** Pairs that a synapse may join: all but those of a neuron with itself. */
const PAIRS = SIZE * (SIZE - 1);

/**
 * Checks a rewiring rule on a small network that learns: no pair twice, no autapse, the declared number of synapses, every
 * variable stays with its synapse, new synapses are whole, and every free pair is equally likely to get one. A rule that draws pairs or
 * slots is checked in a network that runs on: what it draws, its limits, and that no cut of the time changes anything.
 *
 * ```ts fragment
 * describeChecks('my rule', rewiringConformance(() => myRule()), { describe, it });
 * ```
 *
 * @param rule - makes the rule
 * @param options - backend, rounds
 */
export function rewiringConformance(
  rule: () => Rewiring,
  { backend = reference(), rounds: asked }: RewiringConformanceOptions = {},
): readonly Check[] {
  const made = rule();
  const rounds = asked ?? 400;
  const { name, edit: given, synapse = {}, pre = {}, post = {} } = made;
  const input = `a loop of ${SIZE} units with ${SYNAPSES} synapses and no autapses, ${rounds} updates with a rewiring after each, seed 1, on '${backend.name}'`;
  let known: Promise<readonly RewiringRound[]> | undefined;
  const done = (): Promise<readonly RewiringRound[]> => (known ??= rewire({ backend, rule: rule(), rounds, seed: 1 }));
  const check = (
    what: string,
    law: string,
    body: (judge: Judge, rounds: readonly RewiringRound[]) => Promise<void> | void,
  ): Check => makeCheck(`${name}: ${what}`, law, input, async (judge) => body(judge, await done()));
  const about = [
    versionCheck('rewiring', made),
    makeCheck(
      `${name}: quantities are documented`,
      'Every variable has a meaning and a finite first value.',
      name,
      (judge) => {
        judge.holds('name', name.trim() !== '', 'a name', `'${name}'`);
        for (const variables of [synapse, pre, post]) judgeQuantities(judge, variables);
      },
    ),
  ];
  if (given && 'draw' in given) return [...about, ...drawnChecks({ rule, edit: given, backend, rounds: asked ?? 100 })];
  const edit = given;
  return [
    ...about,
    check(
      'pairs',
      'A pair has at most one synapse, and no neuron connects to itself where that is ruled out.',
      (judge, all) => all.forEach(({ after }, i) => judgePairs(judge, after, i)),
    ),
    check('number of synapses', numberLaw(edit), (judge, all) => judgeNumbers(judge, all, edit)),
    check('survivors', 'A synapse that stays keeps every one of its variables.', judgeSurvivors),
    check(
      'new synapses',
      'A synapse that grew has every variable of other owners at its value at birth, and none of the synapse before it in its slot.',
      judgeBirths,
    ),
    check(
      'same seed, same synapses',
      'The seed decides every draw: runs with one seed are equal.',
      async (judge, all) => {
        const again = await rewire({ backend, rule: rule(), rounds: Math.min(rounds, 30), seed: 1 });
        again.forEach(({ after }, i) => {
          judge.equal(`presynaptic neurons after round ${i}`, all[i].after.pre, after.pre);
          judge.equal(`postsynaptic neurons after round ${i}`, all[i].after.post, after.post);
          judge.equal(`weights after round ${i}`, all[i].after.variables['w'], after.variables['w']);
        });
      },
    ),
    ...(edit && 'lowest' in edit.prune
      ? [
          check(
            'share',
            'No more than the declared share of the synapses goes, and that share where all may go.',
            judgeShare(edit.prune),
          ),
        ]
      : []),
    // Births that are ranked follow a gradient, which makes no pair as likely as another.
    ...(edit?.grow && !edit.grow.highest
      ? [
          check(
            'growth',
            'Every free pair is equally likely to get a new synapse, a pair pruned just now included.',
            judgeUniform,
          ),
        ]
      : []),
  ];
}

type Edit = Sweep<string, string> | undefined;

function numberLaw(edit: Edit): string {
  if (!edit) return 'A rule that edits nothing leaves all synapses where they are.';
  if (!edit.grow) return 'A rule that grows nothing never adds a synapse.';
  return edit.grow.count === 'replace'
    ? 'As many synapses grow as were pruned, and the rewiring says how many.'
    : 'Synapses grow until there are as many as the rule declares.';
}

const pairsOf = ({ pre, post }: StoreSnapshot): number[] => Array.from(pre, (i, s) => i * SIZE + post[s]);

const nameOf = (pair: number): string => `from ${Math.floor(pair / SIZE)} to ${pair % SIZE}`;

function judgePairs(judge: Judge, snapshot: StoreSnapshot, round: number): void {
  const pairs = pairsOf(snapshot);
  const repeated = pairs.find((p, s) => pairs.indexOf(p) < s) ?? -1;
  judge.holds(`pairs after round ${round}`, repeated < 0, 'no pair twice', `two synapses ${nameOf(repeated)}`);
  const own = pairs.find((p) => Math.floor(p / SIZE) === p % SIZE) ?? -1;
  judge.holds(`pairs after round ${round}`, own < 0, 'no autapse', `a synapse ${nameOf(own)}`);
}

/** Pairs whose synapse is older than this update, and those whose synapse is new. */
function split({ before, after }: RewiringRound): { readonly stayed: Set<number>; readonly born: readonly number[] } {
  const ages = after.variables[AGE];
  const pairs = pairsOf(after);
  const earlier = new Set(pairsOf(before));
  const stayed = new Set(pairs.filter((p, s) => earlier.has(p) && ages[s] > 0));
  return { stayed, born: pairs.filter((p) => !stayed.has(p)) };
}

function judgeNumbers(judge: Judge, all: readonly RewiringRound[], edit: Edit): void {
  all.forEach((round, i) => {
    const [had, has] = [round.before.pre.length, round.after.pre.length];
    const { born } = split(round);
    if (!edit) judge.equal(`synapses after round ${i}`, pairsOf(round.before), pairsOf(round.after));
    else if (!edit.grow) judge.equal(`new synapses in round ${i}`, [0], [born.length]);
    else if (edit.grow.count === 'replace') {
      judge.equal(`synapses after round ${i}`, [had], [has]);
      judge.equal(`synapses replaced in round ${i}`, [born.length], [round.replaced]);
    } else {
      const least = Math.min(edit.grow.count.total, PAIRS);
      judge.holds(`synapses after round ${i}`, has >= least || born.length > 0, `at least ${least}`, `${has}`);
    }
  });
}

/** How many synapses went: those that the rule declares, where it lets all go; protected ones may leave it short of them. */
const judgeShare =
  ({ share, where }: PruneLowest<string, string>) =>
  (judge: Judge, all: readonly RewiringRound[]): void =>
    all.forEach((round, i) => {
      const had = round.before.pre.length;
      const batches = variable('batches');
      const declared = typeof share === 'number' ? share : evaluator({ batches: i + 1 })(lift(share({ batches })));
      const most = Math.round(declared * had);
      const went = had - split(round).stayed.size;
      if (where) judge.holds(`synapses that went in round ${i}`, went <= most, `at most ${most} of ${had}`, `${went}`);
      else judge.equal(`synapses that went in round ${i}`, [most], [went]);
    });

function judgeSurvivors(judge: Judge, all: readonly RewiringRound[]): void {
  all.forEach((round, i) => {
    const { before, after } = round;
    const { stayed } = split(round);
    const place = new Map(pairsOf(before).map((p, s) => [p, s]));
    pairsOf(after).forEach((pair, s) => {
      for (const [name, values] of Object.entries(after.variables)) {
        const what = `'${name}' of the synapse ${nameOf(pair)} after round ${i}`;
        if (stayed.has(pair)) judge.equal(what, [before.variables[name][place.get(pair) ?? -1]], [values[s]]);
        else judge.holds(what, Number.isFinite(values[s]), 'a finite number', `${values[s]}`);
      }
    });
  });
}

/** The optimiser counts updates from 0; only pairs that had no synapse before are new for certain. */
function judgeBirths(judge: Judge, all: readonly RewiringRound[]): void {
  all.forEach(({ before, after }, i) => {
    const earlier = new Set(pairsOf(before));
    pairsOf(after).forEach((pair, s) => {
      if (!earlier.has(pair))
        judge.equal(`'${AGE}' of the new synapse ${nameOf(pair)} after round ${i}`, [0], [after.variables[AGE][s]]);
    });
  });
}

function judgeUniform(judge: Judge, all: readonly RewiringRound[]): void {
  const expected = new Float64Array(SIZE * SIZE);
  const variance = new Float64Array(SIZE * SIZE);
  const observed = new Float64Array(SIZE * SIZE);
  let births = 0;
  for (const round of all) {
    const { stayed, born } = split(round);
    const free = PAIRS - stayed.size;
    const chance = born.length / free;
    for (let pair = 0; pair < expected.length; pair++) {
      if (Math.floor(pair / SIZE) === pair % SIZE || stayed.has(pair)) continue;
      expected[pair] += chance;
      variance[pair] += chance * (1 - chance);
    }
    for (const pair of born) observed[pair]++;
    births += born.length;
  }
  judge.holds(
    'synapses that grew',
    births >= 3 * PAIRS,
    `at least ${3 * PAIRS}, to tell; check the rule with options by which it rewires more here, or give more rounds`,
    `${births}`,
  );
  let sum = 0;
  let count = 0;
  for (let pair = 0; pair < expected.length; pair++) {
    if (variance[pair] < 0.5) continue;
    sum += (observed[pair] - expected[pair]) ** 2 / variance[pair];
    count++;
  }
  const limit = count + 6 * Math.sqrt(2 * count);
  judge.holds(
    `χ² of ${births} births over ${count} pairs`,
    sum < limit,
    `below ${limit.toFixed(0)}, six standard deviations above its mean`,
    sum.toFixed(0),
  );
}
