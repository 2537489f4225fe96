export { GrowconeError, suggest, type ErrorFields } from './error.ts';
export { PLUGIN_API_VERSION, PluginVersionError, UncalledPluginError } from './plugin-api.ts';
export { derivative } from './expression/derivative.ts';
export { evaluator, type DrawLeaf } from './expression/evaluator.ts';
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
  type Term,
} from './expression/expression.ts';
export {
  type BinaryOperation,
  type Comparison,
  type Connective,
  type Leaf,
  type Operation,
  type UnaryOperation,
} from './expression/operation.ts';
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
export { type Model, type ModelSpec } from './model/model-spec.ts';
export { defineNeuron, type NeuronModel, type NeuronSpec, type PeriodicSpec, type SpikeSpec } from './model/neuron.ts';
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
export { CallGuard } from './plan/call-guard.ts';
export { shardCount } from './plan/shard-count.ts';
export { LifecycleError, NotFiniteError, TrialInputError } from './plan/program-errors.ts';
export {
  type Feedback,
  type LearningRule,
  type OnlineRule,
  type OnlineSite,
  type PopulationSite,
  type ProjectionSite,
  type ReverseRule,
} from './rule/learning-rule.ts';
export type { NeuronSignal, SignalReduction, SignalReport, SignalScope, SignalStep } from './rule/neuron-signal.ts';
export { defineLoss, type Loss, type LossScope, type LossSpec, type Reduction } from './rule/loss.ts';
export { defineOptimiser, type Optimiser, type OptimiserScope, type OptimiserSpec } from './rule/optimiser.ts';
export {
  definePlasticity,
  type PlasticityRule,
  type PlasticityUpdate,
  type PlasticityUpdateSpec,
  type PlasticSite,
  type PlasticSynapse,
} from './rule/plasticity.ts';
export { defineReadout, type Readout, type ReadoutScope, type ReadoutSpec } from './rule/readout.ts';
export { protectInitial } from './rule/protect-initial.ts';
export type { Attempts, DrawPairs, DrawSlots, PairEnds } from './rule/attempts.ts';
export {
  defineRewiring,
  type Candidate,
  type PairDraws,
  type PruneLowest,
  type PruneWhere,
  type Rewiring,
  type RewiringSpec,
  type ShareScope,
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
  type PlasticityDescription,
  type Population,
  type Projection,
  type ReadoutDescription,
  type RecordingDescription,
  type RewiringDescription,
  type RewiringSchedule,
} from './network/description.ts';
export { citations } from './network/citations.ts';
export { network, Network } from './network/network.ts';
export {
  type LearnOptions,
  type NetworkOptions,
  type PopulationOptions,
  type ProjectionOptions,
} from './network/options.ts';
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
export { compilePlan, type CompiledPlan, type ProbePlace } from './plan/compile-plan.ts';
export type { LoweredReport } from './plan/lower-signal.ts';
export { type ReadoutIo } from './plan/lower-readout.ts';
export { type Op } from './plan/op.ts';
export { type ComputedNode, type LeafNode, type Node, type Place } from './plan/node.ts';
export {
  PLAN_VERSION,
  type ArrayOver,
  type ArraySpec,
  type Kernel,
  type NetworkKernel,
  type NeuronsKernel,
  type Plan,
  type PostSpikesKernel,
  type PopulationSpec,
  type ReduceKernel,
  type RowsKernel,
  type SpikesKernel,
  type StoreSpec,
  type StoreVariable,
  type SynapsesKernel,
  type Write,
} from './plan/plan.ts';
export { type Checkpoint, type LiveCheckpoint } from './simulation/checkpoint.ts';
export { CheckpointFormatError, CheckpointMismatchError } from './simulation/checkpoint-errors.ts';
export type {
  AttemptDraw,
  AttemptsPlan,
  LowestPlan,
  ProbesPlan,
  Recorded,
  RewiringHead,
  RewiringPlan,
  Scheduled,
  ScheduledNode,
  SweepPlan,
} from './plan/rewiring-plan.ts';
export { removalCount } from './plan/scheduled.ts';
export { decodeCheckpoint, encodeCheckpoint } from './simulation/checkpoint-format.ts';
export { decodeLiveCheckpoint, encodeLiveCheckpoint } from './simulation/live-checkpoint-format.ts';
export { type Batch, BatchError, type BatchShape } from './simulation/batch.ts';
export { LiveSimulation, type Stretch } from './simulation/live-simulation.ts';
export type { PopulationReport } from './simulation/reports.ts';
export {
  type BatchResult,
  type EvaluateResult,
  type GradientResult,
  Simulation,
  type TrainResult,
} from './simulation/simulation.ts';
export { exp } from './math/exp.ts';
export { expF32, expF32Steps } from './math/exp-f32.ts';
export { logF32, logF32Steps } from './math/log-f32.ts';
export { tanhF32, tanhF32Steps } from './math/tanh-f32.ts';
export { sinCosOfTurnsF32, sinCosOfTurnsF32Steps } from './math/sin-cos-f32.ts';
export { float32Constants } from './math/float32-constants.ts';
export { float32Numbers } from './math/float32-numbers.ts';
export { type Float32Operations } from './math/float32-operations.ts';
export { log } from './math/log.ts';
export { sinCosOfTurns, type SinCos } from './math/sin-cos.ts';
export { philox4x32, philoxConstants } from './random/philox.ts';
export { seedKey, SeedError, type SeedKey } from './random/seed.ts';
export { streams, streamOf, counterWord, DRAWS_PER_STREAM, type StreamKind } from './random/streams.ts';
export {
  elementWords,
  pairWords,
  firstDraw,
  type DrawSite,
  type ElementWords,
  type PairWords,
} from './random/words.ts';
export { uniform01 } from './random/uniform.ts';
export { normal01, normalF32Steps } from './random/normal.ts';
export { chooseBelow } from './random/choose-below.ts';
export { permutation, shuffledOrder, type OrderKey } from './random/shuffled-order.ts';
export { uniformBelow, REJECTED } from './random/uniform-below.ts';
export { type Connector, type ConnectorSite, type Initialiser, type InitialSite } from './connectivity/connection.ts';
export { allToAll, type AutapseOption } from './connectivity/all-to-all.ts';
export { oneToOne } from './connectivity/one-to-one.ts';
export { fixedProbability } from './connectivity/fixed-probability.ts';
export { fixedInDegree, fixedOutDegree, type DegreeOptions } from './connectivity/fixed-degree.ts';
export { fixedTotal } from './connectivity/fixed-total.ts';
export { explicitPairs, ExplicitPairsError, type MultapseOption } from './connectivity/explicit-pairs.ts';
export { ConnectorOptionError } from './connectivity/connector-option.ts';
export {
  constantValue,
  exponential,
  normal,
  scaledNormal,
  uniform,
  InitialiserError,
  type ScaledNormalOptions,
} from './connectivity/initialisers.ts';
export { plainArena, type Arena, type Block, type RealArray, type StoreArray } from './connectivity/arena.ts';
export { indexBits, type IndexArray, type IndexBits } from './connectivity/index-bits.ts';
export { inPostOrder } from './connectivity/post-order.ts';
export { sortPairs, type Pairs, type Rows } from './connectivity/rows.ts';
export {
  checkSnapshot,
  columnOffsetsOf,
  initialSnapshot,
  SnapshotError,
  type SnapshotShape,
  type StoreSnapshot,
  type SynapseVariable,
} from './connectivity/snapshot.ts';
export {
  type EditableStore,
  type PairList,
  type RemovalList,
  type Removals,
  type Store,
  type StoreEdit,
  type StoreFormat,
} from './connectivity/store.ts';
export { createStore, type AnyStore, type CreateStoreOptions } from './connectivity/create-store.ts';
export { type StoreOptions } from './connectivity/store-options.ts';
export { Dense } from './connectivity/dense.ts';
export { CompressedRows, type CompressedRowsOptions } from './connectivity/compressed-rows.ts';
export { GrowableRows, type GrowableRowsOptions } from './connectivity/growable-rows.ts';
export { BitMask, SharedValueError } from './connectivity/bit-mask.ts';
export { PresenceBits } from './connectivity/presence-bits.ts';
export {
  ColumnIndex,
  type ColumnOffsetMoved,
  type JoinedColumns,
  type LeftColumns,
} from './connectivity/column-index.ts';
export { EditError } from './connectivity/check-edit.ts';
export { removalsWhere } from './connectivity/removals.ts';
export { UnknownSynapseVariableError } from './connectivity/variables.ts';
export { drawAbsent } from './connectivity/draw-absent.ts';
export { drawProbes, type ProbeQuestion } from './connectivity/draw-probes.ts';
export { lowestValues } from './connectivity/lowest.ts';
export { TooFewAbsentPairsError, type AbsentQuestion } from './connectivity/absent-question.ts';
export { chooseFormat, StoreFormatError, type FormatQuestion } from './connectivity/choose-format.ts';
