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
  disk: { file: '/disks/a,b.qcow2', format: 'qcow2', kind: 'file' },
  diskPath: '/proc/1/fd/20',
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
