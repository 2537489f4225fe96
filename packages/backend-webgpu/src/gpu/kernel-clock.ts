// WebGPU's constants are no globals outside of browsers.
const [MAP_READ, COPY_SRC, COPY_DST, QUERY_RESOLVE] = [0x1, 0x4, 0x8, 0x200];
const MAP_MODE_READ = 1;

/** Dispatches that one command buffer measures; a set holds at most 4096 times, two for each. */
const MOST = 2048;

/** How long a shader took. */
export interface KernelTime {
  /** How often it was started. */
  readonly calls: number;
  /** Milliseconds in total. Browsers round each time. */
  readonly milliseconds: number;
}

/** Times by name of shader, in the order in which they were first started. */
export type KernelTimes = ReadonlyMap<string, KernelTime>;

/** Measures the time of dispatches by timestamp queries. */
export class KernelClock {
  private readonly device: GPUDevice;
  private readonly queries: GPUQuerySet;
  private readonly resolved: GPUBuffer;
  private names: string[] = [];
  private readonly total = new Map<string, { calls: number; milliseconds: number }>();
  private readonly pending = new Set<Promise<void>>();

  /** @param device - with the feature `timestamp-query` */
  constructor(device: GPUDevice) {
    this.device = device;
    this.queries = device.createQuerySet({ type: 'timestamp', count: 2 * MOST });
    this.resolved = device.createBuffer({
      label: 'times of shaders',
      size: 16 * MOST,
      usage: QUERY_RESOLVE | COPY_SRC,
    });
  }

  /** Whether no further dispatch fits into this command buffer. */
  get full(): boolean {
    return this.names.length >= MOST;
  }

  /** A pass that is measured. @param name - of its only shader */
  passOf(name: string): GPUComputePassDescriptor {
    const first = 2 * this.names.length;
    this.names.push(name);
    const timestampWrites = {
      querySet: this.queries,
      beginningOfPassWriteIndex: first,
      endOfPassWriteIndex: first + 1,
    };
    return { label: name, timestampWrites };
  }

  /** Fetches the times of a command buffer. @param encoder - which @returns what to do when it was submitted */
  resolve(encoder: GPUCommandEncoder): (() => void) | undefined {
    const { names, device, resolved } = this;
    if (names.length === 0) return undefined;
    this.names = [];
    const size = 16 * names.length;
    const copy = device.createBuffer({ label: 'times of shaders', size, usage: MAP_READ | COPY_DST });
    encoder.resolveQuerySet(this.queries, 0, 2 * names.length, resolved, 0);
    encoder.copyBufferToBuffer(resolved, 0, copy, 0, size);
    return () => {
      const read = this.add(names, copy).finally(() => this.pending.delete(read));
      this.pending.add(read);
    };
  }

  /** All times so far. */
  async times(): Promise<KernelTimes> {
    await Promise.all(this.pending);
    return new Map([...this.total].map(([name, time]) => [name, { ...time }]));
  }

  /** Frees its memory. */
  destroy(): void {
    this.queries.destroy();
    this.resolved.destroy();
  }

  private async add(names: readonly string[], copy: GPUBuffer): Promise<void> {
    try {
      await copy.mapAsync(MAP_MODE_READ);
    } catch {
      // Only a GPU that was lost or given back does not answer; whoever waits for results is told.
      return;
    }
    const times = new BigUint64Array(copy.getMappedRange());
    names.forEach((name, i) => {
      const known = this.total.get(name) ?? { calls: 0, milliseconds: 0 };
      known.calls++;
      // A clock that was set back between two times says nothing.
      known.milliseconds += Math.max(0, Number(times[2 * i + 1] - times[2 * i])) / 1e6;
      this.total.set(name, known);
    });
    copy.destroy();
  }
}
