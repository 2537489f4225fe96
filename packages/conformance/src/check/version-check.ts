import { PLUGIN_API_VERSION } from '@growcone/core';
import type { Check } from './check.ts';
import { makeCheck } from './judge.ts';

/**
 * Checks that a plugin is written for the version of the plugin API that this core supports.
 *
 * @param kind - what it is
 * @param plugin - the plugin
 */
export const versionCheck = (kind: string, plugin: { readonly name: string; readonly apiVersion: number }): Check =>
  makeCheck(
    `${plugin.name}: plugin API version`,
    'A plugin states the version of the plugin API that it is written for, and core supports that version.',
    `the ${kind} '${plugin.name}'`,
    (judge) =>
      judge.holds(
        'apiVersion',
        plugin.apiVersion === PLUGIN_API_VERSION,
        `${PLUGIN_API_VERSION}, the version that this @growcone/core supports`,
        plugin.apiVersion === undefined ? 'none' : `${plugin.apiVersion}`,
      ),
  );
