import type { StoreSnapshot } from '../connectivity/snapshot.ts';
import type { Program } from '../plan/backend.ts';
import type { Plan } from '../plan/plan.ts';
import { CheckpointMismatchError } from './checkpoint-errors.ts';
import type { Checkpoint } from './checkpoint.ts';
import { fingerprint } from './fingerprint.ts';

/** What every checkpoint holds of a program. */
export type SavedState = Pick<Checkpoint, 'fingerprint' | 'arrays' | 'stores'>;

/** Reads what all examples share, and the synapses. @param plan - the program's plan @param program - it */
export async function readState(plan: Plan, program: Program): Promise<SavedState> {
  const arrays: Record<string, Float32Array | Float64Array> = {};
  for (const { id, lifetime, over } of plan.arrays) {
    if (lifetime === 'shared' && over.per !== 'synapse') arrays[id] = await program.read(id);
  }
  const stores: Record<string, StoreSnapshot> = {};
  for (const { id } of plan.stores) stores[id] = await program.readStore(id);
  return { fingerprint: fingerprint(plan), arrays, stores };
}

/** Writes it back; refuses what belongs to another plan. @param plan - the program's plan @param program - it @param state - what was read */
export async function writeState(plan: Plan, program: Program, state: SavedState): Promise<void> {
  const own = fingerprint(plan);
  if (state.fingerprint !== own) throw new CheckpointMismatchError(state.fingerprint, own);
  for (const [id, values] of Object.entries(state.arrays)) await program.write(Number(id), values);
  for (const [id, store] of Object.entries(state.stores)) await program.writeStore(Number(id), store);
}
