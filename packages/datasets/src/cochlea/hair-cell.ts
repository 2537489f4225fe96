import { DatasetOptionError, requirePositive } from '../dataset-option-error.ts';
import { STEPS_PER_SECOND } from './steps-per-second.ts';

/** Constants of an inner hair cell and its synapse; letters of the paper in brackets. */
export interface HairCellConstants {
  /** Velocity at which release begins, in cm/s: transmitter is released above −offset (A). */
  readonly offset: number;
  /** Velocity above the offset at which release is half its maximum, in cm/s (B). */
  readonly halfRelease: number;
  /** Maximal rate of release per second (g). */
  readonly release: number;
  /** Rate at which the factory replaces what is missing, per second (y). */
  readonly replenish: number;
  /** Rate of loss from the cleft, per second (l). */
  readonly loss: number;
  /** Rate of uptake from the cleft, per second (r). */
  readonly uptake: number;
  /** Rate at which what was taken up is ready again, per second (x). */
  readonly reprocess: number;
  /** Spikes per second of a fibre, for each unit of transmitter in the cleft (h). */
  readonly firing: number;
}

/**
 * Hair cells whose fibres fire 65 times per second in silence. The Heidelberg digits were converted with these.
 *
 * R. Meddis, M. J. Hewitt, T. M. Shackleton, J. Acoust. Soc. Am. 87(4), 1813–1816 (1990), doi:10.1121/1.399379.
 */
export const meddis1990: HairCellConstants = {
  offset: 5,
  halfRelease: 300,
  release: 2000,
  replenish: 5.05,
  loss: 2500,
  uptake: 6580,
  reprocess: 66.3,
  firing: 50000,
};

/**
 * Refuses constants with which steps of 1/24000 s make no sense.
 *
 * @param constants - of the hair cell
 * @internal
 */
export function requireHairCells(constants: HairCellConstants): void {
  for (const [name, value] of Object.entries(constants)) {
    requirePositive('cochlea.hairCells', name, value, unitOf(name));
  }
  const { loss, uptake, firing, release } = constants;
  if (loss + uptake > STEPS_PER_SECOND) {
    const allowed = `at most ${STEPS_PER_SECOND} per second, or the cleft would be emptied in less than a step`;
    throw new DatasetOptionError('cochlea.hairCells', 'loss + uptake', loss + uptake, allowed);
  }
  const most = (firing * release) / (loss + uptake);
  if (most > STEPS_PER_SECOND / 2) {
    const allowed = `at most ${STEPS_PER_SECOND / 2} spikes per second, or fibres would fire in every other step`;
    throw new DatasetOptionError('cochlea.hairCells', 'firing · release / (loss + uptake)', most, allowed);
  }
}

function unitOf(constant: string): string {
  return constant === 'offset' || constant === 'halfRelease' ? 'cm/s' : 'Hz';
}

/**
 * Transmitter in the pool, in the cleft and on its way back when nothing changes.
 *
 * With k = gA/(A + B): c = yk / (lk + y(l + r)), q = c (l + r)/k, w = cr/x.
 *
 * @param constants - of the hair cell
 * @internal
 */
export function restOf(constants: HairCellConstants): { pool: number; cleft: number; returning: number } {
  const { offset, halfRelease, release, replenish, loss, uptake, reprocess } = constants;
  const permeability = (release * offset) / (offset + halfRelease);
  const cleft = (replenish * permeability) / (loss * permeability + replenish * (loss + uptake));
  return { pool: (cleft * (loss + uptake)) / permeability, cleft, returning: (cleft * uptake) / reprocess };
}

/**
 * An inner hair cell: replaces the velocity of the membrane by the probability that a fibre fires in each step.
 *
 * Euler steps of dq/dt = y(1 − q) + xw − kq, dc/dt = kq − (l + r)c, dw/dt = rc − xw with the permeability
 * k = g (s + A)/(s + A + B) where s > −A, else 0; the probability is h c dt. Begins at rest. A pool above 1 is not
 * replenished.
 *
 * @param velocity - of the membrane in cm/s; becomes the probability
 * @param constants - of the hair cell
 * @internal
 */
export function hairCell(velocity: Float64Array, constants: HairCellConstants): void {
  const { offset, halfRelease } = constants;
  const release = constants.release / STEPS_PER_SECOND;
  const replenish = constants.replenish / STEPS_PER_SECOND;
  const uptake = constants.uptake / STEPS_PER_SECOND;
  const cleared = (constants.loss + constants.uptake) / STEPS_PER_SECOND;
  const reprocess = constants.reprocess / STEPS_PER_SECOND;
  const firing = constants.firing / STEPS_PER_SECOND;
  let { pool, cleft, returning } = restOf(constants);
  for (let step = 0; step < velocity.length; step++) {
    const above = velocity[step] + offset;
    const released = above > 0 ? (release * above * pool) / (above + halfRelease) : 0;
    const replenished = pool < 1 ? replenish * (1 - pool) : 0;
    const back = reprocess * returning;
    const taken = uptake * cleft;
    pool += replenished - released + back;
    cleft += released - cleared * cleft;
    returning += taken - back;
    velocity[step] = firing * cleft;
  }
}
