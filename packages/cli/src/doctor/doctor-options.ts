import { choice, type Given, type Options } from '../arguments/option.ts';
import { architecture, file, imageTypes } from '../arguments/values.ts';
import { osbuildOptions } from '../build/build-options.ts';

const { outputDir: _outputDir, ...osbuild } = osbuildOptions;

/** The options of `doctor`. */
export const doctorOptions = {
  for: choice(['build', 'boot'], 'only the needs of building, or of booting (default: both)'),
  type: imageTypes('the image types to build; all have the same needs of this host'),
  manifest: file('only what building this manifest needs; "bootwright manifest" writes one'),
  arch: architecture("of the disk to boot (default: this machine's)"),
  ...osbuild,
} as const satisfies Options;

/** What `doctor` was given. */
export type DoctorGiven = Given<typeof doctorOptions>;

/** The names of the options of osbuild. */
export const osbuildNames: readonly string[] = Object.keys(osbuild);
