// What only threads need that share a network; load-share.ts loads it for them.
export { emitShared } from '../emit/shared-sweep.ts';
export { Sync } from '../emit/sync.ts';
export { followJobs, placeShared } from './place-shared.ts';
export { shareOf } from './share-of.ts';
export { SharedStore } from './shared-store.ts';
