export { pluginName } from './plugin-name.ts';
