export { advance, assign, countUp } from '../emit/loop.ts';
export { ByteWriter } from './byte-writer.ts';
export { Code, type Label, type Local } from './code.ts';
export { ModuleWriter, type ImportedFunction } from './module.ts';
export { control, f32, f32x4, i32, v128 } from './opcodes.ts';
export { valueType, type Signature, type ValueType } from './value-type.ts';
