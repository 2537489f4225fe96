import { NetworkError } from '../plan/plan-errors.ts';
import type { Projection } from './description.ts';

/** Thrown for a population or projection name that is taken. @param kind - what @param name - the name */
export const takenName = (kind: string, name: string): NetworkError =>
  new NetworkError('NAME_TAKEN', `There is already a ${kind} '${name}' in this network. Names must be unique.`, {
    kind,
    name,
  });

/** A size that is not a whole number of at least 1. @param what - whose size @param size - what was given */
export const badSize = (what: string, size: unknown): NetworkError =>
  new NetworkError('SIZE', `${what} must be a whole number of at least 1, got ${String(size)}.`, { what, size });

/** A population or projection of another network. @param kind - what @param name - its name */
export const notOurs = (kind: string, name: string): NetworkError =>
  new NetworkError(
    'OTHER_NETWORK',
    `The ${kind} '${name}' belongs to another network. Pass one made by this network.`,
    {
      kind,
      name,
    },
  );

/** A rule for a projection that has one of its kind. @param code - stable name @param projection - where @param what - what it does */
export const hasAlready = (code: string, { name }: Projection, what: string): NetworkError =>
  new NetworkError(code, `Projection '${name}' ${what} already. Name it in one such call only.`, { projection: name });

/** A call that names no projection. @param call - the method of the network */
export const nothingNamed = (call: string): NetworkError =>
  new NetworkError('NO_PROJECTIONS', `network.${call} got no projection. Name at least one.`, { call });
