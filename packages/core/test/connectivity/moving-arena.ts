import type { Arena, Block, StoreArray } from '../../src/connectivity/arena.ts';

/**
 * An arena that behaves like a WebAssembly memory at its worst: every allocation replaces all views, and a view kept
 * from before holds nonsense.
 */
export function movingArena(): Arena {
  const blocks: { values: StoreArray; make: (length: number) => StoreArray }[] = [];
  const moveAll = (): void => {
    for (const block of blocks) {
      const old = block.values;
      block.values = block.make(old.length);
      block.values.set(old);
      old.fill(173);
    }
  };
  const block = <T extends StoreArray>(make: (length: number) => T, length: number): Block<T> => {
    moveAll();
    const made = { values: make(length), make };
    blocks.push(made);
    return made;
  };
  return {
    indices: (bits, length) =>
      block((n) => (bits === 8 ? new Uint8Array(n) : bits === 16 ? new Uint16Array(n) : new Uint32Array(n)), length),
    words: (length) => block((n) => new Uint32Array(n), length),
    reals: (length) => block((n) => new Float64Array(n), length),
    resize(target, length) {
      moveAll();
      const own = target as (typeof blocks)[number];
      const old = own.values;
      own.values = own.make(length);
      own.values.set(old.subarray(0, length));
      old.fill(173);
    },
  };
}
