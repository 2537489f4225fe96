import type { Pairs } from '@growcone/core';
import { indexBytes } from './layout.ts';
import type { Rooms } from './rooms.ts';
import type { Memory } from './memory.ts';
import type { StorePlace } from './placed-store.ts';

/** New synapses as rows, for as long as it takes to compute their values. */
export class BirthRows implements StorePlace {
  private readonly name: string;
  private readonly memory: Memory;
  private readonly rooms: Rooms;
  private readonly preSize: number;
  private readonly postSize: number;
  private count = 0;

  /** @param name - of the rows @param memory - where they lie @param rooms - its blocks @param preSize - number of rows @param postSize - number of postsynaptic neurons */
  constructor(name: string, memory: Memory, rooms: Rooms, preSize: number, postSize: number) {
    this.name = name;
    this.memory = memory;
    this.rooms = rooms;
    this.preSize = preSize;
    this.postSize = postSize;
  }

  slots(): number {
    return this.count;
  }

  words(): readonly [number, number, number, number] {
    const starts = this.rooms.take(`starts of ${this.name}`, 4 * this.preSize);
    const lengths = this.rooms.take(`lengths of ${this.name}`, 4 * this.preSize);
    return [starts, lengths, this.posts(), 0];
  }

  /** Holds these synapses. @param births - in any order @returns the slot of each */
  set({ pre, post }: Pairs): Uint32Array {
    this.count = pre.length;
    const [startsAt, lengthsAt, postsAt] = this.words();
    const { u32 } = this.memory;
    const starts = u32.subarray(startsAt / 4, startsAt / 4 + this.preSize);
    const lengths = u32.subarray(lengthsAt / 4, lengthsAt / 4 + this.preSize).fill(0);
    for (const row of pre) lengths[row]!++;
    let at = 0;
    for (let row = 0; row < this.preSize; row++) {
      starts[row] = at;
      at += lengths[row]!;
    }
    const next = starts.slice();
    const slots = pre.map((row) => next[row]!++);
    const bytes = indexBytes(this.postSize);
    const all = bytes === 1 ? this.memory.u8 : bytes === 2 ? this.memory.u16 : u32;
    slots.forEach((slot, i) => {
      all[postsAt / bytes + slot] = post[i]!;
    });
    return slots;
  }

  private posts(): number {
    return this.rooms.take(`postsynaptic numbers of ${this.name}`, this.count * indexBytes(this.postSize) + 16);
  }
}
