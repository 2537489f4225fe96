import type { NeuronModel } from '../model/neuron.ts';
import { NetworkError } from '../plan/plan-errors.ts';
import type { Readout } from '../rule/readout.ts';
import type { Rewiring } from '../rule/rewiring.ts';
import type { NetworkDescription, Population } from './description.ts';
import type { ProjectionOptions } from './options.ts';

/**
 * Refuses a projection without pairs or weights, which only a program without types can ask for.
 *
 * @param name - of the projection
 * @param options - what was given
 */
export function checkGiven(name: string, options: Partial<ProjectionOptions>): void {
  const needed = { connect: 'connect: allToAll()', weight: 'weight: scaledNormal({ gain: 1 })' } as const;
  for (const [option, such] of Object.entries(needed)) {
    if (options[option as keyof typeof needed] !== undefined) continue;
    throw new NetworkError('OPTION_MISSING', `Projection '${name}' has no ${option}. Give it one, such as ${such}.`, {
      projection: name,
      option,
    });
  }
}

/** Refuses a projection over which nothing could arrive. @param pre - presynaptic @param post - postsynaptic population */
export function checkEnds(pre: Population, post: Population): void {
  if (pre.model.source === 'model' && !pre.model.spike) {
    throw new NetworkError(
      'GRADED_PRE',
      `Population '${pre.name}' is graded ('${pre.model.name}' sends no spikes), so nothing arrives over a projection ` +
        'from it. Project from a spiking population.',
      { population: pre.name, model: pre.model.name },
    );
  }
  if (post.model.source === 'input') {
    throw new NetworkError(
      'SOURCE_POST',
      `Population '${post.name}' takes its spikes from the batch, so a projection to it has no effect. Project to a ` +
        'population of neurons.',
      { population: post.name },
    );
  }
}

/** Refuses a model that would change after no time. @param model - of a population */
export function checkPeriod({ name, every }: NeuronModel): void {
  if (!every || (Number.isFinite(every.interval) && every.interval > 0)) return;
  throw new NetworkError(
    'INTERVAL',
    `'${name}' must change after a time of more than 0 ms, got ${every.interval} ms (every.interval).`,
    { model: name, interval: every.interval },
  );
}

/** Refuses trials of a network whose synapses change as it runs. @param network - the network */
export function checkTrials({ plasticity, rewirings, populations }: NetworkDescription): void {
  const periodic = populations.find(({ model }) => model.every);
  if (periodic) {
    throw new NetworkError(
      'PERIODIC_TRIALS',
      `Population '${periodic.name}' ('${periodic.model.name}') changes every ${periodic.model.every?.interval} ms, which is for networks ` +
        'that run on. Use network.start(backend), or another model.',
      { population: periodic.name, model: periodic.model.name },
    );
  }
  const drawn = rewirings.find(({ rule, every }) => typeof every === 'object' || isDrawn(rule));
  const [first] = [...plasticity, ...(drawn ? [drawn] : [])];
  if (!first) return;
  const { projection, rule } = first;
  throw new NetworkError(
    'PLASTIC_TRIALS',
    `Projection '${projection.name}' changes while the network runs ('${rule.name}'), but compile gives a network that runs in ` +
      'trials from rest. Use network.start(backend), or leave the rule out.',
    { projection: projection.name, rule: rule.name },
  );
}

/** Refuses to let a network run on that learns in trials. @param network - the network */
export function checkLive({ learning, readout, rewirings }: NetworkDescription): void {
  const swept = rewirings.find(({ rule }) => !isDrawn(rule));
  const what = learning[0]?.rule.name ?? (readout ? `readout '${readout.readout.name}'` : swept?.rule.name);
  if (what === undefined) {
    const late = rewirings.find(({ every }) => typeof every !== 'object');
    if (!late) return;
    throw new NetworkError(
      'LIVE_SCHEDULE',
      `'${late.rule.name}' rewires '${late.projection.name}' by batches, but a network that runs on has none. Pass a schedule in steps: ` +
        'network.rewire(projection, rule, { every: { steps: 10 } }).',
      { rule: late.rule.name, projection: late.projection.name },
    );
  }
  throw new NetworkError(
    'LIVE_TRIALS',
    `A network that runs on has no trials, but '${what}' belongs to trials. Use network.compile(backend), or leave it out.`,
    { what },
  );
}

const isDrawn = ({ edit }: Rewiring): boolean => edit !== undefined && 'draw' in edit;

/** Refuses a readout that reads what the population does not have. @param population - the output @param readout - the readout */
export function checkReadout(population: Population, readout: Readout): void {
  const spiking = population.model.spike !== undefined;
  if ((readout.reads === 'spikes') !== spiking) {
    throw new NetworkError(
      'READOUT_KIND',
      `Readout '${readout.name}' reads ${readout.reads === 'spikes' ? 'spikes' : 'membrane potentials'}, ` +
        `but population '${population.name}' ('${population.model.name}') is ${spiking ? 'spiking' : 'graded'}. Use ` +
        `${spiking ? 'spikeCount()' : 'meanOverTime(), last() or maximum()'}, or another output population.`,
      { population: population.name, readout: readout.name },
    );
  }
}
