import type { Devices } from './device.ts';
import type { Inputs } from './input.ts';
import type { Mount } from './mount.ts';
import type { StageOptions, StageType } from './stage-options.ts';

/** What a stage works on next to its tree. */
export interface StageParts {
  readonly inputs?: Inputs;
  readonly devices?: Devices;
  readonly mounts?: readonly Mount[];
}

/** A stage of one type; fields in the order in which they are written. */
export interface StageOf<Type extends StageType> {
  readonly type: Type;
  readonly inputs?: Inputs;
  readonly options?: StageOptions[Type];
  readonly devices?: Devices;
  readonly mounts?: readonly Mount[];
}

/** A stage of any type of osbuild, distinguished by `type`. */
export type Stage = { [Type in StageType]: StageOf<Type> }[StageType];

/** Which inputs, devices and mounts osbuild asks for; a stage without inputs of its own takes none. */
export interface StagePartRules {
  /** By name; an optional one between slashes is a pattern. */
  readonly inputs?: 'any' | { readonly required: readonly string[]; readonly optional: readonly string[] };
  /** Names of devices that have to be among them, where there are any. */
  readonly devices?: readonly string[];
  /** How many at least, where there are any. */
  readonly mounts?: number;
}

const noParts: StageParts = {};

/**
 * A stage with its fields in the order of the manifest. Inputs, devices and mounts that are absent or empty are left
 * out. Nothing is checked here: the types are osbuild's, and the order of the options' fields is the caller's, who
 * finds it in their type.
 */
export function stage<Type extends StageType>(
  type: Type,
  options: StageOptions[Type],
  parts: StageParts = noParts,
): StageOf<Type> {
  const { inputs, devices, mounts } = parts;
  const made: Mutable<StageOf<Type>> = { type };
  if (inputs !== undefined && !isEmpty(inputs)) made.inputs = inputs;
  made.options = options;
  if (devices !== undefined && !isEmpty(devices)) made.devices = devices;
  if (mounts !== undefined && mounts.length > 0) made.mounts = mounts;
  return made;
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

function isEmpty(record: object): boolean {
  for (const _key in record) return false;
  return true;
}
