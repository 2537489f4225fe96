import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';

/** Where a browser of Debian keeps the description of its software GPU. */
const DRIVER = '/usr/lib/chromium/vk_swiftshader_icd.json';

// Read when the first GPU is opened.
process.env['VK_ICD_FILENAMES'] ??= DRIVER;
process.env['XDG_RUNTIME_DIR'] ??= tmpdir();

/** Whether GPUs must be there: `REQUIRE_DEVICES=webgpu`. */
const required = (process.env['REQUIRE_DEVICES'] ?? '').split(',').includes('webgpu');

/** Why tests on a GPU are left out, or false. They never are where `REQUIRE_DEVICES` names them. */
export const skipped: string | false =
  existsSync(process.env['VK_ICD_FILENAMES']) || required ? false : `no GPU driver: ${DRIVER} is missing`;
