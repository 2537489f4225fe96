export { pluginName, type PluginNameOptions } from './plugin-name.ts';
