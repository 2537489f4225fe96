/** A growing byte string with the number formats of a WebAssembly binary. */
export class ByteWriter {
  private buffer = new Uint8Array(64);
  /** Number of bytes written. */
  length = 0;

  /** One byte. @param value - from 0 to 255 */
  byte(value: number): void {
    if (this.length === this.buffer.length) this.grow(1);
    this.buffer[this.length++] = value;
  }

  /** Several bytes. @param values - the bytes */
  bytes(values: Uint8Array): void {
    if (this.length + values.length > this.buffer.length) this.grow(values.length);
    this.buffer.set(values, this.length);
    this.length += values.length;
  }

  /** An unsigned LEB128 number. @param value - below 2^32 */
  unsigned(value: number): void {
    let rest = value >>> 0;
    while (rest > 0x7f) {
      this.byte((rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    this.byte(rest);
  }

  /** A signed LEB128 number of up to 64 bits. @param value - the number */
  signed(value: bigint): void {
    let rest = value;
    for (;;) {
      const low = Number(rest & 0x7fn);
      rest >>= 7n;
      if ((rest === 0n && low < 0x40) || (rest === -1n && low >= 0x40)) return this.byte(low);
      this.byte(low | 0x80);
    }
  }

  /** The four bytes of an f32. @param value - rounded to f32 first */
  float32(value: number): void {
    this.bytes(new Uint8Array(new Float32Array([value]).buffer));
  }

  /** A length and UTF-8 text. @param text - the text */
  name(text: string): void {
    this.sized(new TextEncoder().encode(text));
  }

  /** A length and bytes. @param values - the bytes */
  sized(values: Uint8Array): void {
    this.unsigned(values.length);
    this.bytes(values);
  }

  /** What was written so far. */
  done(): Uint8Array {
    return this.buffer.subarray(0, this.length);
  }

  private grow(by: number): void {
    const larger = new Uint8Array(Math.max(2 * this.buffer.length, this.length + by));
    larger.set(this.buffer.subarray(0, this.length));
    this.buffer = larger;
  }
}
