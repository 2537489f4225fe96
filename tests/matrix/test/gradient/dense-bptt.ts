/** Adaptive LIF as `alif` has it; beta 0 is LIF. The surrogate is 1/(1 + steepness·|x|)² within `halfWidth` of threshold. */
export interface DenseNeuron {
  readonly alpha: number;
  readonly rho: number;
  readonly beta: number;
  readonly vTh: number;
  readonly steepness: number;
  readonly halfWidth: number;
}

/** A dense projection: `w[i·post + j]`, 0 where there is no synapse. */
export interface DenseProjection {
  readonly name: string;
  readonly pre: number | 'input';
  readonly post: number;
  readonly delay: number;
  readonly w: Float64Array;
}

/** Layers of spiking neurons; the last layer is a leaky integrator with decay `leak`, of which the sum over time is read. */
export interface DenseNetwork {
  readonly inputs: number;
  readonly sizes: readonly number[];
  readonly neuron: DenseNeuron;
  readonly leak: number;
  readonly projections: readonly DenseProjection[];
}

/** What costs beside the loss: ∂/∂z and ∂/∂(distance above threshold), the same at every step, from what each neuron did in the trial. */
export type OwnSignals = (trial: {
  readonly spikes: readonly number[];
  /** Steps within the window. */
  readonly active: readonly number[];
  readonly steps: number;
}) => { readonly z: readonly number[]; readonly x: readonly number[] };

/** Gradients by projection, and the spikes of each layer: [layer][step][neuron]. */
export interface DenseAnswer {
  readonly loss: number;
  readonly gradients: Readonly<Record<string, Float64Array>>;
  readonly spikes: readonly (readonly Float64Array[])[];
}

/**
 * Backpropagation through time as textbooks have it: dense arrays over all steps, loops over all neurons, resets detached, in double
 * precision. Written without the packages: it is what they are compared with.
 *
 * @param net - the network
 * @param input - input spikes by step: [step][channel]
 * @param label - the right class
 * @param own - what costs beside the loss
 */
export function denseBptt(
  net: DenseNetwork,
  input: readonly Float64Array[],
  label: number,
  own?: OwnSignals,
): DenseAnswer {
  const { sizes, neuron, projections, leak } = net;
  const [T, last] = [input.length, sizes.length - 1];
  const zeros = (layer: number): Float64Array[] => Array.from({ length: T }, () => new Float64Array(sizes[layer]!));
  const z = sizes.map((_, layer) => zeros(layer));
  const x = sizes.map((_, layer) => zeros(layer));
  const v = sizes.map((_, layer) => zeros(layer));
  const a = sizes.map((_, layer) => zeros(layer));
  const sent = (pre: DenseProjection['pre'], t: number): Float64Array | undefined =>
    (pre === 'input' ? input : z[pre]!)[t];

  for (let t = 0; t < T; t++) {
    sizes.forEach((size, layer) => {
      const arrived = new Float64Array(size);
      for (const { post, pre, delay, w } of projections) {
        if (post !== layer) continue;
        sent(pre, t - delay)?.forEach((s, i) => {
          if (s !== 0) for (let j = 0; j < size; j++) arrived[j]! += w[i * size + j]!;
        });
      }
      for (let j = 0; j < size; j++) {
        const [vPast, zPast, aPast] =
          t > 0 ? [v[layer]![t - 1]![j]!, z[layer]![t - 1]![j]!, a[layer]![t - 1]![j]!] : [0, 0, 0];
        if (layer === last) {
          v[layer]![t]![j] = leak * vPast + arrived[j]!;
          continue;
        }
        v[layer]![t]![j] = neuron.alpha * (vPast - zPast * neuron.vTh) + arrived[j]!;
        a[layer]![t]![j] = neuron.rho * (aPast + zPast);
        x[layer]![t]![j] = v[layer]![t]![j]! - neuron.beta * a[layer]![t]![j]! - neuron.vTh;
        z[layer]![t]![j] = x[layer]![t]![j]! >= 0 ? 1 : 0;
      }
    });
  }

  const y = Array.from({ length: sizes[last]! }, (_, k) => v[last]!.reduce((sum, row) => sum + row[k]!, 0));
  const largest = Math.max(...y);
  const total = y.reduce((sum, each) => sum + Math.exp(each - largest), 0);
  const direct = y.map((each, k) => Math.exp(each - largest) / total - Number(k === label));

  const lambdaV = sizes.map((_, layer) => zeros(layer));
  const lambdaA = sizes.map((_, layer) => zeros(layer));
  const slope = (away: number): number => (away <= neuron.halfWidth ? (1 + neuron.steepness * away) ** -2 : 0);
  const ownOf = sizes.map((size, layer) => {
    const count = (of: (t: number, j: number) => boolean): number[] =>
      Array.from({ length: size }, (_, j) => input.filter((_row, t) => of(t, j)).length);
    const spikes = count((t, j) => z[layer]![t]![j] === 1);
    const active = count((t, j) => slope(Math.abs(x[layer]![t]![j]!)) !== 0);
    return layer === last ? undefined : own?.({ spikes, active, steps: T });
  });
  for (let t = T - 1; t >= 0; t--) {
    sizes.forEach((size, layer) => {
      for (let j = 0; j < size; j++) {
        const [lvNext, laNext] = t + 1 < T ? [lambdaV[layer]![t + 1]![j]!, lambdaA[layer]![t + 1]![j]!] : [0, 0];
        if (layer === last) {
          lambdaV[layer]![t]![j] = direct[j]! + leak * lvNext;
          continue;
        }
        let s = (ownOf[layer]?.z[j] ?? 0) + neuron.rho * laNext;
        for (const { pre, post, delay, w } of projections) {
          if (pre !== layer) continue;
          lambdaV[post]![t + delay]?.forEach((h, k) => (s += w[j * sizes[post]! + k]! * h));
        }
        const onDistance = slope(Math.abs(x[layer]![t]![j]!)) * s + (ownOf[layer]?.x[j] ?? 0);
        lambdaV[layer]![t]![j] = onDistance + neuron.alpha * lvNext;
        lambdaA[layer]![t]![j] = -neuron.beta * onDistance + neuron.rho * laNext;
      }
    });
  }

  const gradients = Object.fromEntries(
    projections.map(({ name, pre, post, delay, w }) => {
      const gradient = new Float64Array(w.length);
      lambdaV[post]!.forEach((h, t) =>
        sent(pre, t - delay)?.forEach((s, i) => {
          if (s !== 0) h.forEach((each, j) => (gradient[i * sizes[post]! + j]! += each));
        }),
      );
      return [name, gradient];
    }),
  );
  return { loss: -(y[label]! - largest - Math.log(total)), gradients, spikes: z };
}
