import { createHash } from 'node:crypto';
import type { Projection, Simulation, StoreSnapshot } from '@growcone/core';

/** A projection with the synapses that it has now. */
export interface ProjectionSynapses {
  /** The projection. */
  readonly projection: Projection;
  /** Its synapses; the weight is `w`. */
  readonly synapses: StoreSnapshot;
}

/** Reads the synapses of projections. @param simulation - the network @param projections - which */
export async function synapsesOf(
  simulation: Simulation,
  projections: readonly Projection[],
): Promise<readonly ProjectionSynapses[]> {
  const all: ProjectionSynapses[] = [];
  for (const projection of projections) all.push({ projection, synapses: await simulation.synapses(projection) });
  return all;
}

/**
 * SHA-256 over which neurons are joined with which weights, projection after projection, in storage order: equal for two
 * networks that go on alike.
 *
 * @param projections - the projections with their synapses
 */
export function weightsDigest(projections: readonly ProjectionSynapses[]): string {
  const hash = createHash('sha256');
  for (const { projection, synapses } of projections) {
    hash.update(`${projection.name} ${synapses.pre.length}\n`);
    for (const values of [synapses.pre, synapses.post, synapses.variables['w'] as Float32Array]) {
      hash.update(new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
    }
  }
  return hash.digest('hex');
}
