export type { ArgumentProblem, ArgumentUse } from './argument-problems.ts';
export { argumentProblems, keyOf } from './argument-problems.ts';
export { bootcBootloaders, installableBootloaders } from './bootloaders.ts';
export type {
  Account,
  Accounts,
  ContainerInfo,
  ContainerInfoJson,
  DirectoryLink,
  InstallKey,
  KernelInfo,
  MountSpecs,
  OsInfo,
  OsRelease,
  Sourced,
  UnifiedKernelImage,
  WritableDirectories,
} from './container-info.ts';
export { containerSchema } from './container-info.ts';
export { ignoredOptions } from './ignored-options.ts';
export type { IsoDefinition } from './iso/iso-definition.ts';
export { isoDefinitionJsonSchema, parseIsoDefinition } from './iso/iso-yaml.ts';
export { loginShells } from './login-shells.ts';
export { comparableHost, networkForm, registryOf } from './names/registry-host.ts';
export type { RegistryName } from './names/registry-name.ts';
export { parseRegistryName, registryHost, renderRegistryName } from './names/registry-name.ts';
export type { ParsedContainerInfo } from './parse-container-info.ts';
export { containerInfoJsonSchema, encodeContainerInfo, parseContainerInfo } from './parse-container-info.ts';
