import { choice, type Given } from '../arguments/option.ts';
import { architecture, file, imageTypes } from '../arguments/values.ts';
import { osbuildOptions } from '../build/build-options.ts';
import { defineCommand } from '../command.ts';

const { outputDir: _outputDir, ...osbuild } = osbuildOptions;

/** What is said of a build alone, and of a boot. */
export const optionsOf = {
  build: {
    type: imageTypes('image types to build; all have the same requirements'),
    manifest: file('check only what this manifest needs; "bootwright manifest" writes one'),
    ...osbuild,
  },
  boot: { arch: architecture("architecture of the disk to boot (default: this host's)") },
};

const { type, manifest, ...others } = optionsOf.build;
const doctorOptions = {
  for: choice(['build', 'boot'], 'check only the requirements for building or booting (default: both)'),
  type,
  manifest,
  ...optionsOf.boot,
  ...others,
};

export type DoctorGiven = Given<typeof doctorOptions>;

export const doctorCommand = defineCommand({
  name: 'doctor',
  summary: 'check whether this host can build and boot images',
  description: [
    'Checks each requirement for building a disk (root, loop devices, file systems and partitions that the kernel knows,',
    "osbuild and the programs that it calls, podman's storage, space) and for booting one (QEMU, firmware, working KVM,",
    'swtpm). Each is ok, missing or doubtful, with the command that fixes it. As root, doctor also tries things out: it',
    'attaches a loop device to a small file and detaches it. The exit status is 5 if a requirement is missing.',
  ].join(' '),
  operands: [],
  options: doctorOptions,
  examples: [
    { line: 'sudo bootwright doctor', summary: 'everything' },
    { line: 'sudo bootwright doctor --for build --manifest os.json', summary: 'what this manifest needs' },
    {
      line: 'bootwright doctor --for boot --json | jq -r \'.needs[] | select(.state != "ok").cure\'',
      summary: 'the commands that fix it',
    },
  ],
  run: async (given, _operands, context) => (await import('./run-doctor.ts')).runDoctor(given, context),
});
