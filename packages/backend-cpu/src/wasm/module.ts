import { ByteWriter } from './byte-writer.ts';
import type { Code } from './code.ts';
import type { Signature } from './value-type.ts';

const MAGIC = [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00];
const SECTION = { type: 1, import: 2, function: 3, export: 7, code: 10 } as const;
const FUNCTION_TYPE = 0x60;
const MEMORY = 0x02;
const FUNCTION = 0x00;
const HAS_MAXIMUM = 0x01;
const SHARED = 0x02;
/** Pages of 64 KiB in 4 GiB. */
const MAXIMUM_PAGES = 65536;

/** A function that a module gets from outside. */
export interface ImportedFunction {
  /** Its name in `env`. */
  readonly name: string;
  /** What it takes and gives. */
  readonly signature: Signature;
}

/** A module while it is written: functions over one imported memory. */
export class ModuleWriter {
  private readonly shared: boolean;
  private readonly imported: readonly ImportedFunction[];
  private readonly types: string[] = [];
  private readonly signatures: Signature[] = [];
  private readonly functions: Code[] = [];
  private readonly exports: { readonly name: string; readonly index: number }[] = [];

  /** @param options - whether the memory that is imported as `env.memory` is shared between threads, and functions of `env` */
  constructor({
    shared,
    imported = [],
  }: {
    readonly shared: boolean;
    readonly imported?: readonly ImportedFunction[];
  }) {
    this.shared = shared;
    this.imported = imported;
  }

  /** Index of an imported function for calls. @param name - its name */
  importedIndex(name: string): number {
    return this.imported.findIndex((one) => one.name === name);
  }

  /**
   * Adds a function.
   *
   * @param code - its body, which may be completed later
   * @param name - exports it under this name
   * @returns its index for calls
   */
  add(code: Code, name?: string): number {
    const index = this.imported.length + this.functions.push(code) - 1;
    if (name !== undefined) this.exports.push({ name, index });
    return index;
  }

  /** The module in binary form. */
  done(): Uint8Array<ArrayBuffer> {
    const importType = this.imported.map(({ signature }) => this.type(signature));
    const typeOf = this.functions.map((code) => this.type(code.signature));
    const out = new ByteWriter();
    out.bytes(MAGIC);
    section(out, SECTION.type, this.signatures, (writer, { params, results }) => {
      writer.byte(FUNCTION_TYPE);
      writer.sized(params);
      writer.sized(results);
    });
    section(out, SECTION.import, ['memory', ...this.imported.map(({ name }) => name)], (writer, name, n) => {
      writer.name('env');
      writer.name(name);
      if (n > 0) {
        writer.byte(FUNCTION);
        writer.unsigned(importType[n - 1]!);
        return;
      }
      writer.byte(MEMORY);
      writer.byte(this.shared ? HAS_MAXIMUM | SHARED : 0);
      writer.unsigned(0);
      if (this.shared) writer.unsigned(MAXIMUM_PAGES);
    });
    section(out, SECTION.function, typeOf, (writer, type) => writer.unsigned(type));
    section(out, SECTION.export, this.exports, (writer, { name, index }) => {
      writer.name(name);
      writer.byte(FUNCTION);
      writer.unsigned(index);
    });
    section(out, SECTION.code, this.functions, (writer, code) => writer.sized(code.done()));
    return new Uint8Array(out.done());
  }

  private type(signature: Signature): number {
    const key = JSON.stringify(signature);
    const known = this.types.indexOf(key);
    if (known >= 0) return known;
    this.signatures.push(signature);
    return this.types.push(key) - 1;
  }
}

function section<T>(
  out: ByteWriter,
  id: number,
  items: readonly T[],
  write: (writer: ByteWriter, item: T, position: number) => void,
): void {
  const content = new ByteWriter();
  content.unsigned(items.length);
  items.forEach((item, n) => write(content, item, n));
  out.byte(id);
  out.sized(content.done());
}
