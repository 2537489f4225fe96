import { requireExample } from './require-example.ts';
import type { DataEntry } from './catalogue.ts';
import type { DataAccess } from './data-set.ts';

/** An example, drawn. */
export interface Preview {
  /** Its class, in words. */
  readonly label: string;
  /** Number of its events. */
  readonly events: number;
  /** The drawing: a file of its own. */
  readonly svg: string;
}

/**
 * Draws the events of an example over time.
 *
 * @param entry - the data set
 * @param access - where its files come from
 * @param which - name of the part, and number of the example in it
 */
export async function previewExample(
  entry: DataEntry,
  access: DataAccess,
  { split, example }: { readonly split: string; readonly example: number },
): Promise<Preview> {
  const { about, recordings } = await entry.load();
  requireExample(about, split);
  const part = await recordings(split, access);
  requireExample(about, split, { example, size: part.size });
  const { times, units } = await part.events(example);
  const label = part.classNames[part.labels[example]!]!;
  // The plotting library takes half a second to load: not before it is needed.
  const [{ drawRaster }, { standalone }] = await Promise.all([
    import('../report/raster-plot.ts'),
    import('../report/standalone.ts'),
  ]);
  const drawing = drawRaster({
    unit: 'channel',
    units: part.channels,
    duration: Math.min(part.duration, Math.ceil((times.at(-1) ?? 0) + 1)),
    points: Array.from(times, (time, k) => [time, units[k]!]),
    colour: 'first',
  });
  const title = `${about.source.title}, ${split} ${example}: ${label}, ${times.length} events`;
  return { label, events: times.length, svg: standalone(drawing, title) };
}
