import { catalogue } from './catalogue.ts';
import { markdownTable } from './measure/table.ts';
import type { RecordedResult } from './record.ts';

const verdict = (met: boolean | undefined): string => (met === undefined ? '' : met ? 'yes' : '**no**');

/**
 * Answers as Markdown: a line for each figure, with its target and the command that gave it.
 *
 * @param results - recorded answers
 */
export function statusTable(results: readonly RecordedResult[]): string {
  const rows = results.flatMap(({ name, rows, command, date, commit, gpu }) => {
    const benchmark = catalogue.find((b) => b.name === name);
    const asked = gpu ? benchmark?.onGpu : benchmark;
    return (asked?.summarise(rows) ?? []).map(({ what, measured, target, met }) => ({
      what: gpu ? `${what}, on ${gpu.software ? 'software adapter ' : ''}${gpu.adapter}` : what,
      measured: gpu?.software ? `${measured} (software adapter: says nothing about GPUs)` : measured,
      target,
      met: gpu?.software ? '' : verdict(met),
      command: `\`growcone bench ${command}\``,
      'date, commit': `${date.slice(0, 10)}, ${commit}`,
    }));
  });
  const machines = new Set(
    results.map(({ machine: { cpu, cores, os, node }, gpu }) => {
      const adapter = gpu
        ? `, ${gpu.software ? 'software adapter' : 'GPU'} ${gpu.adapter} (triad ${gpu.bandwidthGBs} GB/s)`
        : '';
      return `${cpu}, ${cores} processors${adapter}, ${os}, Node.js ${node}`;
    }),
  );
  return [
    markdownTable(rows),
    '',
    `Measured on: ${[...machines].join('; ')}. Intervals hold the median with a probability of 95 %. All columns: \`benchmarks/results\`.`,
  ].join('\n');
}
