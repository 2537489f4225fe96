import { OptionError } from '../cli-error.ts';
import { dataNames, entryOf, type DataEntry } from '../data/catalogue.ts';
import { forCpuOnly } from '../options/backend.ts';
import { refusal } from '../options/kinds.ts';
import { resolveSettings } from '../options/setting.ts';
import { flagOf, holdsOut, trainSettings, type TrainOptions } from './train-options.ts';

/** Options as they are given: only the data set has no default. */
export type GivenOptions = Pick<TrainOptions, 'data'> & Partial<TrainOptions>;

const DEFAULT_CHANNELS = 700;
const DEFAULT_HIDDEN = 256;
// What a name stands for that is refused right after.
const UNKNOWN: Pick<DataEntry, 'steps' | 'dt' | 'pool' | 'shaped'> = { steps: 1, dt: 1 };

/**
 * Checks options and fills in defaults.
 *
 * @param given - what is wanted
 */
export function resolveOptions(given: GivenOptions): TrainOptions {
  if (given.data === undefined) {
    throw new OptionError(
      '--data',
      `is missing: it ${refusal(trainSettings.data.kind, undefined).replace(/, got.*/, '')}.`,
    );
  }
  const layers = given.layers ?? [given.hidden ?? DEFAULT_HIDDEN];
  const { steps, dt, pool, shaped } = dataNames.includes(given.data) ? entryOf(given.data) : UNKNOWN;
  const options = resolveSettings<TrainOptions>(trainSettings, {
    steps,
    dt,
    ...(pool ? { pool } : {}),
    ...given,
    layers,
  });
  const channels = shaped ? { channels: options.channels ?? DEFAULT_CHANNELS } : {};
  const recurrent = options.recurrent ? { densityRecurrent: options.densityRecurrent ?? options.density } : {};
  checkTogether(options, channels.channels);
  return { ...options, ...channels, ...recurrent };
}

/** Refuses options that the data set has no use for. */
function checkData(options: TrainOptions): void {
  const { data, encoding, validation, validationGroups } = options;
  const { shaped, kind } = entryOf(data);
  for (const name of ['channels', 'informative'] as const) {
    if (!shaped && options[name] !== undefined) {
      throw new OptionError(flagOf(name), `is for --data randman only; ${data} has channels of its own. Leave it out.`);
    }
  }
  for (const name of ['pool', 'testGroups', 'validationGroups'] as const) {
    if (kind === 'values' && options[name] !== undefined) {
      throw new OptionError(flagOf(name), `is for data sets of recordings; ${data} has values. Leave it out.`);
    }
  }
  if (kind === 'recordings' && encoding !== 'latency') {
    throw new OptionError('--encoding', `is for values; ${data} has events as they are. Leave it out.`);
  }
  if (validation > 0 && validationGroups) {
    throw new OptionError('--validation-groups', 'holds out examples as --validation does, got both. Leave one out.');
  }
}

/** Refuses options that are right one by one and wrong together. */
function checkTogether(options: TrainOptions, channels: number | undefined): void {
  const { encoding, informative, recurrent, densityRecurrent, density, rewiring, form, readout } = options;
  const { hidden, layers, rule, surrogate, steepness, activityCosts, rescue } = options;
  if (hidden !== undefined && (layers.length > 1 || layers[0] !== hidden)) {
    throw new OptionError(
      '--layers',
      `says the same as --hidden, got both: ${layers.join()} and ${hidden}. Leave one out.`,
    );
  }
  checkData(options);
  if (informative !== undefined && channels !== undefined && informative > channels) {
    throw new OptionError('--informative', `must be at most --channels, got ${informative} of ${channels} channels.`);
  }
  if (encoding === 'direct' && informative !== undefined && informative !== channels) {
    throw new OptionError(
      '--encoding',
      'direct has no spikes to hide among noise, got --informative as well. Use --encoding latency or poisson.',
    );
  }
  if (densityRecurrent !== undefined && !recurrent) {
    throw new OptionError('--density-recurrent', 'has no effect without --recurrent. Add --recurrent or leave it out.');
  }
  if (rewiring !== 'none' && density === 1 && !(recurrent && (densityRecurrent ?? density) < 1)) {
    throw new OptionError(
      '--rewiring',
      `${rewiring} needs a density below 1: where every pair has a synapse, none can grow. Lower --density (5 % is 0.05), ` +
        'or use --rewiring none.',
    );
  }
  if (rewiring === 'rigl' && form === 'online') {
    throw new OptionError(
      '--rewiring',
      'rigl grows by gradients of absent pairs, which the online form does not give. Use --form reverse, or --rewiring set.',
    );
  }
  if (rule === 'ssgd' && form === 'online') {
    throw new OptionError('--form', 'online is for --rule eprop: ssgd goes back through time. Leave it out.');
  }
  for (const [flag, value] of [
    ['--activity-costs', activityCosts],
    ['--rescue', rescue],
  ] as const) {
    if (value && rule !== 'ssgd') throw new OptionError(flag, `is for --rule ssgd, got --rule ${rule}. Leave one out.`);
  }
  if (rule === 'eprop' && layers.length > 1) {
    throw new OptionError(
      '--layers',
      `needs --rule ssgd: e-prop's signal reaches the last hidden layer only, got ${layers.join()}. Use --rule ssgd, or one layer.`,
    );
  }
  if (steepness !== undefined && surrogate === undefined) {
    throw new OptionError('--steepness', 'needs --surrogate, whose steepness it is. Add --surrogate or leave it out.');
  }
  if (form === 'online' && readout !== 'mean') {
    throw new OptionError(
      '--form',
      `online needs a loss at every step, and --readout ${readout} has one at the end of the trial. Use --readout mean, ` +
        'or --form reverse.',
    );
  }
}

/** What is given and does nothing, one sentence each. @param given - as typed @param options - as resolved */
export function withoutEffect(given: Partial<TrainOptions>, options: TrainOptions): readonly string[] {
  const { generated } = entryOf(options.data);
  return [
    ...(given.dataDir !== undefined && generated ? [`--data-dir has no effect: ${options.data} is generated.`] : []),
    ...(given.l1 !== undefined && options.rewiring !== 'deep-r'
      ? ['--l1 has no effect without --rewiring deep-r.']
      : []),
    ...(given.share !== undefined && options.rewiring !== 'set' && options.rewiring !== 'rigl'
      ? ['--share has no effect without --rewiring set or rigl.']
      : []),
    ...forCpuOnly(
      options.backend,
      (['threads', 'simd'] as const).filter((name) => given[name] !== undefined).map(flagOf),
    ),
    ...(options.limitTest !== undefined && holdsOut(options)
      ? ['--limit-test has no effect: with --validation the test set is not read.']
      : []),
  ];
}
