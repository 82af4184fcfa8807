export type { ArgumentProblem, ArgumentUse } from './argument-problems.ts';
export { argumentProblems, keyOf } from './argument-problems.ts';
export type {
  Account,
  Accounts,
  ContainerInfo,
  DirectoryLink,
  InstallKey,
  KernelInfo,
  MountSpecs,
  OsInfo,
  OsRelease,
  Sourced,
  WritableDirectories,
} from './container-info.ts';
export { containerInfoJsonSchema } from './container-info-schema.ts';
export type {
  AccountJson,
  AccountsJson,
  ContainerInfoJson,
  IsoInfoJson,
  MountSpecsJson,
  OsInfoJson,
} from './encode-container-info.ts';
export { encodeContainerInfo } from './encode-container-info.ts';
export { ignoredOptions } from './ignored-options.ts';
export type { IsoDefinition } from './iso-definition.ts';
export { parseIsoDefinition } from './iso-yaml.ts';
export { loginShells } from './login-shells.ts';
export type { ParsedContainerInfo } from './parse-container-info.ts';
export { parseContainerInfo } from './parse-container-info.ts';
export { comparableHost, networkForm, registryOf } from './registry-host.ts';
export type { RegistryName } from './registry-name.ts';
export { parseRegistryName, registryHost, renderRegistryName } from './registry-name.ts';
