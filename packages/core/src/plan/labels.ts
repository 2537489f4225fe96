import { variable, type Expr } from '../expression/expression.ts';

/** Labels of the variables that hooks of rules are recorded with; kernels bind them to arrays. */
export const label = {
  /** A variable of a readout. */
  readout: (name: string): string => `readout.${name}`,
  /** A variable of a neuron signal. */
  signal: (name: string): string => `signal.${name}`,
  /** A variable of a synapse. */
  synapse: (name: string): string => `syn.${name}`,
  /** A variable of the presynaptic neuron. */
  pre: (name: string): string => `pre.${name}`,
  /** A variable of the postsynaptic neuron. */
  post: (name: string): string => `post.${name}`,
  /** A variable of the whole network. */
  network: (name: string): string => `network.${name}`,
  /** A reduction over the output population. */
  reduced: (name: string): string => `reduced.${name}`,
} as const;

/** The step of the trial, as a variable. */
export const STEP: Expr = variable('step');
/** The number of steps, as a variable. */
export const STEPS: Expr = variable('steps');
/** The number of examples in the batch, as a variable. */
export const EXAMPLES: Expr = variable('examples');

/** One variable expression per name. @param names - the names @param of - how a name is labelled */
export const variables = (names: readonly string[], of: (name: string) => string): Record<string, Expr> =>
  Object.fromEntries(names.map((name) => [name, variable(of(name))]));
