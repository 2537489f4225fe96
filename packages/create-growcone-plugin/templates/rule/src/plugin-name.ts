import {
  quantity,
  resolveParameters,
  type Expr,
  type LearningRule,
  type NeuronSignal,
  type SignalScope,
} from '@growcone/core';

/** Options of {@link pluginName}. */
export interface PluginNameOptions {
  /** Firing rate in Hz that every neuron is pulled to; default 20. */
  readonly target?: number;
  /** Cost of a squared Hz off the target, beside the loss; default 1e-3. With 0 only the loss counts. */
  readonly strength?: number;
}

const OPTIONS = {
  target: quantity(20, 'Hz', 'firing rate that every neuron is pulled to', { min: 0 }),
  strength: quantity(1e-3, '1/Hz²', 'cost of being off the target', { min: 0 }),
};

/**
 * E-prop with homeostasis: a synapse learns from what the readouts report back to its neuron, and from how far that neuron's
 * firing rate was off its target in the trial.
 *
 * The cost is L + `strength`/2 · Σⱼ (fⱼ − `target`)², with fⱼ = 1000/(T dt) · Σₜ zⱼ(t) the rate of neuron j in a trial of T
 * steps. So beside ∂L/∂zⱼ(t), which comes back over the projections into readouts only, neuron j gives itself the signal
 * `strength` · (fⱼ − `target`) · 1000/(T dt) at every step. Core does the rest: how a synapse acts on its neuron along the
 * neuron's own dynamics, for any model.
 *
 * Bellec et al. 2020, doi:10.1038/s41467-020-17236-y, with their firing-rate regularisation.
 *
 * @param options - target rate, and how much it counts
 * @returns the learning rule
 */
export function pluginName(options: PluginNameOptions = {}): LearningRule {
  const { target, strength } = resolveParameters('pluginName', OPTIONS, options);
  return {
    kind: 'learning-rule',
    name: 'pluginName',
    apiVersion: 1,
    cite: 'doi:10.1038/s41467-020-17236-y',
    form: 'reverse',
    feedback: ({ post }) => (post.readout ? 'symmetric' : undefined),
    signal: homeostasis(target, strength),
  };
}

/** The signal of a neuron to itself; it also reports the mean rate of every population. */
function homeostasis(target: number, strength: number): NeuronSignal {
  const rate = ({ state, steps, dt }: SignalScope): Expr => state['spikes']!.mul(1000 / dt).div(steps);
  return {
    name: 'homeostasis',
    at: 'trial',
    state: { spikes: quantity(0, 'spikes', 'spikes so far') },
    advance: ({ state, z }) => ({ spikes: state['spikes']!.add(z) }),
    ...(strength > 0
      ? {
          signal: (trial) =>
            rate(trial)
              .sub(target)
              .mul((strength * 1000) / trial.dt)
              .div(trial.steps),
        }
      : {}),
    reports: [{ name: 'rate', unit: 'Hz', of: rate }],
  };
}
