import type { BrokenPlugin } from './broken-plugin.ts';
import { anyParameter } from './neuron/any-parameter.ts';
import { detachedLeak } from './neuron/detached-leak.ts';
import { forgottenReset } from './neuron/forgotten-reset.ts';
import { negativeSlope } from './neuron/negative-slope.ts';
import { otherVersion } from './neuron/other-version.ts';
import { resetUpwards } from './neuron/reset-upwards.ts';
import { slopeOffThreshold } from './neuron/slope-off-threshold.ts';
import { unseededNoise } from './neuron/unseeded-noise.ts';
import { currentFromNothing } from './synapse/current-from-nothing.ts';
import { deafSynapse } from './synapse/deaf-synapse.ts';
import { detachedArrivals } from './synapse/detached-arrivals.ts';
import { growingCurrent } from './synapse/growing-current.ts';
import { anyOption } from './rule/any-option.ts';
import { decaysWeights } from './rule/decays-weights.ts';
import { detachedReset } from './rule/detached-reset.ts';
import { shortReadout } from './rule/short-readout.ts';
import { silentVariables } from './rule/silent-variables.ts';
import { stepLate } from './rule/step-late.ts';
import { unnamedRefusal } from './rule/unnamed-refusal.ts';
import { unseededGain } from './rule/unseeded-gain.ts';
import { wrongGradientSign } from './rule/wrong-sign.ts';
import { noBounds } from './plasticity/no-bounds.ts';
import { stepsForMilliseconds } from './plasticity/steps-for-milliseconds.ts';
import { unseededAmplitude } from './plasticity/unseeded-amplitude.ts';
import { wrongSign } from './plasticity/wrong-sign.ts';
import { autapses } from './rewiring/autapses.ts';
import { beyondLimits } from './rewiring/beyond-limits.ts';
import { drawsTooMany } from './rewiring/draws-too-many.ts';
import { forgetsTheTime } from './rewiring/forgets-the-time.ts';
import { inheritedState } from './rewiring/inherited-state.ts';
import { leavesAVariable } from './rewiring/leaves-a-variable.ts';
import { prunesOnly } from './rewiring/prunes-only.ts';
import { repeatedPairs } from './rewiring/repeated-pairs.ts';
import { sameDraws } from './rewiring/same-draws.ts';
import { silentVariable } from './rewiring/silent-variable.ts';
import { unseededDraws } from './rewiring/unseeded-draws.ts';
import { anythingGoes } from './storage/anything-goes.ts';
import { birthsReversed } from './storage/births-reversed.ts';
import { columnsAnew } from './storage/columns-anew.ts';
import { firstValueWins } from './storage/first-value-wins.ts';
import { forgottenValues } from './storage/forgotten-values.ts';
import { lostBirth } from './storage/lost-birth.ts';
import { rowsOutOfOrder } from './storage/rows-out-of-order.ts';
import { variableLeftBehind } from './storage/variable-left-behind.ts';
import { aboveThreshold } from './backend/above-threshold.ts';
import { halfPrecision } from './backend/half-precision.ts';
import { ignoresDelays } from './backend/ignores-delays.ts';
import { lastStepDropped } from './backend/last-step-dropped.ts';
import { runsWhatItRefuses } from './backend/runs-what-it-refuses.ts';
import { spikeWithoutReset } from './backend/spike-without-reset.ts';
import { stateKept } from './backend/state-kept.ts';
import { sumsFromLeft } from './backend/sums-from-left.ts';

/** Plugins with one mistake each; all of them must be caught. */
export const brokenPlugins: readonly BrokenPlugin[] = [
  anyParameter,
  detachedLeak,
  forgottenReset,
  negativeSlope,
  otherVersion,
  resetUpwards,
  slopeOffThreshold,
  unseededNoise,
  currentFromNothing,
  deafSynapse,
  detachedArrivals,
  growingCurrent,
  anyOption,
  decaysWeights,
  detachedReset,
  shortReadout,
  silentVariables,
  stepLate,
  unnamedRefusal,
  unseededGain,
  wrongGradientSign,
  noBounds,
  stepsForMilliseconds,
  unseededAmplitude,
  wrongSign,
  autapses,
  beyondLimits,
  drawsTooMany,
  forgetsTheTime,
  inheritedState,
  leavesAVariable,
  prunesOnly,
  repeatedPairs,
  sameDraws,
  silentVariable,
  unseededDraws,
  anythingGoes,
  birthsReversed,
  columnsAnew,
  firstValueWins,
  forgottenValues,
  lostBirth,
  rowsOutOfOrder,
  variableLeftBehind,
  aboveThreshold,
  halfPrecision,
  ignoresDelays,
  lastStepDropped,
  runsWhatItRefuses,
  spikeWithoutReset,
  stateKept,
  sumsFromLeft,
];
