export { parseRegistriesConf } from './registries-conf.ts';
export { readRegistry } from './registry.ts';
