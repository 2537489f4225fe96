import { existsSync } from 'node:fs';

/** Description of the driver of the software GPU (vitest.shared.ts). */
const driver = process.env['VK_ICD_FILENAMES'] ?? '';

/** Whether GPUs must be there: `REQUIRE_DEVICES=webgpu`. */
export const required: boolean = (process.env['REQUIRE_DEVICES'] ?? '').split(',').includes('webgpu');

/** Why tests on a GPU are left out, or false. They never are where `REQUIRE_DEVICES` names them. */
export const skipped: string | false = existsSync(driver) || required ? false : `no GPU driver: ${driver} is missing`;
