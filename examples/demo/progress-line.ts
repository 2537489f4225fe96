import type { ProgressTarget, RunEvent } from 'growcone';

/** Shows a run on one line: rewritten on a terminal, at its end only elsewhere. @param target - where @param name - of what */
export function progressLine(target: ProgressTarget, name: string): (event?: RunEvent) => void {
  const terminal = target.isTTY === true;
  let last = '';
  return (event) => {
    if (event?.kind === 'epoch') {
      const { row, epochs } = event;
      last = `${name.padEnd(12)} epoch ${row.epoch}/${epochs}  loss ${row.loss.toFixed(3)}  accuracy ${(100 * row.trainAccuracy).toFixed(1)} %`;
      if (terminal) target.write(`\r\x1b[2K${last}`);
    } else if (!event) {
      target.write(terminal ? '\n' : `${last}\n`);
    }
  };
}
