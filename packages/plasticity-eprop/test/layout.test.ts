import {
  populationDynamics,
  recordPopulationStep,
  type NeuronModel,
  type OnlineRule,
  type ProjectionSite,
  type SynapseModel,
  type WeightUpdate,
} from '@growcone/core';
import {
  alif,
  conductance,
  delta,
  exponential,
  integrateAndFire,
  izhikevich,
  leakyIntegrator,
  lif,
  refractory,
} from '@growcone/models';
import { eprop } from '@growcone/plasticity-eprop';
import { describe, expect, it } from 'vitest';

/** The site of the first of some projections, called `in`, `in2` …, into a population. */
function site(
  name: string,
  model: NeuronModel,
  synapses: readonly SynapseModel[],
  readout = false,
  delay = 1,
): ProjectionSite {
  const incoming = synapses.map((synapse, i) => ({ name: i === 0 ? name : `${name}${i + 1}`, synapse }));
  const dynamics = populationDynamics(recordPopulationStep(model, incoming, 1), incoming);
  const post = { name: `post of ${name}`, spiking: model.spike !== undefined, readout, dynamics };
  return { name, delay, incoming: 0, post };
}

const out = (delay = 1, synapse = delta(), model = leakyIntegrator()): ProjectionSite =>
  site('out', model, [synapse], true, delay);

function update(projection: ProjectionSite, feedback: readonly ProjectionSite[] = [out()]): WeightUpdate {
  return (eprop({ form: 'online' }) as OnlineRule).weightUpdate({ projection, feedback });
}

const names = (of: object | undefined): string[] => Object.keys(of ?? {});

describe('what online e-prop keeps is what an expert would write by hand', () => {
  const cases: readonly (readonly [
    string,
    NeuronModel,
    readonly SynapseModel[],
    readonly string[],
    readonly string[],
  ])[] = [
    ['LIF', lif(), [delta()], ['v'], []],
    ['refractory LIF', refractory(lif(), 5), [delta()], ['v'], []],
    ['LIF with an exponential synapse', lif(), [exponential()], ['v', 'in.i'], []],
    ['ALIF', alif(), [delta()], ['v'], ['a']],
    ['Izhikevich with an exponential synapse', izhikevich(), [exponential()], ['in.i'], ['v', 'u']],
    ['LIF with a conductance', lif(), [conductance()], ['in.g'], ['v']],
    ['LIF with a delta synapse beside a conductance', lif(), [delta(), conductance()], [], ['v']],
    ['a hard reset, which depends on the spike', integrateAndFire(), [delta()], [], ['v']],
  ];
  it.each(cases)('%s', (_, model, synapses, pre, synapse) => {
    const { pre: shared, synapse: own } = update(site('in', model, synapses));
    expect(names(shared)).toEqual(pre.map((c) => `eligibility.${c}`));
    expect(names(own)).toEqual([...synapse.map((c) => `eligibility.${c}`), 'filtered.out.0']);
  });

  it('has no hook per presynaptic neuron where nothing is kept there', () => {
    expect(update(site('in', integrateAndFire(), [delta()])).eachPre).toBeUndefined();
  });

  it('keeps one trace per presynaptic neuron and nothing per synapse into a readout', () => {
    const { pre, synapse, lag } = update(out(3), []);
    expect([names(pre), names(synapse), lag]).toEqual([['eligibility.v'], [], undefined]);
  });

  it('keeps no filter where no feedback comes, so that only the population’s own signal teaches', () => {
    const { synapse, lag } = update(site('in', lif(), [delta()]), []);
    expect([names(synapse), lag]).toEqual([[], undefined]);
  });

  it('shares a filter between projections that filter alike, and keeps others apart', () => {
    const of = (...feedback: ProjectionSite[]): string[] =>
      names(update(site('in', lif(), [delta()]), feedback).synapse);
    expect(of(out(), out())).toEqual(['filtered.out.0']);
    const slow = site('slow', leakyIntegrator({ tauMem: 50 }), [delta()], true);
    expect(of(out(), slow)).toEqual(['filtered.out.0', 'filtered.slow.0']);
    expect(of(out(1, exponential()))).toEqual(['filtered.out.0', 'filtered.out.1']);
  });

  it('follows the neurons as many steps late as the feedback takes', () => {
    expect(update(site('in', lif(), [delta()]), [out(4), out(4)]).lag).toBe(4);
  });
});

describe('online e-prop refuses', () => {
  const hidden = site('in', lif(), [delta()]);

  it('feedback with different delays', () => {
    const wrong = (): unknown => update(hidden, [out(1), { ...out(3), name: 'late' }]);
    expect(wrong).toThrow(
      expect.objectContaining({
        code: 'UNSUPPORTED_RULE',
        fields: expect.objectContaining({ reason: 'feedback-delays' }),
      }),
    );
    expect(wrong).toThrow(
      "feedback comes over 'out' (1 step), 'late' (3 steps). Give these projections the same delay, or use",
    );
  });

  it('a readout whose dynamics depend on its state', () => {
    const wrong = (): unknown => update(hidden, [out(1, conductance())]);
    expect(wrong).toThrow(
      expect.objectContaining({
        fields: expect.objectContaining({ reason: 'readout-dynamics', readout: 'post of out' }),
      }),
    );
    expect(wrong).toThrow("eprop({ form: 'reverse' })");
    expect(() => update(hidden, [out(1, delta(), alif())])).toThrow(
      'the online form needs a readout whose dynamics are constant',
    );
  });

  it('a readout that gets feedback itself', () => {
    expect(() => update(out(), [out()])).toThrow(
      expect.objectContaining({ fields: expect.objectContaining({ reason: 'readout-with-feedback' }) }),
    );
  });
});

it('sends feedback over projections into readouts and nowhere else', () => {
  const hidden = site('in', lif(), [delta()]);
  expect(eprop().feedback(out())).toBe('symmetric');
  expect(eprop({ feedback: 'random' }).feedback(out())).toBe('random');
  expect(eprop().feedback(hidden)).toBeUndefined();
});
