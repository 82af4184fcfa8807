export type { LeftOut } from './account-lines.ts';
export type { AddonCredentials, TextCredential } from './addon-credentials.ts';
export { addonCredentials } from './addon-credentials.ts';
export type { StateMount } from './mount-unit.ts';
export { mountCredentials } from './mount-unit.ts';
export type { SealedState, StateCustomizations, StateDirectory, StateFile, StateUser } from './sealed-state.ts';
export { sealedState } from './sealed-state.ts';
export type { KnownDirectories } from './state-path.ts';
export { pathOnDisk, writablePath } from './state-path.ts';
