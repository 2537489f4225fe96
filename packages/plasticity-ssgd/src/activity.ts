import {
  ONE,
  ParameterRangeError,
  quantity,
  resolveParameters,
  ZERO,
  type Expr,
  type NeuronSignal,
  type SignalScope,
} from '@growcone/core';

/** Pulls the activity of a whole population down. The defaults are the published values. */
export interface UpperActivityOptions {
  /** Spikes per neuron and trial, averaged over the population, from which on it costs; default 1. */
  readonly target?: number;
  /** Cost of one spike per neuron more; default 0.06. */
  readonly strength?: number;
}

/** Pulls neurons that hardly fire up. The defaults are the published values. */
export interface LowerActivityOptions {
  /** Spikes per trial below which a neuron costs; default 0.001. */
  readonly target?: number;
  /** Cost of the squared distance from it, for the whole population; default 100. */
  readonly strength?: number;
}

/** Lifts the potential of neurons that have fallen asleep, where no slope reaches them any more. */
export interface RescueOptions {
  /** Share of trials in which a neuron is awake below which it is lifted; default 0.02. */
  readonly below?: number;
  /** Batches over which that share is averaged; default 5. */
  readonly batches?: number;
  /** Gain, per trial, of a potential that is higher by 1 in all of its steps; default 0.1. */
  readonly strength?: number;
}

/** What a learning rule does about the activity of a population. */
export interface ActivityOptions {
  /** Pulls down what is too active; left out, nothing does. */
  readonly upper?: UpperActivityOptions | undefined;
  /** Pulls up what hardly fires; left out, nothing does. */
  readonly lower?: LowerActivityOptions | undefined;
  /** Wakes what fell asleep; left out, nothing does. */
  readonly rescue?: RescueOptions | undefined;
}

const strength = (value: number): ReturnType<typeof quantity> =>
  quantity(value, '', 'weight of the cost beside the loss', { min: 0 });
const UPPER = { target: quantity(1, 'spikes', 'mean spikes per trial', { min: 0 }), strength: strength(0.06) };
const LOWER = { target: quantity(1e-3, 'spikes', 'spikes per trial', { min: 0 }), strength: strength(100) };
const RESCUE = {
  below: quantity(0.02, '', 'share of trials', { above: 0, max: 1 }),
  batches: quantity(5, 'batches', 'length of the average, at least 1', { min: 1 }),
  strength: strength(0.1),
};

const MEAN_SPIKES = 'spikes of the population';

/**
 * Counts what every neuron does in a trial, reports it, sounds an alarm when a population dies, and pulls activity where it is wanted.
 *
 * With nⱼ the spikes of neuron j in a trial and N neurons: upper a · max(0, mean(n) − target), so ∂/∂zⱼ(t) = a/N while it is
 * exceeded; lower a · Σⱼ max(0, target − nⱼ)²/N, so ∂/∂zⱼ(t) = −2a/N · max(0, target − nⱼ), at every step t. Both reach active
 * neurons only. Rescue: a neuron is awake in a trial if it fires or is active once; q is the running share of such trials, and its
 * potential gains −a · max(0, 1 − q/below) · mean over the steps of its distance above threshold, whatever its slope.
 *
 * @param options - what is done about it
 */
export function activity(options: ActivityOptions): NeuronSignal {
  const upper = options.upper && resolveParameters('ssgd.upperActivity', UPPER, options.upper);
  const lower = options.lower && resolveParameters('ssgd.lowerActivity', LOWER, options.lower);
  const rescue = options.rescue && resolveParameters('ssgd.rescue', RESCUE, options.rescue);
  const memory = rescue?.batches ?? 1;
  if (!Number.isSafeInteger(memory)) throw new ParameterRangeError('ssgd.rescue', 'batches', memory, RESCUE.batches);

  const spikes = ({ state }: SignalScope): Expr => state['spikes']!;
  const awake = (scope: SignalScope): Expr => spikes(scope).add(scope.state['active']!).gt(0).select(1, 0);
  return {
    name: 'activity',
    state: {
      spikes: quantity(0, 'spikes', 'spikes so far'),
      active: quantity(0, 'steps', 'steps so far in which the slope is not 0'),
    },
    advance: ({ state, z, slope }) => ({
      spikes: state['spikes']!.add(z),
      active: state['active']!.add(slope.eq(0).select(0, 1)),
    }),
    at: 'trial',
    ...(upper || lower
      ? {
          reductions: upper ? [{ name: MEAN_SPIKES, operation: 'sum', of: spikes }] : [],
          signal: (scope) => {
            const { reduced, size } = scope;
            const tooMany = upper
              ? reduced[MEAN_SPIKES]!.gt(upper.target * size).select(upper.strength / size, 0)
              : ZERO;
            if (!lower) return tooMany;
            const missing = spikes(scope).sub(lower.target).neg().max(0);
            return tooMany.sub(missing.mul((2 * lower.strength) / size));
          },
        }
      : {}),
    ...(rescue
      ? {
          carried: { awake: quantity(1, '', 'running share of trials in which it was awake') },
          finish: (scope) => ({
            awake: scope.state['awake']!.mul(1 - 1 / memory).add(awake(scope).div(memory)),
          }),
          push: ({ state, steps }) =>
            ONE.sub(state['awake']!.div(rescue.below)).max(0).mul(-rescue.strength).div(steps),
        }
      : {}),
    reports: [
      { name: 'spikes', unit: 'spikes per trial', of: spikes },
      { name: 'active', unit: 'share of steps', of: ({ state, steps }) => state['active']!.div(steps) },
      {
        name: 'awake',
        unit: 'share of trials',
        of: awake,
        alarm: {
          atMost: 0,
          message:
            'is dead: no neuron of it fired or came near its threshold in the whole batch, so no gradient reaches it. Widen ' +
            'the window, raise its weights or lower the learning rate; ssgd({ rescue: {} }) lifts such neurons.',
        },
      },
    ],
  };
}
