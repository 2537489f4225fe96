import { Command } from 'commander';
import { benchCommand } from './bench/bench-command.ts';
import { dataCommand } from './data/data-command.ts';
import { infoCommand } from './info/info-command.ts';
import { mapCommand } from './map/map-command.ts';
import { trainCommand } from './train/train-command.ts';
import { readManifest } from './version.ts';

/** The command line. */
export function program(): Command {
  const { description, version } = readManifest();
  return new Command('growcone')
    .description(description)
    .version(version)
    .addCommand(trainCommand())
    .addCommand(mapCommand())
    .addCommand(dataCommand())
    .addCommand(infoCommand())
    .addCommand(benchCommand());
}
