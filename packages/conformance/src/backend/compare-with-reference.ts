import type { Backend, Device, Program } from '@growcone/core';
import type { Check } from '../check/check.ts';
import { makeCheck, type Judge } from '../check/judge.ts';
import { reference } from '../reference/reference.ts';
import { float32Bound } from './float32-bound.ts';
import { unsupported } from './requirements.ts';
import type { Observations, Scenario } from './scenario.ts';

/**
 * Runs a scenario on a device and on the reference and demands that both see the same. A device that does not support
 * what the plan needs must refuse it and say so.
 *
 * @param backend - the backend
 * @param scenario - what to run
 */
export const scenarioCheck = (backend: Backend, scenario: Scenario): Check =>
  makeCheck(scenario.name, scenario.law, `${scenario.input}, on '${backend.name}'`, async (judge) => {
    await withDevice(backend, async (device) => {
      const missing = unsupported(scenario.plan, device.supports);
      if (missing.length > 0) await mustRefuse(device, scenario, missing, judge);
      else await mustAgree(device, scenario, judge);
    });
  });

/**
 * Opens a device for the time of a task.
 *
 * @param backend - the backend
 * @param task - uses the device
 */
export async function withDevice<T>(backend: Backend, task: (device: Device) => Promise<T>): Promise<T> {
  const device = await backend.open();
  try {
    return await task(device);
  } finally {
    await device[Symbol.asyncDispose]();
  }
}

/**
 * What a scenario's script sees on a backend.
 *
 * @param backend - the backend
 * @param scenario - the scenario
 */
export const observe = (backend: Backend, scenario: Scenario): Promise<Observations> =>
  withDevice(backend, async (device) => play(await device.load(scenario.plan), scenario));

async function play(program: Program, scenario: Scenario): Promise<Observations> {
  try {
    return await scenario.script(program);
  } finally {
    await program[Symbol.asyncDispose]();
  }
}

const REFUSAL_LAW = 'What a device says that it does not support it refuses to load, with a reason that names it.';

async function mustRefuse(device: Device, { plan }: Scenario, missing: readonly string[], by: Judge): Promise<void> {
  const judge = by.under({ law: REFUSAL_LAW });
  const reasons = device.refusals(plan).map(({ code, message }) => `${code}: ${message}`);
  for (const name of missing) {
    judge.holds(
      'refusals of a plan that the device does not support',
      reasons.some((r) => r.includes(name)),
      `a reason that names '${name}'`,
      reasons.join('; ') || 'none',
    );
  }
  await judge.rejects('loading a refused plan', () => device.load(plan), missing);
}

async function mustAgree(device: Device, scenario: Scenario, judge: Judge): Promise<void> {
  const reasons = device.refusals(scenario.plan).map((r) => r.message);
  judge.holds('refusals of a plan that the device supports', reasons.length === 0, 'none', reasons.join('; '));
  const golden = await observe(reference(), scenario);
  const rounded = await observe(reference({ precision: 'float32' }), scenario);
  const seen = await play(await device.load(scenario.plan), scenario);
  judgeObservations(judge, { golden, rounded, seen, float64: device.supports.float64 });
}

/** What several interpreters of one scenario saw. */
interface Sightings {
  /** The reference in double precision. */
  readonly golden: Observations;
  /** The reference with every operation rounded to single precision. */
  readonly rounded: Observations;
  /** The device. */
  readonly seen: Observations;
  /** Whether the device computes in double precision. */
  readonly float64: boolean;
}

/**
 * Demands that a device saw what the reference saw.
 *
 * @param judge - compares
 * @param sightings - what was seen
 */
function judgeObservations(judge: Judge, { golden, rounded, seen, float64 }: Sightings): void {
  for (const [name, { values, agreement, where, ulps }] of Object.entries(golden)) {
    const twin = rounded[name].values;
    const got = seen[name].values;
    if (agreement === 'equal') judge.equal(name, values, got, where);
    else if (agreement === 'ordered') judge.equal(name, float64 ? values : twin, got, where);
    else judge.close(name, values, got, float32Bound(values, twin, float64, ulps), where);
  }
}
