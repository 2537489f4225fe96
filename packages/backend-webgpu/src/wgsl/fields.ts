/**
 * The numbers that the host gives a shader with every dispatch: sizes, counters, and where things lie in their buffers. Each shader
 * has those that its text uses.
 *
 * | name | |
 * | --- | --- |
 * | `steps`, `examples`, `update` | of the run |
 * | `first`, `chunk` | first example of those in work, within the batch; how many are in work |
 * | `firstInRun` | number of the batch's first example in the run |
 * | `shards` | number of gradient shards |
 * | `begin`, `end` | steps of this dispatch |
 * | `window` | steps for which 'all' arrays of examples have room; the t-th step of the run lies in row (t − 1) mod this |
 * | `copyFrom`, `copyTo`, `copied` | where in each example's state a copy starts, where it goes, and its length |
 * | `t` | the step, where a dispatch has one |
 * | `firstStep`, `origin` | steps of earlier runs; the step before the first that spikes have room for, as the bits of an i32 |
 * | `tally` | how often arrivals were listed before |
 * | `clock`, `faultWords`, `faults` | where this dispatch stands in the order of faults; words in which an example notes one; where a kernel outside of examples notes its own |
 * | `stride`, `spikeStride` | numbers of one example's state, words of its spikes |
 * | `rows` | steps for which spikes have room |
 * | `array3` | where array 3 starts in its buffer; of an example's array, within the example |
 * | `raster1`, `trains1` | where the spikes of population 1 start within an example, by step and by neuron |
 * | `arrivals2d3`, `listed2d3` | where spikes that arrive over store 2 after 3 steps are listed, within an example; whether they are |
 * | `count2`, `rowStarts2`, `post2`, `pre2`, `columns2`, `order2`, `present2`, `full2` | the synapses of store 2 |
 */
export class Fields {
  private readonly used = new Set<string>();

  /** Reads a number. @param name - its name @returns WGSL of type u32 */
  use(name: string): string {
    this.used.add(name);
    return `P.${name}`;
  }

  /** Names of the numbers that were used, in the order of the shader's structure. */
  get names(): readonly string[] {
    return [...this.used];
  }

  /** The structure. */
  get struct(): string {
    // A structure must not be empty.
    const names = this.used.size > 0 ? this.names : ['nothing'];
    return `struct Fields {\n${names.map((name) => `  ${name}: u32,`).join('\n')}\n}`;
  }
}
