import { bin, readShd, toBatch, type FileFolder } from '@growcone/datasets';

/** The checksum of some examples of SHD to train with, in steps of 1 ms. */
export async function spikesOf(folder: FileFolder): Promise<string> {
  const spikes = bin(await readShd(folder, { split: 'train' }), { dt: 1, steps: 1000 });
  const { labels, offsets, neurons } = await toBatch(spikes, [0, 7, spikes.size - 1]);
  const bytes = await new Blob([labels, offsets, neurons] as BlobPart[]).arrayBuffer();
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
