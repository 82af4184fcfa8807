import { choice, type Given, type Options } from '../arguments/option.ts';
import { architecture, file, imageTypes } from '../arguments/values.ts';
import { osbuildOptions } from '../build/build-options.ts';

const { outputDir: _outputDir, ...osbuild } = osbuildOptions;

/** The options of `doctor`. */
export const doctorOptions = {
  for: choice(['build', 'boot'], 'check only the requirements for building or booting (default: both)'),
  type: imageTypes('image types to build; all have the same requirements'),
  manifest: file('check only what this manifest needs; "bootwright manifest" writes one'),
  arch: architecture("architecture of the disk to boot (default: this host's)"),
  ...osbuild,
} as const satisfies Options;

/** Values of `doctorOptions`. */
export type DoctorGiven = Given<typeof doctorOptions>;

/** The names of the options of osbuild. */
export const osbuildNames: readonly string[] = Object.keys(osbuild);
