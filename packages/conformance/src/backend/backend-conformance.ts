import type { Backend } from '@growcone/core';
import type { Check } from '../check/check.ts';
import { makeCheck } from '../check/judge.ts';
import { versionCheck } from '../check/version-check.ts';
import { batchScenarios } from './batch-scenarios.ts';
import { observe, scenarioCheck, withDevice } from './compare-with-reference.ts';
import { deliveryScenarios } from './delivery-scenarios.ts';
import { laneScenarios } from './lane-scenarios.ts';
import { liveScenarios } from './live-scenarios.ts';
import { neuronScenarios } from './neuron-scenarios.ts';
import { opScenarios } from './op-scenarios.ts';
import { periodicScenarios } from './periodic-scenarios.ts';
import { programChecks } from './program-checks.ts';
import { rankingScenarios } from './ranking-scenarios.ts';
import { randomScenarios } from './random-scenarios.ts';
import { unsupported } from './requirements.ts';
import { reverseScenarios } from './reverse-scenarios.ts';
import { rewiringScenarios } from './rewiring-scenarios.ts';
import type { Scenario } from './scenario.ts';

/** What else a backend promises. */
export interface BackendConformanceOptions {
  /**
   * Backends that must give the same bits, such as the same backend with another number of threads or without vector
   * instructions. Every scenario runs on them too.
   */
  readonly identicalTo?: readonly Backend[];
}

/** All scenarios that a backend is compared with the reference on. */
export const backendScenarios = (): readonly Scenario[] => [
  ...opScenarios(),
  ...deliveryScenarios(),
  ...neuronScenarios(),
  ...laneScenarios(),
  ...batchScenarios(),
  ...reverseScenarios(),
  ...randomScenarios(),
  ...rewiringScenarios(),
  ...rankingScenarios(),
  ...liveScenarios(),
  ...periodicScenarios(),
];

/**
 * Checks a backend against the plan's meaning: every loop shape, storage format, delay, ring, batch, sweep, draw and
 * rewiring is compared with the float64 reference; what the device says it does not support must be refused by name.
 *
 * ```ts fragment
 * describeChecks('my backend', backendConformance(myBackend()), { describe, it });
 * ```
 *
 * @param backend - the backend
 * @param options - what else it promises
 */
export function backendConformance(
  backend: Backend,
  { identicalTo = [] }: BackendConformanceOptions = {},
): readonly Check[] {
  const scenarios = backendScenarios();
  return [
    versionCheck('backend', backend),
    ...scenarios.map((scenario) => scenarioCheck(backend, scenario)),
    ...identicalTo.flatMap((other) => scenarios.map((scenario) => identityCheck(backend, other, scenario))),
    ...programChecks(backend),
  ];
}

const identityCheck = (backend: Backend, other: Backend, scenario: Scenario): Check =>
  makeCheck(
    `identical to '${other.name}': ${scenario.name}`,
    `'${backend.name}' and '${other.name}' give the same bits.`,
    scenario.input,
    async (judge) => {
      for (const one of [backend, other]) {
        const missing = await withDevice(one, async ({ supports }) => unsupported(scenario.plan, supports));
        if (missing.length > 0) return;
      }
      const expected = await observe(other, scenario);
      const got = await observe(backend, scenario);
      for (const [name, { values, where }] of Object.entries(expected))
        judge.equal(name, values, got[name].values, where);
    },
  );
