let watching = false;
let spent = 0;

/** A function of generated code. */
type Sweep = (...parameters: number[]) => number;

/** Generated functions that run when a trial has gone forward. */
const REVERSE = /\.(reverse|recompute)$/;

/**
 * Times the reverse sweeps of networks that are compiled from now on: the functions of generated code that walk from the last step
 * to the first. They are called once per few hundred steps, so that two readings of the clock count for nothing.
 */
export function watchReverseSweeps(): void {
  if (watching) return;
  watching = true;
  const instantiate = WebAssembly.instantiate.bind(WebAssembly);
  const watched = async (code: WebAssembly.Module, imports?: WebAssembly.Imports): Promise<WebAssembly.Instance> => {
    const { exports } = await instantiate(code, imports);
    const functions = Object.entries(exports).map(([name, given]) => [
      name,
      REVERSE.test(name) ? timed(given as Sweep) : given,
    ]);
    return { exports: Object.fromEntries(functions) as WebAssembly.Exports };
  };
  // Bytes give a module beside the instance: only modules that are compiled already are watched.
  WebAssembly.instantiate = ((code: WebAssembly.Module | BufferSource, imports?: WebAssembly.Imports) =>
    code instanceof WebAssembly.Module
      ? watched(code, imports)
      : instantiate(code, imports)) as typeof WebAssembly.instantiate;
}

/** Milliseconds of reverse sweeps so far, by the clock on the wall. */
export const reverseSweepMs = (): number => spent;

const timed =
  (sweep: Sweep): Sweep =>
  (...parameters) => {
    const start = performance.now();
    const result = sweep(...parameters);
    spent += performance.now() - start;
    return result;
  };
