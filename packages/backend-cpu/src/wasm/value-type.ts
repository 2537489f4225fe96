/** Types of WebAssembly values, by their byte in the binary format. */
export const valueType = { i32: 0x7f, i64: 0x7e, f32: 0x7d, v128: 0x7b } as const;

/** A type of WebAssembly value. */
export type ValueType = (typeof valueType)[keyof typeof valueType];

/** Parameters and results of a function. */
export interface Signature {
  /** Types of the parameters. */
  readonly params: readonly ValueType[];
  /** Types of the results. */
  readonly results: readonly ValueType[];
}
