import { shellQuoted, unreachable } from '@bootwright/core';
import type { Command } from '@bootwright/process';
import type { DiskFormat } from '../disk/disk-format.ts';
import type { DiskInfo } from '../disk/read-disk.ts';
import type { Accelerator } from '../machine/accelerator.ts';
import { type MachineModel, machineModels } from '../machine/machine-model.ts';
import {
  type BootMedium,
  type FirmwarePlan,
  type FlashImage,
  type MachinePlan,
  type NetworkBoot,
  networkBootServer,
  type TargetDisk,
} from '../machine/machine-plan.ts';

/**
 * The command line of QEMU for a plan: without default devices and user settings, and with the disk below an overlay
 * that QEMU discards.
 */
export function qemuArguments(plan: MachinePlan): Command {
  const model = machineModels[plan.architecture];
  return [
    model.program,
    // -S: the monitor starts the machine once the files that QEMU has opened are checked.
    ...['-nodefaults', '-no-user-config', '-display', 'none', '-name', 'bootwright', '-S'],
    ...['-machine', machine(plan)],
    ...['-accel', plan.accelerator, ...cpuArguments(plan.accelerator, model)],
    ...['-m', `${Math.ceil(plan.memory / 1024 ** 2)}M`, '-smp', `${plan.cpus}`],
    ...firmware(plan.firmware),
    ...medium(plan.medium, model),
    ...['-chardev', `socket,id=console,path=${escapedOption(plan.sockets.console)}`, '-serial', 'chardev:console'],
    ...[
      '-chardev',
      `socket,id=monitor,path=${escapedOption(plan.sockets.monitor)}`,
      '-mon',
      'chardev=monitor,mode=control',
    ],
    ...channels(plan, model.bus),
    ...['-object', 'rng-random,id=rng,filename=/dev/urandom', '-device', `virtio-rng-${model.bus},rng=rng`],
    ...(model.display === undefined ? [] : ['-device', model.display]),
    ...network(plan, model.bus),
    ...tpm(plan.sockets.tpm, model.tpm),
    ...plan.smbiosFiles.flatMap((file) => ['-smbios', `type=11,path=${escapedOption(file)}`]),
  ];
}

/** Options for the processor: the host's, or one that current distributions run on. */
export function cpuArguments(accelerator: Accelerator, { emulatedCpu }: MachineModel): readonly string[] {
  if (accelerator === 'kvm') return ['-cpu', 'host'];
  return emulatedCpu === undefined ? [] : ['-cpu', emulatedCpu];
}

function machine(plan: MachinePlan): string {
  const { firmware: starts, architecture, smbiosFiles } = plan;
  const parts = [machineModels[architecture].machine];
  if (starts.kind === 'flash') {
    parts.push('pflash0=code');
    if (starts.variables !== undefined) parts.push('pflash1=variables');
    if (starts.secure && architecture === 'x86_64') parts.push('smm=on');
  }
  // Makes SeaBIOS write to the serial port as well.
  if (starts.kind === 'own' && architecture === 'x86_64') parts.push('graphics=off');
  // With the older entry point all tables together are limited to 64 KiB.
  if (architecture === 'x86_64' && smbiosFiles.length > 0) parts.push('smbios-entry-point-type=64');
  return parts.join(',');
}

function firmware(plan: FirmwarePlan): readonly string[] {
  if (plan.kind === 'own') return [];
  if (plan.kind === 'file') return ['-bios', plan.file];
  const secure = plan.secure ? ['-global', 'driver=cfi.pflash01,property=secure,value=on'] : [];
  const variables = plan.variables === undefined ? [] : ['-blockdev', flash('variables', plan.variables, false)];
  return ['-blockdev', flash('code', plan.code, true), ...variables, ...secure];
}

function flash(name: string, { file, format }: FlashImage, readOnly: boolean): string {
  const below = { driver: 'file', filename: file };
  return JSON.stringify({ driver: format, 'node-name': name, 'read-only': readOnly, file: below });
}

/** Formats whose images may name a backing image. */
const layered: readonly DiskFormat[] = ['qcow2', 'vmdk'];

function medium(plan: BootMedium, { bus, cdDrive }: MachineModel): readonly string[] {
  switch (plan.kind) {
    case 'disk':
      return [
        ...['-drive', `if=none,id=disk,snapshot=on,file=json:${escapedOption(image(plan))}`],
        ...['-device', `virtio-blk-${bus},drive=disk,bootindex=1`],
      ];
    case 'cd-rom':
      return [...targetDisk(plan.target, bus), ...cdRom(plan, cdDrive ?? [`virtio-scsi-${bus}`, 'scsi-cd'])];
    case 'network':
      return ['-kernel', plan.kernel, '-initrd', plan.initramfs, '-append', plan.commandLine];
    default:
      return unreachable(plan);
  }
}

/** Names the driver, so that the content does not choose it, and forbids a backing image. */
function image({ disk: { format, kind }, path }: { readonly disk: DiskInfo; readonly path: string }): string {
  return JSON.stringify({
    driver: format,
    file: { driver: kind === 'file' ? 'file' : 'host_device', filename: path },
    ...(layered.includes(format) && { backing: null }),
  });
}

function cdRom(plan: Extract<BootMedium, { kind: 'cd-rom' }>, drive: readonly string[]): readonly string[] {
  const devices = drive.map((device, index) =>
    index === drive.length - 1 ? `${device},drive=cd,bootindex=2` : device,
  );
  return [
    ...['-drive', `if=none,id=cd,media=cdrom,readonly=on,file=json:${escapedOption(image(plan))}`],
    ...devices.flatMap((device) => ['-device', device]),
  ];
}

/** It comes before the CD-ROM: while it is empty the firmware passes it over, and once installed it is started. */
function targetDisk(target: TargetDisk | undefined, bus: string): readonly string[] {
  if (target === undefined) return [];
  return [
    ...['-drive', `if=none,id=target,format=raw,cache=unsafe,discard=unmap,file=${escapedOption(target.file)}`],
    ...['-device', `virtio-blk-${bus},drive=target,bootindex=1`],
  ];
}

function channels({ sockets }: MachinePlan, bus: string): readonly string[] {
  if (sockets.channels.length === 0) return [];
  const ports = sockets.channels.flatMap(({ name, socket }, index) => [
    ...['-chardev', `socket,id=channel${index},path=${escapedOption(socket)}`],
    ...['-device', `virtserialport,chardev=channel${index},name=${name}`],
  ]);
  return ['-device', `virtio-serial-${bus}`, ...ports];
}

function network({ network: plan, medium: booted }: MachinePlan, bus: string): readonly string[] {
  if (plan.kind === 'none') return [];
  const forward = plan.sshPort === undefined ? '' : `,hostfwd=tcp:127.0.0.1:${plan.sshPort}-:22`;
  const isolated = plan.kind === 'isolated' ? ',restrict=on' : '';
  const served = booted.kind === 'network' ? guestForward(booted) : '';
  // No option ROM: a disk that does not boot must not lead to a network boot.
  const rom = bus === 'pci' ? ',romfile=' : '';
  return ['-netdev', `user,id=net${isolated}${forward}${served}`, '-device', `virtio-net-${bus},netdev=net${rom}`];
}

/** QEMU parses the command as a shell would its words (g_shell_parse_argv). */
function guestForward({ relay }: NetworkBoot): string {
  return `,guestfwd=tcp:${networkBootServer}:80-cmd:${escapedOption(relay.map(shellQuoted).join(' '))}`;
}

function tpm(socket: string | undefined, device: string | undefined): readonly string[] {
  if (socket === undefined || device === undefined) return [];
  return [
    ...['-chardev', `socket,id=tpm,path=${escapedOption(socket)}`],
    ...['-tpmdev', 'emulator,id=tpm,chardev=tpm', '-device', `${device},tpmdev=tpm`],
  ];
}

/** A value in a comma-separated option of QEMU. */
export function escapedOption(value: string): string {
  return value.replaceAll(',', ',,');
}
