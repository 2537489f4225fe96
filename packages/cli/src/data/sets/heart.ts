import { heartbeatsSet, readHeartbeats } from '@growcone/datasets';
import { knownFiles, type SetFiles } from '@growcone/datasets/node';
import type { DataSet } from '../data-set.ts';
import { eventSet } from '../event-set.ts';
import { openFolder } from '../open-folder.ts';

const MIT_BIH = knownFiles[heartbeatsSet.name] as SetFiles;

/** Heartbeats of the MIT-BIH Arrhythmia Database: an event for every 0.1 mV, from before the P wave to the T wave. */
export const heartbeats: DataSet = eventSet({
  about: heartbeatsSet,
  files: MIT_BIH,
  read: async (_split, access) =>
    readHeartbeats(await openFolder(MIT_BIH, access), { threshold: 0.1, duration: 600, before: 250 }),
});
