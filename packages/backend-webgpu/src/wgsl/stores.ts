import type { Site } from './site.ts';

/** Number of presynaptic and postsynaptic neurons. @param site - where it is printed @param store - the store */
export function sizes({ plan }: Site, store: number): { readonly pre: number; readonly post: number } {
  const { pre, post } = plan.stores[store];
  return { pre: plan.populations[pre].size, post: plan.populations[post].size };
}

/** Whether every pair has a place of its own: synapse i·N + j connects i to j, if it is there. @param site - where it is printed @param store - the store */
export const isDense = ({ plan }: Site, store: number): boolean => plan.stores[store].format === 'dense';

/** Whether a place of a dense store holds a synapse, as a truth value. @param site - where it is printed @param store - the store @param synapse - the place */
export const isPresent = ({ fields }: Site, store: number, synapse: string): string =>
  `isPresent(${fields.use(`full${store}`)}, ${fields.use(`present${store}`)}, ${synapse})`;

/** WGSL functions about synapses. */
export const storeFunctions = `fn isPresent(full: u32, start: u32, synapse: u32) -> bool {
  return full == 1u || ((topology[start + (synapse >> 5u)] >> (synapse & 31u)) & 1u) == 1u;
}

fn denseDegree(full: u32, start: u32, first: u32, stride: u32, size: u32) -> u32 {
  if (full == 1u) { return size; }
  var count = 0u;
  for (var i = 0u; i < size; i++) { if (isPresent(full, start, first + i * stride)) { count++; } }
  return count;
}`;

/** Statements that name both ends of a synapse. @param site - where they stand @param store - the store */
export function endStatements(site: Site, store: number): string[] {
  const { fields } = site;
  if (isDense(site, store)) {
    const { post } = sizes(site, store);
    return [`let pre = synapse / ${post}u;`, `let post = synapse % ${post}u;`];
  }
  return [
    `let pre = topology[${fields.use(`pre${store}`)} + synapse];`,
    `let post = topology[${fields.use(`post${store}`)} + synapse];`,
  ];
}

/** First place of a sparse store's row, which is also the end of the row before. @param site - where it is printed @param store - the store @param pre - the row */
export const rowStart = ({ fields }: Site, store: number, pre: string): string =>
  `topology[${fields.use(`rowStarts${store}`)} + ${pre}]`;

/**
 * A loop over the synapses of a presynaptic neuron `pre`, in the order of their slots; names `synapse` and `post`.
 *
 * @param site - where it stands
 * @param store - the store
 * @param body - what is done for each
 */
export function rowLoop(site: Site, store: number, body: readonly string[]): string[] {
  const { fields } = site;
  if (isDense(site, store)) {
    const { post } = sizes(site, store);
    return [
      `for (var post = 0u; post < ${post}u; post++) {`,
      `let synapse = pre * ${post}u + post;`,
      `if (!${isPresent(site, store, 'synapse')}) { continue; }`,
      ...body,
      '}',
    ];
  }
  return [
    `let rowEnd = ${rowStart(site, store, 'pre + 1u')};`,
    `for (var synapse = ${rowStart(site, store, 'pre')}; synapse < rowEnd; synapse++) {`,
    `let post = topology[${fields.use(`post${store}`)} + synapse];`,
    ...body,
    '}',
  ];
}

/**
 * A loop over the synapses onto neuron `post`; names `synapse` and `pre`.
 *
 * @param site - where it stands
 * @param store - the store
 * @param body - what is done for each
 */
export function columnLoop(site: Site, store: number, body: readonly string[]): string[] {
  const { fields } = site;
  if (isDense(site, store)) {
    const { pre, post } = sizes(site, store);
    return [
      `for (var pre = 0u; pre < ${pre}u; pre++) {`,
      `let synapse = pre * ${post}u + post;`,
      `if (!${isPresent(site, store, 'synapse')}) { continue; }`,
      ...body,
      '}',
    ];
  }
  const columns = fields.use(`columns${store}`);
  return [
    `let columnEnd = topology[${columns} + post + 1u];`,
    `for (var k = topology[${columns} + post]; k < columnEnd; k++) {`,
    `let synapse = topology[${fields.use(`order${store}`)} + k];`,
    `let pre = topology[${fields.use(`pre${store}`)} + synapse];`,
    ...body,
    '}',
  ];
}

/** Number of synapses of a neuron. @param site - where it is printed @param store - the store @param at - which end the neuron is @param neuron - the neuron */
export function degree(site: Site, store: number, at: 'pre' | 'post', neuron: string): string {
  const { fields } = site;
  if (isDense(site, store)) {
    const { pre, post } = sizes(site, store);
    const head = `denseDegree(${fields.use(`full${store}`)}, ${fields.use(`present${store}`)}`;
    return at === 'pre' ? `${head}, ${neuron} * ${post}u, 1u, ${post}u)` : `${head}, ${neuron}, ${post}u, ${pre}u)`;
  }
  const starts = fields.use(`${at === 'pre' ? 'rowStarts' : 'columns'}${store}`);
  return `(topology[${starts} + ${neuron} + 1u] - topology[${starts} + ${neuron}])`;
}
