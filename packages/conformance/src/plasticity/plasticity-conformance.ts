import type { Backend, PlasticityRule, SpikeBatch, StoreSnapshot } from '@growcone/core';
import { withDevice } from '../backend/compare-with-reference.ts';
import type { Check } from '../check/check.ts';
import { judgeQuantities } from '../check/judge-quantities.ts';
import { makeCheck, type Judge, type Where } from '../check/judge.ts';
import type { Bound } from '../check/law-broken-error.ts';
import { versionCheck } from '../check/version-check.ts';
import { wrongOptionsCheck, type WrongOptions } from '../check/wrong-options.ts';
import { randomTrains, spikeTrains } from '../plans/spike-trains.ts';
import { reference } from '../reference/reference.ts';
import { comingsAndGoings, drive, GREW, type PlasticityOutcome, type PlasticityTrial } from './driven-projection.ts';
import { naivePlasticity } from './naive-plasticity.ts';

/** What else is known of a plasticity rule. */
export interface PlasticityConformanceOptions {
  /** Where it runs; the reference if left out. */
  readonly backend?: Backend;
  /** Step in ms; 1 if left out. */
  readonly dt?: number;
  /** Bounds that no weight leaves, where the rule has them; initial weights are drawn between the two, else between 0 and 1. */
  readonly bounds?: readonly [least: number, most: number];
  /**
   * Change of a weight by a single pair of spikes, where it is known: the window of a pair rule. Positive distances have the
   * presynaptic spike arrive first.
   *
   * @param milliseconds - from the arrival of the presynaptic to the postsynaptic spike
   * @param w - the weight before
   */
  readonly pair?: (milliseconds: number, w: number) => number;
  /** What it must refuse, by the name of the option that is wrong: `{ tau: () => myRule({ tau: -1 }) }`. */
  readonly wrongOptions?: WrongOptions;
}

const [PRE, POST, STEPS, DELAY] = [7, 5, 200, 3];
/** Distances of a pair in steps. */
const DISTANCES = [-40, -9, -3, -1, 1, 2, 10, 35];

const random = (neurons: number, seed: number, rate = 0.1, steps = STEPS): SpikeBatch =>
  randomTrains({ neurons, steps, examples: 1, rate, seed });

/** One spike of the only neuron. @param step - when @param steps - of how many */
const single = (step: number, steps: number): SpikeBatch =>
  spikeTrains(steps, [Array.from({ length: steps }, (_, t) => (t + 1 === step ? [0] : []))]);

const without = (batch: SpikeBatch, keep: (neuron: number) => boolean): SpikeBatch =>
  spikeTrains(batch.steps, [
    Array.from({ length: batch.steps }, (_, t) =>
      Array.from(batch.neurons.subarray(batch.offsets[t], batch.offsets[t + 1])).filter((n) => keep(n)),
    ),
  ]);

const nameOf =
  ({ pre, post }: StoreSnapshot): Where =>
  (i) =>
    `synapse from ${pre[i]} to ${post[i]}`;

/**
 * Checks a plasticity rule on a projection whose weights decide nothing else: against a naive model of one object per synapse,
 * silence, locality, the same bits for the same input, synapses that come and go, and, where they are known, its bounds and its window.
 *
 * ```ts fragment
 * describeChecks('my rule', plasticityConformance(() => myRule(), { bounds: [0, 1] }), { describe, it });
 * ```
 *
 * @param rule - makes the rule
 * @param options - backend, step, bounds, window
 */
export function plasticityConformance(
  rule: () => PlasticityRule,
  { backend = reference(), dt = 1, bounds, pair, wrongOptions = {} }: PlasticityConformanceOptions = {},
): readonly Check[] {
  const made = rule();
  const { name } = made;
  const usual: Omit<PlasticityTrial, 'rule'> = {
    backend,
    dt,
    delay: DELAY,
    weights: bounds ?? [0, 1],
    pre: random(PRE, 4),
    drivers: random(POST, 5),
    sizes: [PRE, POST],
  };
  const run = (other: Partial<PlasticityTrial> = {}): Promise<PlasticityOutcome> =>
    drive({ ...usual, rule: rule(), ...other });
  const input = `${PRE} sources, ${POST} driven units, delay ${DELAY}, ${STEPS} steps of ${dt} ms at 0.1 spikes per step, on '${backend.name}'`;
  const check = (what: string, law: string, body: (judge: Judge) => Promise<void> | void): Check =>
    makeCheck(`${name}: ${what}`, law, input, body);
  const one = `one source and one driven unit, delay ${DELAY}, a spike of each in 110 steps of ${dt} ms, on '${backend.name}'`;
  return [
    versionCheck('plasticity rule', made),
    check(
      'is documented',
      'A rule has a name; all of its variables have a meaning and a finite first value.',
      (judge) => {
        judge.holds('name', name.trim() !== '', 'a name', `'${name}'`);
        const { synapse = {}, pre = {}, post = {} } = made.update({ projection: 'sourceToUnits', dt });
        for (const variables of [synapse, pre, post]) judgeQuantities(judge, variables);
      },
    ),
    check('one by one', 'Weights are those of a model that keeps one object per synapse and neuron.', async (judge) => {
      const { before, after, fired } = await run();
      const update = rule().update({ projection: 'sourceToUnits', dt });
      const expected = naivePlasticity(update, before, { pre: usual.pre, delay: DELAY, post: fired });
      judge.close('weight', expected, after.variables['w'], await rounding(backend, expected), nameOf(after));
    }),
    check('spikes have an effect', 'Spikes at both ends change some weight.', async (judge) => {
      const { before, after } = await run();
      const changed = before.variables['w'].some((w, i) => w !== after.variables['w'][i]);
      judge.holds('weights after random spikes', changed, 'some that changed', 'all as they were');
    }),
    check('silence', 'Without spikes no weight changes.', async (judge) => {
      const none = spikeTrains(STEPS, [[]]);
      const { before, after } = await run({ pre: none, drivers: none });
      judge.equal('weight', before.variables['w'], after.variables['w'], nameOf(after));
    }),
    check(
      'same input, same bits',
      'Seed and spikes decide every weight: made twice, a rule gives the same bits.',
      async (judge) => {
        const [first, second] = [await run(), await run()];
        judge.equal('weight', first.after.variables['w'], second.after.variables['w'], nameOf(first.after));
      },
    ),
    check('locality', 'A synapse follows the spikes of its own two neurons, and no others.', async (judge) => {
      const all = await run();
      const alone = await run({ pre: without(usual.pre, (n) => n === 0), drivers: usual.drivers });
      const own = (s: StoreSnapshot): number[] => Array.from(s.variables['w']).filter((_, i) => s.pre[i] === 0);
      judge.equal('weights of source 0, whatever the other sources do', own(all.after), own(alone.after));
    }),
    check(
      'follows its synapses',
      'A synapse that stays has the weight that it has where no other comes or goes.',
      async (judge) => {
        const still = (await run()).after;
        const { after } = await run({ rewiring: comingsAndGoings() });
        const at = new Map(Array.from(still.pre, (i, s) => [i * POST + still.post[s], s]));
        after.pre.forEach((i, s) => {
          if (after.variables[GREW][s] === 1) return;
          const expected = still.variables['w'][at.get(i * POST + after.post[s]) ?? -1];
          judge.equal('weight', [expected], [after.variables['w'][s]], () => nameOf(after)(s));
        });
      },
    ),
    ...(bounds
      ? [
          check('bounds', 'No weight leaves the bounds that the rule declares.', async (judge) => {
            for (const [pre, drivers] of [
              [random(PRE, 6, 0.4), random(POST, 6, 0.02)],
              [random(PRE, 7, 0.02), random(POST, 7, 0.4)],
              [random(PRE, 8, 0.5), random(POST, 8, 0.5)],
            ]) {
              const { after } = await run({ pre, drivers });
              const w = after.variables['w'];
              // Single precision may round a bound outwards.
              const [least, most] = [
                Math.min(bounds[0], Math.fround(bounds[0])),
                Math.max(bounds[1], Math.fround(bounds[1])),
              ];
              const off = w.findIndex((x) => !(x >= least && x <= most));
              const [sources, units] = [pre, drivers].map(({ neurons }, i) =>
                (neurons.length / ([PRE, POST][i] * STEPS)).toFixed(2),
              );
              judge
                .under({
                  input: `${input}; here the sources send ${sources} and what drives the units ${units}`,
                })
                .holds(
                  `weight of the ${nameOf(after)(off)}`,
                  off < 0,
                  `from ${bounds[0]} to ${bounds[1]}`,
                  `${w[off]}`,
                );
            }
          }),
        ]
      : []),
    ...(pair
      ? [
          check(
            'a single pair',
            'One pair of spikes changes the weight by the window that the rule declares.',
            async (judge) => {
              for (const distance of DISTANCES) {
                // A driver's spike fires its unit one step later; a source's arrives after the delay.
                const arrival = 60;
                const [pre, drivers] = [single(arrival - DELAY, 110), single(arrival + distance - 1, 110)];
                const { before, after } = await run({ pre, drivers, sizes: [1, 1] });
                const w = before.variables['w'][0];
                judge
                  .under({ input: one })
                  .close(
                    `weight after a pair ${distance * dt} ms apart`,
                    [w + pair(distance * dt, w)],
                    after.variables['w'],
                    await rounding(backend, [w]),
                  );
              }
            },
          ),
        ]
      : []),
    ...wrongOptionsCheck(name, wrongOptions),
  ];
}

/** How far rounding may move weights that some hundred operations made. */
async function rounding(backend: Backend, values: ArrayLike<number>): Promise<Bound> {
  const float64 = await withDevice(backend, async ({ supports }) => supports.float64);
  const share = float64 ? 1e-12 : 1e-4;
  const largest = Math.max(1e-3, ...Array.from(values, Math.abs));
  return {
    value: share * largest,
    because: `a weight is the result of some hundred operations in ${float64 ? 'double' : 'single'} precision; it is ${share} of the largest, ${largest.toPrecision(3)}`,
  };
}
