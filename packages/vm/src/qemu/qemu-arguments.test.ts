import { MiB } from '@bootwright/core';
import { renderCommand } from '@bootwright/process';
import { expect, test } from 'vitest';
import type { MachinePlan } from '../machine/machine-plan.ts';
import { qemuArguments } from './qemu-arguments.ts';

const plan: MachinePlan = {
  architecture: 'x86_64',
  accelerator: 'tcg',
  memory: MiB(2048),
  cpus: 2,
  firmware: {
    kind: 'flash',
    code: { file: '/fw/CODE', format: 'raw' },
    variables: { file: '/run/variables', format: 'raw' },
    secure: true,
  },
  medium: {
    kind: 'disk',
    disk: { file: '/disks/a,b.qcow2', format: 'qcow2', kind: 'file', isIso: false },
    path: '/proc/1/fd/20',
  },
  network: { kind: 'isolated', sshPort: 2222 },
  sockets: {
    console: '/run/console',
    monitor: '/run/monitor',
    channels: [{ name: 'org.x', socket: '/run/port0' }],
    tpm: '/run/tpm',
  },
  kernelArguments: [],
  smbiosFiles: ['/run/smbios-0'],
};

test('a machine with everything', () => {
  expect(renderCommand(qemuArguments(plan)).split(/ (?=-)/)).toEqual([
    'qemu-system-x86_64',
    '-nodefaults',
    '-no-user-config',
    '-display none',
    '-name bootwright',
    '-S',
    '-machine q35,pflash0=code,pflash1=variables,smm=on,smbios-entry-point-type=64',
    '-accel tcg',
    '-cpu max',
    '-m 2048M',
    '-smp 2',
    `-blockdev '{"driver":"raw","node-name":"code","read-only":true,"file":{"driver":"file","filename":"/fw/CODE"}}'`,
    `-blockdev '{"driver":"raw","node-name":"variables","read-only":false,"file":{"driver":"file","filename":"/run/variables"}}'`,
    '-global driver=cfi.pflash01,property=secure,value=on',
    `-drive 'if=none,id=disk,snapshot=on,file=json:{"driver":"qcow2",,"file":{"driver":"file",,"filename":"/proc/1/fd/20"},,"backing":null}'`,
    '-device virtio-blk-pci,drive=disk,bootindex=1',
    '-chardev socket,id=console,path=/run/console',
    '-serial chardev:console',
    '-chardev socket,id=monitor,path=/run/monitor',
    '-mon chardev=monitor,mode=control',
    '-device virtio-serial-pci',
    '-chardev socket,id=channel0,path=/run/port0',
    '-device virtserialport,chardev=channel0,name=org.x',
    '-object rng-random,id=rng,filename=/dev/urandom',
    '-device virtio-rng-pci,rng=rng',
    '-device VGA',
    '-netdev user,id=net,restrict=on,hostfwd=tcp:127.0.0.1:2222-:22',
    '-device virtio-net-pci,netdev=net,romfile=',
    '-chardev socket,id=tpm,path=/run/tpm',
    '-tpmdev emulator,id=tpm,chardev=tpm',
    '-device tpm-crb,tpmdev=tpm',
    '-smbios type=11,path=/run/smbios-0',
  ]);
});

const bare: MachinePlan = {
  ...plan,
  firmware: { kind: 'own' },
  network: { kind: 'none' },
  sockets: { console: '/run/console', monitor: '/run/monitor', channels: [] },
  smbiosFiles: [],
};

test.each([
  ['x86_64 with a BIOS', { ...bare }, 'qemu-system-x86_64', 'q35,graphics=off', 'virtio-blk-pci', 'tcg -cpu max'],
  [
    'aarch64 with KVM',
    { ...bare, architecture: 'aarch64', accelerator: 'kvm' },
    'qemu-system-aarch64',
    'virt',
    'virtio-blk-pci',
    'kvm -cpu host',
  ],
  ['ppc64le', { ...bare, architecture: 'ppc64le' }, 'qemu-system-ppc64', 'pseries', 'virtio-blk-pci', 'tcg'],
  [
    's390x',
    { ...bare, architecture: 's390x' },
    'qemu-system-s390x',
    's390-ccw-virtio',
    'virtio-blk-ccw',
    'tcg -cpu max',
  ],
  ['riscv64', { ...bare, architecture: 'riscv64' }, 'qemu-system-riscv64', 'virt', 'virtio-blk-pci', 'tcg'],
] as const)('the machine of %s', (_, given, program, machine, disk, accelerator) => {
  const words = renderCommand(qemuArguments(given));
  expect(words.split(' ')[0]).toBe(program);
  expect(words).toContain(` -machine ${machine} -accel ${accelerator} -m 2048M `);
  expect(words).toContain(` -device ${disk},drive=disk,bootindex=1 `);
});

const iso: MachinePlan['medium'] = {
  kind: 'cd-rom',
  disk: { file: '/isos/install.iso', format: 'raw', kind: 'file', isIso: true },
  path: '/proc/1/fd/20',
};
const cdRom = `-drive 'if=none,id=cd,media=cdrom,readonly=on,file=json:{"driver":"raw",,"file":{"driver":"file",,"filename":"/proc/1/fd/20"}}'`;

test.each([
  ['x86_64', iso, [cdRom, '-device ide-cd,drive=cd,bootindex=2']],
  ['aarch64', iso, [cdRom, '-device virtio-scsi-pci', '-device scsi-cd,drive=cd,bootindex=2']],
  [
    'x86_64',
    { ...iso, target: { file: '/lease/a,target', size: MiB(8) } },
    [
      '-drive if=none,id=target,format=raw,cache=unsafe,discard=unmap,file=/lease/a,,target',
      '-device virtio-blk-pci,drive=target,bootindex=1',
      cdRom,
      '-device ide-cd,drive=cd,bootindex=2',
    ],
  ],
] as const)('an ISO on %s is read-only, after a disk to install to', (architecture, medium, expected) => {
  const words = renderCommand(qemuArguments({ ...bare, architecture, medium })).split(/ (?=-[a-z])/);
  const from = words.indexOf(expected[0]);
  expect(words.slice(from, from + expected.length)).toEqual(expected);
  expect(words.join(' ')).not.toContain('id=disk');
});

test('a network boot reaches one server, also where the network is isolated', () => {
  const medium: MachinePlan['medium'] = {
    kind: 'network',
    source: '/pxe',
    kernel: '/proc/1/fd/20',
    initramfs: '/proc/1/fd/21',
    commandLine: 'root=live:http://10.0.2.100/rootfs.img quiet',
    relay: ['/opt/a node', '-e', 'b,c', "/run/it's"],
  };
  const command = qemuArguments({ ...bare, network: { kind: 'isolated' }, medium });
  const after = (option: string) => command[command.indexOf(option) + 1];
  expect([after('-kernel'), after('-initrd'), after('-append')]).toEqual([
    medium.kernel,
    medium.initramfs,
    medium.commandLine,
  ]);
  expect(after('-netdev')).toBe(
    `user,id=net,restrict=on,guestfwd=tcp:10.0.2.100:80-cmd:'/opt/a node' '-e' 'b,,c' '/run/it'\\''s'`,
  );
  expect(command.filter((word) => word.includes('-blk-') || word.includes('-cd,'))).toEqual([]);
});
