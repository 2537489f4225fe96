import { NetworkError } from '../plan/plan-errors.ts';
import type { Readout } from '../rule/readout.ts';
import type { Population } from './description.ts';

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
