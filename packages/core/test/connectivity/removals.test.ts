import { expect, it } from 'vitest';
import { plainArena } from '../../src/connectivity/arena.ts';
import { GrowableRows } from '../../src/connectivity/growable-rows.ts';
import { removalsWhere } from '../../src/connectivity/removals.ts';

const store = new GrowableRows({
  preSize: 3,
  postSize: 4,
  variables: [{ name: 'w', birth: 0 }],
  columns: false,
  arena: plainArena('f64'),
});
store.load({
  pre: Uint32Array.of(0, 0, 0, 2, 2),
  post: Uint32Array.of(3, 1, 0, 2, 0),
  variables: { w: Float64Array.of(-1, 2, -3, -4, 5) },
});
const negative = removalsWhere(store, (_pre, _slot, _post, address) => store.variable('w')[address] < 0);

it('removals are listed by neuron and slot', () => {
  expect(negative).toEqual({ pre: Uint32Array.of(0, 0, 2), slot: Uint32Array.of(0, 2, 0) });
});
