import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { overrideOf } from './override.ts';

const shell = 'opens a shell before anybody logs in';
const initramfsShell = 'stops in a shell of the initramfs';
const checks = 'turns off or changes checks of the code that is started';
const otherRoot = 'mounts another file system as the root, or over it';
const credential = 'sets a credential, which can bring units and mounts';
const environment = 'is not known to be harmless: the kernel puts what it does not know into the environment of init';
const argument = 'is not known to be harmless: the kernel hands what it does not know to init as an argument';
const module = 'configures a module or program in a way that is not known to be harmless';
const sysctl = 'sets a kernel setting that may name a program';
const value = 'has a value that is not known to be harmless';
const covers = 'mounts a file system where it may hide files of the root, or bring units';

describe('starts something else, whoever says it', () => {
  test.each([
    // What init and the initramfs are, and the root.
    ['rdinit=/bin/sh', 'starts another program in the initramfs'],
    ['init=/bin/sh', 'starts another program than the root does by itself'],
    ['init=/var/lib/x', 'starts another program than the root does by itself'],
    ['init', 'starts another program than the root does by itself'],
    ['initrd=\\x', 'adds an initramfs'],
    ['initrdmem=0x1000,100', 'takes another initramfs'],
    ['noinitrd', 'leaves out the initramfs, which is what mounts the sealed root'],
    ['bootconfig', 'takes further parameters from the initramfs'],
    ['root=live:http://a/b', 'takes the root from elsewhere than a block device'],
    ['root=nfs:a:/b', 'takes the root from elsewhere than a block device'],
    ['root=/dev/nfs', 'takes the root from elsewhere than a block device'],
    ['root=dhcp', 'takes the root from elsewhere than a block device'],
    ['root=tmpfs', 'takes the root from elsewhere than a block device'],
    ['netroot=dhcp', 'takes the root from the network'],
    ['nfsroot=a:/b', 'takes the root from the network'],
    ['mount.usr=LABEL=x', 'mounts another /usr'],
    ['usrhash=ab', 'names another /usr'],
    ['roothash=ab', 'names another root'],
    ['ostree=/ostree/boot.1/x', 'names a deployment of ostree as the root'],
    ['overlayroot=tmpfs', otherRoot],
    ['rd.overlay', otherRoot],
    ['rd.overlay=LABEL=x', otherRoot],
    ['rd.live.image', otherRoot],
    ['rd.live.dir=x', module],
    ['rd.live.overlay=LABEL=x', module],
    ['systemd.volatile=yes', otherRoot],
    ['systemd.volatile=overlay', otherRoot],
    ['systemd.volatile', otherRoot],
    ['resume=UUID=1', 'continues a system that was saved to a disk, which nothing checks'],
    ['dm-mod.create=x', 'makes block devices before the initramfs does'],
    ['rootfstype=nfs', value],
    ['rootflags=x-systemd.requires=a.service', value],
    // Shells.
    ['rd.break', initramfsShell],
    ['rd.break=pre-mount', initramfsShell],
    ['rd.shell', initramfsShell],
    ['rd.shell=1', initramfsShell],
    ['rd.emergency', initramfsShell],
    ['rd.systemd.debug_shell', initramfsShell],
    ['rd.cmdline=ask', 'asks for further words as the machine starts'],
    ['emergency', shell],
    ['rescue', shell],
    ['single', shell],
    ['s', shell],
    ['S', shell],
    ['1', shell],
    ['-b', shell],
    ['-s', shell],
    ['systemd.debug_shell', shell],
    ['systemd.debug-shell=1', shell],
    ['systemd.crash_shell', shell],
    ['systemd.crash-shell=yes', shell],
    ['systemd.confirm_spawn', 'asks before each unit, so that units can be left out'],
    // Units, commands, environment.
    ['rd.systemd.unit=emergency.target', 'starts another unit in the initramfs'],
    [
      'rd.systemd.mask=bootc-root-setup.service',
      'leaves out units of the initramfs, such as the one that mounts the root',
    ],
    ['rd.systemd.run=/bin/sh', 'runs a command in the initramfs'],
    ['rd.systemd.setenv=LD_PRELOAD=/x', 'sets the environment of all programs of the initramfs'],
    ['rd.systemd.pull=raw,machine:x:http://a/b', 'downloads an image into the initramfs'],
    ['systemd.mask=a.service', 'leaves out units, such as the one that mounts the root'],
    ['systemd.unit=x.target', 'starts another unit'],
    ['systemd.unit=rescue.target', 'starts another unit'],
    ['systemd.wants=x.service', 'starts further units'],
    ['systemd.run=/bin/sh', 'runs a command'],
    ['systemd.pull=raw,machine:x:http://a/b', 'downloads an image'],
    ['systemd.setenv=LD_PRELOAD=/var/x.so', 'sets the environment of all programs'],
    ['systemd.set_credential=fstab.extra:x', credential],
    ['systemd.set_credential_binary=fstab.extra:eA==', credential],
    ['systemd.sysext=1', 'merges extensions into /usr'],
    ['LD_PRELOAD=/var/x.so', environment],
    ['SYSTEMD_UNIT_PATH=/var/x', environment],
    ['PATH=/var', environment],
    ['foo=bar', environment],
    ['foo', argument],
    ['bdev_allow_write_mounted=1', value],
    ['iomem=relaxed', value],
    ['bond=bond0:a;reboot', value],
    ['vlan=$(reboot)', value],
    ['--unit=emergency.target', environment],
    ['--', 'hands what follows to init as arguments'],
    ['systemd.not_yet_known=1', module],
    ['sysctl.kernel.modprobe=/var/x', sysctl],
    ['sysctl.kernel.core_pattern=|/var/x', sysctl],
    ['sysctl.vm/../kernel/modprobe=x', sysctl],
    ['ignition.config.url=http://a/b', module],
    ['ds=nocloud;s=http://a/b', environment],
    // Mounts over the root.
    ['systemd.mount-extra=LABEL=x:/usr:ext4', covers],
    ['systemd.mount-extra=LABEL=x:/var/../usr:ext4', covers],
    ['systemd.mount-extra=LABEL=x:/boot/../usr', covers],
    ['systemd.mount-extra=LABEL=x:/var/run/systemd/system', covers],
    ['systemd.mount-extra=LABEL=x:/etc', covers],
    ['systemd.mount-extra=LABEL=x', covers],
    ['systemd.mount-extra=/var/a:/var/lib/b:none:bind', covers],
    ['systemd.mount-extra=LABEL=x:/var/b:ext4:x-systemd.requires=a.service', covers],
    ['systemd.mount-extra=overlay:/var/b:overlay:lowerdir=/a', covers],
    ['rd.systemd.mount-extra=LABEL=x:/sysroot', otherRoot],
    ['rd.systemd.mount-extra=LABEL=x:/var:ext4', otherRoot],
    // Checks of code, and other code.
    ['selinux=0', 'turns off SELinux, which restricts what code is loaded'],
    ['module.sig_enforce=0', checks],
    ['systemd.image_policy=*', checks],
    ['lsm=landlock', checks],
    ['security=none', checks],
    ['ima_appraise=off', checks],
    ['evm=fix', checks],
    ['ipe.enforce=0', checks],
    ['lockdown=none', checks],
    ['initcall_blacklist=selinux_init', checks],
    ['firmware_class.path=/var/x', 'loads firmware from another directory'],
    ['i915.guc_firmware_path=x', module],
    ['drm.edid_firmware=x', module],
    ['nvidia.NVreg_TemporaryFilePath=x', module],
    ['efivar_ssdt=x', 'loads ACPI code from a variable of the firmware'],
    ['foo.init=/bin/sh', module],
    ['vconsole.keymap=/var/x', value],
    ['modules_load=../x', value],
    // Blanks, quotes and other characters are of no word that is known.
    ['console=tty\u00a0init', value],
    ['quiet\u2028', argument],
  ])('%s', (word, effect) => {
    expect(overrideOf(word, 'kernel')).toBe(effect);
    expect(overrideOf(word, 'addon')).toBe(effect);
  });
});

describe('starts nothing else', () => {
  test.each([
    'rw',
    'ro',
    'quiet',
    'rhgb',
    'splash',
    'console=ttyS0,115200n8',
    'console=tty0',
    'earlycon',
    'loglevel=3',
    'initcall_debug',
    'enforcing=0',
    'selinux=1',
    'audit=0',
    'module.sig_enforce=1',
    'lockdown=integrity',
    'fips=1',
    'mitigations=auto,nosmt',
    'nosmt',
    'nosmt=force',
    'crashkernel=1G-4G:192M,4G-64G:256M',
    'panic=10',
    'net.ifnames=0',
    'net.naming-scheme=v255',
    'biosdevname=0',
    'ip=dhcp',
    'ip=192.0.2.2::192.0.2.1:255.255.255.0:host:eth0:none',
    'init=/usr/lib/systemd/systemd',
    'init=/sbin/init',
    'udev.log_level=3',
    'modprobe.blacklist=nouveau',
    'modules_load=vfio-pci',
    'nvidia-drm.modeset=1',
    'i915.enable_psr=0',
    'amdgpu.dc=1',
    'vfio-pci.ids=10de:1b80,10de:10f0',
    'kvm-intel.nested=1',
    'usbcore.autosuspend=-1',
    'nvme_core.default_ps_max_latency_us=0',
    'intel_iommu=on',
    'transparent_hugepage=madvise',
    'hugepagesz=1G',
    'isolcpus=1-3,5',
    'nohz_full=1-3',
    'rcutree.kthread_prio=1',
    'zswap.enabled=1',
    'initcall_blacklist=simpledrm_platform_driver_init',
    'bdev_allow_write_mounted=0',
    'cloud-init=disabled',
    'preempt=full',
    'ttm.pages_min=1',
    'nvme_core.io_timeout=4294967295',
    'spec_rstack_overflow=safe-ret',
    'cgroup_disable=memory',
    'sysctl.vm.swappiness=10',
    'sysctl.net.ipv4.ip_forward=1',
    'plymouth.enable=0',
    'vconsole.keymap=de-latin1-nodeadkeys',
    'locale.LANG=de_DE.UTF-8',
    '3',
  ])('%s', (word) => {
    expect(overrideOf(word, 'kernel')).toBeUndefined();
    expect(overrideOf(word, 'addon')).toBeUndefined();
  });
});

describe('is for the image to say, and for no addon', () => {
  test.each([
    'root=LABEL=root',
    'root=UUID=3e6be9de-8139-11d1-9106-a43f08d823a6',
    'root=/dev/disk/by-partlabel/root',
    'root=/dev/mapper/root',
    'root=gpt-auto',
    'rootflags=subvol=root',
    'rootflags=subvol=/@root,compress=zstd:1',
    'rootfstype=btrfs',
    'rd.luks.name=6b9d=root',
    'rd.luks.uuid=luks-6b9d',
    'rd.luks.options=6b9d=tpm2-device=auto,discard',
    'rd.lvm.lv=vg/root',
    'rd.driver.blacklist=nouveau',
    'rd.shell=0',
    'rd.emergency=reboot',
    'rd.neednet=1',
    'rd.systemd.show_status=false',
    'rd.systemd.gpt_auto=0',
    'systemd.volatile=state',
    'systemd.mount-extra=UUID=1:/boot:ext4:defaults',
    'systemd.mount-extra=PARTLABEL=var:/var/lib/containers:xfs:nofail,x-systemd.device-timeout=10s',
    'systemd.show_status=true',
    'systemd.machine_id=6f2ea2a9c3d44d1f8b1c0d6a3c2b1a00',
    'systemd.unit=multi-user.target',
    'systemd.log_level=debug',
    'systemd.crash_shell=no',
    'systemd.firstboot=off',
  ])('%s', (word) => {
    expect(overrideOf(word, 'kernel')).toBeUndefined();
    expect(overrideOf(word, 'addon')).toBe('configures the root, the initramfs or systemd');
  });
});

test('no word that the kernel does not know is allowed, whatever it looks like', () => {
  const known = ['composefs', 'composefs.digest', 'rw', 'ro', 'root', 'boot'];
  const key = fc.stringMatching(/^[A-Z_]{1,12}$/).filter((name) => !known.includes(name) && name !== 'BOOTIF');
  fc.assert(
    fc.property(key, fc.string({ maxLength: 20 }), (name, value) => {
      expect(overrideOf(name, 'kernel')).toEqual(expect.any(String));
      expect(overrideOf(`${name}=${value}`, 'kernel')).toEqual(expect.any(String));
    }),
    { numRuns: Number(process.env.FUZZ_RUNS ?? 1000) },
  );
});
