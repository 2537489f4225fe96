// What programs for a browser may weigh: kB of 1000 bytes, minified and gzipped, without what is loaded on demand. The limits are guards against growth, set a
// little above what is; docs/decisions/0014-what-the-bundle-holds.md says where the bytes go and why the target of 60 kB is missed.

/** Everything that a package says, without what it imports by name. */
export const packages = {
  '@growcone/backend-cpu': 46,
  '@growcone/backend-cpu/wasm': 2.6,
  '@growcone/backend-webgpu': 43,
  '@growcone/conformance': 65,
  '@growcone/core': 49,
  '@growcone/datasets': 45,
  '@growcone/datasets/node': 18,
  '@growcone/models': 3,
  '@growcone/plasticity-deepr': 1,
  '@growcone/plasticity-eprop': 2.8,
  '@growcone/plasticity-rigl': 1,
  '@growcone/plasticity-ssgd': 1.5,
  '@growcone/plasticity-stdp': 1.5,
  '@growcone/topomap': 7.5,
  '@growcone/training': 4,
  growcone: 14,
  'create-growcone-plugin': 3.2,
};

/** Whole programs, with everything they reach. `target` is what they are meant to weigh. */
export const programs = [
  { name: 'core and backend-cpu, every name', of: { core: '*', 'backend-cpu': '*' }, limit: 92.3, target: 60 },
  { name: 'core and backend-webgpu, every name', of: { core: '*', 'backend-webgpu': '*' }, limit: 83, target: 60 },
  { name: '`network` and `cpu`', of: { core: 'network', 'backend-cpu': 'cpu' }, limit: 82.9, target: 60 },
  { name: '`network` and `webgpu`', of: { core: 'network', 'backend-webgpu': 'webgpu' }, limit: 68, target: 60 },
];

/**
 * One name out of many, with everything it reaches. What makes expressions brings exp, log and tanh of our own, 0.75 kB, to fold constants
 * to the same bits in every engine; whole programs have them anyway. Modules that match `without` have nothing to do with it:
 * that one of them is there shows that something holds on to it.
 */
export const names = [
  { of: { core: 'GrowconeError' }, limit: 0.2, without: /dist\/(?!error\.js)/ },
  { of: { core: 'philox4x32' }, limit: 0.5, without: /core\/dist\/(?!random)/ },
  { of: { core: 'fixedProbability' }, limit: 2, without: /core\/dist\/(plan|network|simulation|expression|model)\// },
  { of: { core: 'createStore' }, limit: 6.2, without: /core\/dist\/(plan|network|simulation|expression)\// },
  { of: { core: 'network' }, limit: 29.5, without: /backend-|models|training/ },
  {
    of: { models: 'lif' },
    limit: 3.4,
    without: /izhikevich|poisson|conductance|core\/dist\/(plan|network|simulation|connectivity)\//,
  },
  {
    of: { training: 'adam' },
    limit: 3.4,
    without: /training\/dist\/(?!adam)|core\/dist\/(plan|network|simulation|connectivity)\//,
  },
  { of: { datasets: 'parseIdx' }, limit: 1.2, without: /hdf5|cochlea|zip|tar|wav|aedat|randman/ },
  { of: { datasets: 'randman' }, limit: 4.3, without: /hdf5|cochlea|zip|tar\.|wav|aedat|idx/ },
  {
    of: { 'plasticity-deepr': 'deepR' },
    limit: 3.3,
    without: /soft|core\/dist\/(plan|network|simulation|connectivity)\//,
  },
  { of: { topomap: 'grid' }, limit: 0.4, without: /models|stdp|topomap\/dist\/(?!grid)/ },
];
