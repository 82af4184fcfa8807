import { defineCommand } from '../command.ts';
import { doctorOptions } from '../doctor/doctor-options.ts';

export const doctorCommand = defineCommand({
  name: 'doctor',
  summary: 'say what this machine lacks for building and booting',
  description: [
    'Looks up each need of building a disk (root, loop devices, file systems and partitions that the kernel knows, osbuild',
    "and the programs that it calls, podman's storage, space) and of booting one (QEMU, firmware, KVM that works, swtpm).",
    'Each is ok, missing or doubtful, with the command that fixes it. As root it tries things out: it makes a loop device',
    'of a small file and gives it back. The status is 5 where something that is needed is missing.',
  ].join(' '),
  operands: [],
  options: doctorOptions,
  examples: [
    { line: 'sudo bootwright doctor', summary: 'everything' },
    { line: 'sudo bootwright doctor --for build --manifest os.json', summary: 'what building this manifest needs' },
    {
      line: 'bootwright doctor --for boot --json | jq -r \'.needs[] | select(.state != "ok").cure\'',
      summary: 'the commands that fix it',
    },
  ],
  run: async (given, _operands, context) => (await import('../doctor/run-doctor.ts')).runDoctor(given, context),
});
