import { decodeLiveCheckpoint, encodeLiveCheckpoint, type LiveCheckpoint } from '@growcone/core';
import { RunFolder, type SavedRun } from '../run-folder/run-folder.ts';
import type { MapState } from './form-map.ts';
import type { MapOptions } from './map-options.ts';

/** A state to go on from. */
export type SavedMap = SavedRun<LiveCheckpoint, MapState>;

/** The folder of a map's run. */
export type MapFolder = RunFolder<MapOptions, LiveCheckpoint, MapState>;

/** The folder of a map's run. @param path - where */
export const mapFolder = (path: string): MapFolder =>
  new RunFolder(path, { encode: encodeLiveCheckpoint, decode: decodeLiveCheckpoint });
