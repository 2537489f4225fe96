/** Views of a WebAssembly memory, made anew whenever it has grown. */
export class Words {
  private readonly memory: WebAssembly.Memory;
  private buffer: ArrayBufferLike;
  private views: { readonly u8: Uint8Array; readonly u32: Uint32Array; readonly f32: Float32Array };

  /** @param memory - the memory */
  constructor(memory: WebAssembly.Memory) {
    this.memory = memory;
    this.buffer = memory.buffer;
    this.views = viewsOf(this.buffer);
  }

  /** All of it as bytes. */
  get u8(): Uint8Array {
    return this.current().u8;
  }

  /** All of it as unsigned words. */
  get u32(): Uint32Array {
    return this.current().u32;
  }

  /** All of it as float32. */
  get f32(): Float32Array {
    return this.current().f32;
  }

  private current(): typeof this.views {
    const { buffer } = this.memory;
    if (buffer !== this.buffer) {
      this.buffer = buffer;
      this.views = viewsOf(buffer);
    }
    return this.views;
  }
}

function viewsOf(buffer: ArrayBufferLike): Words['views'] {
  return { u8: new Uint8Array(buffer), u32: new Uint32Array(buffer), f32: new Float32Array(buffer) };
}
