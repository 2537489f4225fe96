import { suggest } from '@growcone/core';
import { OptionError } from '../cli-error.ts';
import { dataNames, entryOf, type DataEntry } from './catalogue.ts';

/** A data set that was named on the command line. @param name - what was typed */
export function findSet(name: string): DataEntry {
  if (dataNames.includes(name)) return entryOf(name);
  throw new OptionError(
    'growcone data',
    `knows ${dataNames.join(', ')}, got '${name}'.${suggest(name, dataNames)} See growcone data list.`,
    { got: name },
  );
}
