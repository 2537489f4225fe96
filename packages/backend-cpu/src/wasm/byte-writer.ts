// One scratch number: a fresh buffer per constant would cost more than all else.
const scratch = new DataView(new ArrayBuffer(4));

/** A growing byte string with the number formats of a WebAssembly binary. */
export class ByteWriter {
  // A plain array: most strings are short, and there are hundreds of them.
  private readonly buffer: number[] = [];

  /** Number of bytes written. */
  get length(): number {
    return this.buffer.length;
  }

  /** One byte. @param value - from 0 to 255 */
  byte(value: number): void {
    this.buffer.push(value);
  }

  /** Several bytes. @param values - the bytes */
  bytes(values: Iterable<number> & ArrayLike<number>): void {
    const { buffer } = this;
    for (let i = 0; i < values.length; i++) buffer.push(values[i]!);
  }

  /** What another writer has. @param other - the writer */
  append(other: ByteWriter): void {
    this.bytes(other.buffer);
  }

  /** An unsigned LEB128 number. @param value - below 2^32 */
  unsigned(value: number): void {
    let rest = value >>> 0;
    while (rest > 0x7f) {
      this.buffer.push((rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    this.buffer.push(rest);
  }

  /** A signed LEB128 number of 32 bits. @param value - the number, taken modulo 2^32 */
  signed32(value: number): void {
    let rest = value | 0;
    while (rest < -0x40 || rest > 0x3f) {
      this.buffer.push((rest & 0x7f) | 0x80);
      rest >>= 7;
    }
    this.buffer.push(rest & 0x7f);
  }

  /** A signed LEB128 number of 64 bits. @param value - the number, taken modulo 2^64 */
  signed64(value: bigint): void {
    let rest = BigInt.asIntN(64, value);
    while (rest < -0x40n || rest > 0x3fn) {
      this.buffer.push(Number(rest & 0x7fn) | 0x80);
      rest >>= 7n;
    }
    this.buffer.push(Number(rest & 0x7fn));
  }

  /** The four bytes of an i32. @param value - the number, taken modulo 2^32 */
  integer32(value: number): void {
    this.buffer.push(value & 0xff, (value >>> 8) & 0xff, (value >>> 16) & 0xff, value >>> 24);
  }

  /** The four bytes of an f32. @param value - rounded to f32 first */
  float32(value: number): void {
    scratch.setFloat32(0, value);
    this.integer32(scratch.getInt32(0));
  }

  /** A length and UTF-8 text. @param text - the text */
  name(text: string): void {
    this.sized(new TextEncoder().encode(text));
  }

  /** A length and bytes. @param values - the bytes */
  sized(values: Iterable<number> & ArrayLike<number>): void {
    this.unsigned(values.length);
    this.bytes(values);
  }

  /** What was written so far. */
  done(): readonly number[] {
    return this.buffer;
  }
}
