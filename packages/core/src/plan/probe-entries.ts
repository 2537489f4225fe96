import { trialEntry, type TrialParts } from './entries.ts';
import type { ProbePart } from './lower-probes.ts';
import type { Op } from './op.ts';
import type { RewiringPlan } from './rewiring-plan.ts';

/** Name of the entry of a trial that gives probes a gradient. */
export const PROBING_TRIAL = 'trial.probes';

/** Name of the entry that draws the probes of a rewiring. @param rule - its position in the plan */
export const probeEntry = (rule: number): string => `probe.${rule}`;

/**
 * The entries of rewirings with probes: one that draws them for each, and a trial that gives them a gradient. They are apart from the
 * usual trial, so that batches which no rewiring follows cost what they cost without probes.
 *
 * @param rewirings - the rewirings
 * @param trial - what the usual trial is made of
 * @param probes - the probes
 */
export function probeEntries(
  rewirings: readonly RewiringPlan[],
  trial: TrialParts,
  probes: readonly ProbePart[],
): Readonly<Record<string, readonly Op[]>> {
  if (probes.length === 0) return {};
  const drawing = rewirings.flatMap((rule) =>
    rule.kind === 'sweep' && rule.probes
      ? [[probeEntry(rule.id), [{ op: 'probe', rule: rule.id } as const]] as const]
      : [],
  );
  const reverse = [...(trial.reverse ?? []), ...probes.map(({ op }) => op)];
  const gradients = [...trial.gradients, ...probes.map(({ gradient }) => gradient)];
  return { ...Object.fromEntries(drawing), [PROBING_TRIAL]: trialEntry({ ...trial, reverse, gradients }) };
}
