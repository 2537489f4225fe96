import { randomUniform, variable, type Expr } from '../expression/expression.ts';
import { startLabel } from '../model/population-step.ts';
import { apply, constants, scope, symbols } from '../model/scope.ts';
import { streamOf } from '../random/streams.ts';
import type { Op } from './op.ts';
import type { NewWrite, PlanBuilder } from './plan-builder.ts';
import { bindNeuron, type PopulationPart } from './population-part.ts';
import { DrawTable, Recorder } from './recorder.ts';

/** Label of the number of a neuron. */
const NEURON = 'neuron';

/**
 * What changes in a population once in a while; empty for most.
 *
 * @param builder - the plan
 * @param part - the population
 * @param dt - step in ms
 */
export function lowerPeriodic(builder: PlanBuilder, part: PopulationPart, dt: number): readonly Op[] {
  const { population, state } = part;
  const { model, id, name } = population;
  if (!model.every) return [];
  const { interval, update } = model.every;
  const shared = new Set<Expr>();
  const draw = (): Expr => {
    const drawn = randomUniform();
    shared.add(drawn);
    return drawn;
  };
  const names = Object.keys(model.state);
  const own = symbols(names, startLabel(''));
  const p = scope(model.name, 'parameter', constants(model.constants(dt)));
  const seen = scope(model.name, 'state variable', own);
  const after = apply(model.name, own, update(seen, p, { neuron: variable(NEURON), shared: draw }));
  const recorder = new Recorder(
    (label) => (label === NEURON ? { op: 'index', at: 'neuron' } : bindNeuron(part, label)),
    [
      {
        owns: (drawn) => shared.has(drawn),
        table: new DrawTable({ stream: streamOf('shared', id), by: 'network', time: 'step' }),
      },
      { owns: () => true, table: part.draws },
    ],
  );
  const writes = names.flatMap((n): NewWrite[] =>
    after[n] === own[n] ? [] : [[state[n] as number, after[n] as Expr]],
  );
  const kernel = builder.neurons({ name: `${name} every ${interval} ms`, population: id }, recorder, writes);
  const steps = Math.max(1, Math.round(interval / dt));
  return [{ op: 'every', steps, from: 1, body: [{ op: 'run', kernel, replay: false }] }];
}
