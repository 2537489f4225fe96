import { NetworkError } from '../plan/plan-errors.ts';
import type { Rewiring, Sweep } from '../rule/rewiring.ts';
import type { RewiringSchedule } from './description.ts';

/**
 * Refuses a rewiring between batches that ranks without saying how many, or ranks births by a gradient that its schedule cannot prepare.
 *
 * @param rule - the rule
 * @param every - its schedule
 */
export function checkSweep({ name, edit }: Rewiring, every: RewiringSchedule): void {
  if (!edit || 'draw' in edit) return;
  const refuse = (problem: string, fields: Readonly<Record<string, unknown>> = {}): never => {
    throw new NetworkError('REWIRING_SWEEP', `'${name}' ${problem}`, { rule: name, ...fields });
  };
  // What authors write without types may lack anything.
  const { lowest, where, share } = edit.prune as Partial<Record<'lowest' | 'where' | 'share', unknown>>;
  if (lowest === undefined && where === undefined)
    refuse('does not say what it prunes. Give prune a where or a lowest.');
  if ((lowest === undefined) !== (share === undefined)) {
    const [has, lacks] = lowest === undefined ? ['share', 'lowest'] : ['lowest', 'share'];
    refuse(`has prune.${has} without prune.${lacks}. Give both, or prune.where alone.`);
  }
  if (share !== undefined && typeof share !== 'function' && !(typeof share === 'number' && share >= 0 && share <= 1)) {
    refuse(
      `prunes a share of ${typeof share === 'number' ? share : JSON.stringify(share)}, and it must be from 0 to 1, or a function of the number of batches.`,
      {
        share,
      },
    );
  }
  if (edit.grow) checkProbes(edit.grow, every, refuse);
}

function checkProbes(
  { probe, highest }: NonNullable<Sweep<string, string>['grow']>,
  every: RewiringSchedule,
  refuse: (problem: string, fields?: Readonly<Record<string, unknown>>) => never,
): void {
  if ((probe === undefined) !== (highest === undefined)) {
    const [has, lacks] = probe === undefined ? ['highest', 'probe'] : ['probe', 'highest'];
    refuse(`has grow.${has} without grow.${lacks}: pairs are ranked among probes. Give both, or none to draw births.`);
  }
  if (probe === undefined) return;
  const fits =
    typeof probe === 'number'
      ? Number.isInteger(probe) && probe >= 1
      : probe.perSynapse > 0 && probe.perSynapse < Infinity;
  if (!fits) {
    const got = typeof probe === 'number' ? probe : `{ perSynapse: ${probe.perSynapse} }`;
    refuse(`has grow.probe: ${got}, and it must be a whole number of at least 1, or { perSynapse } above 0.`, {
      probe,
    });
  }
  if (every === 'epoch') {
    refuse(
      'ranks absent pairs by their gradient in the batch before a rewiring, but which batch ends an epoch is not known before it runs. ' +
        'Give the number of batches: network.rewire(projection, rule, { every: 100 }).',
      { every },
    );
  }
}
