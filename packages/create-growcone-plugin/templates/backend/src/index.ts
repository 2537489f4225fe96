export { pluginName, type PluginNameOptions, type TracedCall } from './plugin-name.ts';
