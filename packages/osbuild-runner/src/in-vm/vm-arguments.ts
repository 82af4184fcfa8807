import type { Architecture, Bytes } from '@bootwright/core';
import type { Command } from '@bootwright/process';
import { type Accelerator, cpuArguments, escapedOption, machineModels } from '@bootwright/vm';

/** A folder of the host that is shared with the guest. */
export interface SharedFolder {
  readonly tag: string;
  readonly path: string;
  readonly readOnly: boolean;
}

/** The virtual machine of a build. */
export interface VmPlan {
  readonly architecture: Architecture;
  readonly accelerator: Accelerator;
  readonly kernel: string;
  readonly initramfs: string;
  readonly shares: readonly SharedFolder[];
  /** The disk for unfinished trees. */
  readonly scratchDisk: string;
  readonly consoleFile: string;
  readonly memory: Bytes;
  readonly processors: number;
}

const consoles: Readonly<Record<Architecture, string>> = {
  x86_64: 'ttyS0',
  aarch64: 'ttyAMA0',
  ppc64le: 'hvc0',
  s390x: 'ttysclp0',
  riscv64: 'ttyS0',
};

/** Only root can change owners. */
const securityModel = process.getuid?.() === 0 ? 'passthrough' : 'none';

/** QEMU's arguments. Standard output is what the guest writes to its first virtio port. */
export function vmArguments(plan: VmPlan): Command {
  const model = machineModels[plan.architecture];
  const device = (name: string) => `${name}-${model.bus}`;
  const shares = plan.shares.flatMap(({ tag, path, readOnly }) => {
    const place = `local,id=${tag},path=${escapedOption(path)}`;
    const fs = `${place},security_model=${securityModel},multidevs=remap${readOnly ? ',readonly=on' : ''}`;
    return ['-fsdev', fs, '-device', `${device('virtio-9p')},fsdev=${tag},mount_tag=${tag}`];
  });
  const command = ['panic=-1', 'quiet', `console=${consoles[plan.architecture]}`, 'rdinit=/init', 'net.ifnames=0'];
  return [
    ...[model.program, '-nodefaults', '-no-user-config', '-display', 'none', '-no-reboot'],
    ...['-machine', model.machine, '-accel', plan.accelerator, ...cpuArguments(plan.accelerator, model)],
    ...['-m', `${Math.floor(plan.memory / 1024 ** 2)}M`, '-smp', `${plan.processors}`],
    ...['-kernel', plan.kernel, '-initrd', plan.initramfs, '-append', command.join(' ')],
    ...['-chardev', `file,id=console,path=${escapedOption(plan.consoleFile)}`, '-serial', 'chardev:console'],
    ...['-device', device('virtio-serial'), '-chardev', 'stdio,id=monitor,signal=off'],
    ...['-device', 'virtserialport,chardev=monitor,name=bootwright.monitor'],
    ...['-drive', `if=none,id=scratch,format=raw,discard=unmap,file=${escapedOption(plan.scratchDisk)}`],
    ...['-device', `${device('virtio-blk')},drive=scratch`],
    ...['-nic', `user,model=${device('virtio-net')}`],
    ...shares,
  ];
}
