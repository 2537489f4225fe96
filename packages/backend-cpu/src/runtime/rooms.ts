import type { Memory } from './memory.ts';

/** Blocks of memory by name that are used again by the next run and replaced when they are too small. */
export class Rooms {
  private readonly memory: Memory;
  private readonly rooms = new Map<string, { address: number; bytes: number }>();

  /** @param memory - where they lie */
  constructor(memory: Memory) {
    this.memory = memory;
  }

  /** A block of at least this size; new blocks are zero. @param name - its name @param bytes - its size */
  take(name: string, bytes: number): number {
    const room = this.rooms.get(name);
    if (room && room.bytes >= bytes) return room.address;
    if (room) this.memory.free(room.address);
    // Without the entry, running out of memory leaves nothing dangling.
    this.rooms.delete(name);
    const address = this.memory.allocate(bytes, name);
    this.rooms.set(name, { address, bytes });
    return address;
  }

  /** A larger block with the same name; the old one stays until it is released. @param name - its name @param bytes - its size */
  replace(name: string, bytes: number): { readonly address: number; readonly release: () => void } {
    const old = this.rooms.get(name);
    const address = this.memory.allocate(bytes, name);
    this.rooms.set(name, { address, bytes });
    return { address, release: () => old && this.memory.free(old.address) };
  }

  /** Gives a block back, if there is one. @param name - its name */
  drop(name: string): void {
    const room = this.rooms.get(name);
    if (room) this.memory.free(room.address);
    this.rooms.delete(name);
  }

  /** Bytes a block has. @param name - its name */
  bytes(name: string): number {
    return this.rooms.get(name)?.bytes ?? 0;
  }
}
