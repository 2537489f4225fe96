export { stdp, type StdpOptions } from './stdp.ts';
export { tripletStdp, type TripletStdpOptions } from './triplet-stdp.ts';
