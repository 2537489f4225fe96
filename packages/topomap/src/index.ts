export { redrawnControl, shuffledControl } from './controls.ts';
export { displacementProfile, type DisplacementProfile } from './displacement-profile.ts';
export { distanceRewiring, type DistanceRewiringOptions } from './distance-rewiring.ts';
export { connectInDegreeByDistance } from './fixed-in-degree.ts';
export { connectByDistance, probabilityAt, type GaussianKernel } from './gaussian-kernel.ts';
export {
  axisDisplacement,
  axisDistance,
  grid,
  sizeOf,
  squaredDistance,
  squaredDistanceExpr,
  type Grid,
} from './grid.ts';
export { mapQuality, type MapQuality, type MapView } from './map-quality.ts';
export { presets, type MapPreset } from './presets.ts';
export { receptiveField, type ReceptiveField } from './receptive-field.ts';
export { signedRankLess } from './signed-rank.ts';
export { stimulusOf, type Stimulus, type StimulusOptions, type StimulusSite } from './stimulus.ts';
export { FIRST_SPIKES, stimulusSource } from './stimulus-source.ts';
export { RunningMap } from './running-map.ts';
export { topographicMap, type TopographicMap, type TopographicMapOptions } from './topographic-map.ts';
export { pairsByDistance, turnover, type Turnover } from './turnover.ts';
