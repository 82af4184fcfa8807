export { parseRegistriesConf } from './configuration/registries-conf.ts';
export { readRegistry } from './registry.ts';
