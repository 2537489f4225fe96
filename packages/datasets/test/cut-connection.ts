import { existsSync, readdirSync, statSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { join } from 'node:path';

/** Cuts the connection of an answer as soon as a file in a folder has so many bytes, however long that takes. */
export function cutWhenArrived(response: ServerResponse, folder: string, bytes: number): void {
  const sizeOf = (name: string): number => statSync(join(folder, name), { throwIfNoEntry: false })?.size ?? 0;
  const waiting = setInterval(() => {
    const arrived = existsSync(folder) && readdirSync(folder).some((name) => sizeOf(name) >= bytes);
    if (!arrived && !response.destroyed) return;
    clearInterval(waiting);
    response.destroy();
  }, 5);
}
