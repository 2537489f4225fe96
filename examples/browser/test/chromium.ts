import { existsSync } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';

/** Where Chromium is. */
const executablePath: string = process.env['CHROMIUM_BIN'] ?? '/usr/bin/chromium';

const required = (process.env['REQUIRE_DEVICES'] ?? '').split(',');

/** Why there is no test in a browser; undefined if there is a browser, or if it is required. */
export const absence: string | undefined =
  existsSync(executablePath) || required.includes('chromium')
    ? undefined
    : `there is no Chromium at ${executablePath}: install it, or say where it is in CHROMIUM_BIN`;

/** Why there is no test on a GPU, which takes its time where it is a software one; undefined if it is required. */
export const withoutGpu: string | undefined = required.includes('webgpu')
  ? absence
  : 'REQUIRE_DEVICES=webgpu runs the tests on a GPU';

/** Starts Chromium. @param args - its arguments */
export const launch = (args: string[] = []): Promise<Browser> =>
  chromium.launch({ executablePath, chromiumSandbox: false, args });
