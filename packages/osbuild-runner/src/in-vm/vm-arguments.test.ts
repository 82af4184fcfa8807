import { GiB } from '@bootwright/core';
import { expect, test } from 'vitest';
import { jobScript } from './guest-scripts.ts';
import { type VmPlan, vmArguments } from './vm-arguments.ts';

const plan: VmPlan = {
  architecture: 'x86_64',
  accelerator: 'tcg',
  kernel: '/boot/vmlinuz-1',
  initramfs: '/lease/initramfs',
  shares: [
    { tag: 'root', path: '/', readOnly: true },
    { tag: 'output', path: '/out,put', readOnly: false },
  ],
  scratchDisk: '/lease/scratch.raw',
  consoleFile: '/lease/console',
  memory: GiB(4),
  processors: 2,
};
const model = process.getuid?.() === 0 ? 'passthrough' : 'none';

test('a machine with the files of this one, whose first port is standard output', () => {
  expect(vmArguments(plan)).toEqual([
    ...['qemu-system-x86_64', '-nodefaults', '-no-user-config', '-display', 'none', '-no-reboot'],
    ...['-machine', 'q35', '-accel', 'tcg', '-cpu', 'max', '-m', '4096M', '-smp', '2'],
    ...['-kernel', '/boot/vmlinuz-1', '-initrd', '/lease/initramfs'],
    ...['-append', 'panic=-1 quiet console=ttyS0 rdinit=/init net.ifnames=0'],
    ...['-chardev', 'file,id=console,path=/lease/console', '-serial', 'chardev:console'],
    ...['-device', 'virtio-serial-pci', '-chardev', 'stdio,id=monitor,signal=off'],
    ...['-device', 'virtserialport,chardev=monitor,name=bootwright.monitor'],
    ...['-drive', 'if=none,id=scratch,format=raw,discard=unmap,file=/lease/scratch.raw'],
    ...['-device', 'virtio-blk-pci,drive=scratch', '-nic', 'user,model=virtio-net-pci'],
    ...['-fsdev', `local,id=root,path=/,security_model=${model},multidevs=remap,readonly=on`],
    ...['-device', 'virtio-9p-pci,fsdev=root,mount_tag=root'],
    ...['-fsdev', `local,id=output,path=/out,,put,security_model=${model},multidevs=remap`],
    ...['-device', 'virtio-9p-pci,fsdev=output,mount_tag=output'],
  ]);
});

test('the processor is this one with KVM', () => {
  expect(vmArguments({ ...plan, accelerator: 'kvm' }).join(' ')).toContain('-accel kvm -cpu host');
});

test('the command reaches the guest word by word', () => {
  const script = jobScript({ command: ['sh', '-c', "echo 'a b'\n$1", 'x y'], environment: { HOME: "/ro'ot" } });
  expect(script).toContain(`sh -c 'echo '\\''a b'\\''\n$1' 'x y' >"$port"`);
  expect(script).toContain(`export HOME='/ro'\\''ot'`);
});
