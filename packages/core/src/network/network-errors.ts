import { suggest } from '../error.ts';
import { NetworkError } from '../plan/plan-errors.ts';

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
  new NetworkError('OTHER_NETWORK', `The ${kind} '${name}' belongs to another network. Pass one made by this network.`, {
    kind,
    name,
  });

/** An unknown name. @param kind - what @param name - the name @param known - the names there are */
export const unknownName = (kind: string, name: string, known: readonly string[]): NetworkError =>
  new NetworkError(
    'UNKNOWN_NAME',
    `There is no ${kind} '${name}'.${suggest(name, known)} There is: ${known.join(', ') || 'none'}.`,
    { kind, name, known },
  );
