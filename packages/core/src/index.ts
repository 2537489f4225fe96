export { GrowconeError, suggest, type ErrorFields } from './error.ts';
export { derivative } from './expression/derivative.ts';
export { ExpressionAsNumberError } from './expression/expression-as-number.ts';
export {
  Condition,
  dot,
  Expr,
  isConstant,
  lift,
  ONE,
  randomNormal,
  randomUniform,
  variable,
  ZERO,
  type BinaryOperation,
  type Comparison,
  type Connective,
  type Leaf,
  type Operation,
  type Term,
  type UnaryOperation,
} from './expression/expression.ts';
export { freeVariables, substitute, substituteAll } from './expression/substitute.ts';
export {
  arctan,
  boxcar,
  exponentialSurrogate,
  fastSigmoid,
  triangular,
  windowed,
  type Surrogate,
} from './expression/surrogate.ts';
export { exp } from './math/exp.ts';
export { defineNeuron, type NeuronModel, type NeuronSpec, type SpikeSpec } from './model/neuron.ts';
export { checked, ParameterRangeError, resolveParameters, UnknownNameError } from './model/parameters.ts';
export { populationDynamics, type PopulationDynamics } from './model/population-dynamics.ts';
export {
  arrivedLabel,
  composedStep,
  CURRENT_LABEL,
  recordPopulationStep,
  SPIKE_LABEL,
  startLabel,
  stateLabel,
  type IncomingProjection,
  type PopulationStep,
} from './model/population-step.ts';
export {
  quantity,
  timeConstant,
  type Quantities,
  type Quantity,
  type QuantityRange,
  type Values,
  type Vars,
  type Writes,
} from './model/quantity.ts';
export { defineSynapse, delta, type SynapseModel, type SynapseSpec } from './model/synapse.ts';
export { NetworkError, RefusedPlanError, UnboundVariableError, UnsupportedRuleError } from './plan/plan-errors.ts';
export {
  type Feedback,
  type LearningRule,
  type NeuronSignal,
  type OnlineRule,
  type OnlineSite,
  type PopulationSite,
  type ProjectionSite,
  type ReverseRule,
} from './rule/learning-rule.ts';
export { defineLoss, type Loss, type LossScope, type LossSpec, type Reduction } from './rule/loss.ts';
export { defineOptimiser, type Optimiser, type OptimiserScope, type OptimiserSpec } from './rule/optimiser.ts';
export { defineReadout, type Readout, type ReadoutScope, type ReadoutSpec } from './rule/readout.ts';
export {
  defineRewiring,
  type Candidate,
  type PairDraws,
  type Rewiring,
  type RewiringSpec,
  type Sweep,
  type SynapseAt,
} from './rule/rewiring.ts';
export {
  defineWeightUpdate,
  type PreScope,
  type SynapseScope,
  type WeightUpdate,
  type WeightUpdateSpec,
} from './rule/weight-update.ts';
export {
  type LearningDescription,
  type NetworkDescription,
  type Population,
  type Projection,
  type ReadoutDescription,
  type RecordingDescription,
  type RewiringDescription,
  type RewiringSchedule,
} from './network/description.ts';
export {
  network,
  Network,
  type LearnOptions,
  type NetworkOptions,
  type PopulationOptions,
  type ProjectionOptions,
} from './network/network.ts';
export {
  type Backend,
  type Device,
  type Program,
  type Refusal,
  type SpikeBatch,
  type Supports,
  type TrialInput,
  type TrialResult,
} from './plan/backend.ts';
export { compilePlan, type CompiledPlan } from './plan/compile-plan.ts';
export { type ReadoutIo } from './plan/lower-readout.ts';
export { type ComputedNode, type LeafNode, type Node, type Place } from './plan/node.ts';
export {
  PLAN_VERSION,
  type ArrayOver,
  type ArraySpec,
  type Kernel,
  type NetworkKernel,
  type NeuronsKernel,
  type Op,
  type Plan,
  type PopulationSpec,
  type Recorded,
  type ReduceKernel,
  type RewiringPlan,
  type RowsKernel,
  type SpikesKernel,
  type StoreSpec,
  type StoreVariable,
  type SynapsesKernel,
  type Write,
} from './plan/plan.ts';
export { type Checkpoint } from './simulation/checkpoint.ts';
export { type Batch, BatchError, type BatchShape } from './simulation/batch.ts';
export { type BatchResult, type EvaluateResult, Simulation, type TrainResult } from './simulation/simulation.ts';
export { type AbsentQuestion } from './connectivity/absent-question.ts';
export { type AutapseOption, allToAll } from './connectivity/all-to-all.ts';
export { type RealArray, type StoreArray, type Block, type Arena, plainArena } from './connectivity/arena.ts';
export { BitMask } from './connectivity/bit-mask.ts';
export { type FormatQuestion, StoreFormatError, chooseFormat } from './connectivity/choose-format.ts';
export { CompressedRows } from './connectivity/compressed-rows.ts';
export { type ConnectorSite, type Connector, type InitialSite, type Initialiser } from './connectivity/connection.ts';
export { type AnyStore, type CreateStoreOptions, createStore } from './connectivity/create-store.ts';
export { Dense } from './connectivity/dense.ts';
export { drawAbsent } from './connectivity/draw-absent.ts';
export { explicitPairs } from './connectivity/explicit-pairs.ts';
export { fixedInDegree, fixedOutDegree } from './connectivity/fixed-degree.ts';
export { fixedProbability } from './connectivity/fixed-probability.ts';
export { fixedTotal } from './connectivity/fixed-total.ts';
export { GrowableRows } from './connectivity/growable-rows.ts';
export { type IndexBits, type IndexArray, indexBits } from './connectivity/index-bits.ts';
export { InitialiserError, uniform, normal, type ScaledNormalOptions, scaledNormal } from './connectivity/initialisers.ts';
export { oneToOne } from './connectivity/one-to-one.ts';
export { type Pairs, type Rows } from './connectivity/rows.ts';
export { type StoreSnapshot, type SynapseVariable, SnapshotError, type SnapshotShape, checkSnapshot, initialSnapshot } from './connectivity/snapshot.ts';
export { type StoreOptions } from './connectivity/store-options.ts';
export { type StoreFormat, type Store, type Removals, type StoreEdit, type EditableStore } from './connectivity/store.ts';
export { normalF32Steps, normal01 } from './random/normal.ts';
export { philoxConstants, philox4x32 } from './random/philox.ts';
export { type SeedKey, seedKey } from './random/seed.ts';
export { streams, type StreamKind, streamOf, counterWord } from './random/streams.ts';
export { REJECTED, uniformBelow } from './random/uniform-below.ts';
export { uniform01 } from './random/uniform.ts';
export { type DrawSite, type ElementWords, type PairWords, elementWords, firstDraw, pairWords } from './random/words.ts';
export { expF32Steps, expF32 } from './math/exp-f32.ts';
export { float32Numbers } from './math/float32-numbers.ts';
export { type Float32Operations } from './math/float32-operations.ts';
export { logF32Steps, logF32 } from './math/log-f32.ts';
export { log } from './math/log.ts';
export { sinCosOfTurnsF32Steps } from './math/sin-cos-f32.ts';
export { sinCosOfTurns } from './math/sin-cos.ts';
export { tanhF32Steps, tanhF32 } from './math/tanh-f32.ts';
