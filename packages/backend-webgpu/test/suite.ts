import { backendConformance, type Check } from '@growcone/conformance';
import type { Backend } from '@growcone/core';

/** Rewirings that draw pairs while a network runs on are refused so far; their checks have this in their names. */
const REFUSED = 'a network rewired by';

/** The checks of the backend suite that a GPU must pass. */
export const suite = (backend: Backend): readonly Check[] =>
  backendConformance(backend).filter(({ name }) => !name.includes(REFUSED));
