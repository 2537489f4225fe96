import type { ClassifierNews } from '../simulation/messages.ts';

/** How many there are of both ends. */
export interface Ends {
  /** Input channels. */
  readonly channels: number;
  /** Hidden neurons. */
  readonly hidden: number;
}

/**
 * Draws input synapses, a column for each channel and a row for each hidden neuron. Informative channels come first.
 *
 * @param svg - where
 * @param inward - the synapses
 * @param ends - numbers of channels and neurons
 */
export function drawConnectivity(
  svg: SVGSVGElement,
  inward: ClassifierNews['inward'],
  { channels, hidden }: Ends,
): void {
  const { pre, post, w, informative } = inward;
  const known = new Set(informative);
  const others = Array.from({ length: channels }, (_, channel) => channel).filter((channel) => !known.has(channel));
  const column = new Map([...informative, ...others].map((channel, i) => [channel, i]));
  let [excitatory, inhibitory] = ['', ''];
  for (let i = 0; i < w.length; i++) {
    const square = `M${column.get(pre[i]!)} ${post[i]}h1v1h-1z`;
    if (w[i]! < 0) inhibitory += square;
    else excitatory += square;
  }
  svg.setAttribute('viewBox', `0 0 ${channels} ${hidden}`);
  svg.innerHTML = [
    `<rect class="band" width="${informative.length}" height="${hidden}"/>`,
    `<path class="excitatory" d="${excitatory}"/><path class="inhibitory" d="${inhibitory}"/>`,
  ].join('');
}
