import type { Backend, Device, Program } from '../plan/backend.ts';
import { compilePlan, type CompiledPlan } from '../plan/compile-plan.ts';
import { RefusedPlanError } from '../plan/plan-errors.ts';
import { checkPlugins } from '../plugin-api.ts';
import type { NetworkDescription } from './description.ts';
import { drawInitialState, placeInitialState } from './initialise.ts';

/**
 * Compiles a network for a backend and sets it to its initial state.
 *
 * @typeParam S - what runs it
 * @param description - the network
 * @param backend - where it runs
 * @param live - whether it runs on from call to call
 * @param make - makes what runs it
 */
export async function openNetwork<S>(
  description: NetworkDescription,
  backend: Backend,
  live: boolean,
  make: (network: NetworkDescription, compiled: CompiledPlan, device: Device, program: Program) => S,
): Promise<S> {
  const { name, apiVersion } = backend;
  checkPlugins({ kind: 'backend', name, apiVersion });
  const device = await backend.open();
  try {
    const compiled = compilePlan(description, device.supports.formats, live);
    const refusals = device.refusals(compiled.plan);
    if (refusals.length > 0) throw new RefusedPlanError(device.name, refusals);
    const loading = device.load(compiled.plan);
    // Drawn while the device's threads start; if that fails, how loading ends does not matter any more.
    loading.catch(() => {});
    const initial = drawInitialState(description, compiled);
    const program = await loading;
    await placeInitialState(initial, compiled, program);
    return make(description, compiled, device, program);
  } catch (error) {
    await device[Symbol.asyncDispose]();
    throw error;
  }
}
