import { keyOf } from './named-root.ts';

/** Whose command line a word is of: a unified kernel image's own, or an addon's, which somebody may add later. */
export type WordOrigin = 'kernel' | 'addon';

/** The programs that a root starts by itself. */
const usualInits = ['/usr/lib/systemd/systemd', '/lib/systemd/systemd', '/usr/sbin/init', '/sbin/init'];
/** Values with which systemd leaves the root alone; with `state` only /var is another one, which bootc knows. */
const harmlessVolatile = ['no', 'false', '0', 'off', 'state'];
/** Where mounts hide nothing of what is sealed. */
const openMountPoints = /^\/(?:boot|efi|var|home|srv|mnt|media|tmp)(?:\/|$)/;

/** What each word does, by its key (kernel-command-line(7), dracut.cmdline(7), systemd-volatile-root.service(8)). */
const effects: ReadonlyMap<string, string> = new Map([
  ['rdinit', 'starts another program in the initramfs'],
  ['init', 'starts another program than the root does by itself'],
  ['initrd', 'adds an initramfs'],
  ['rd.break', 'stops in a shell of the initramfs'],
  ['rd.emergency', 'stops in a shell of the initramfs'],
  ['rd.rescue', 'stops in a shell of the initramfs'],
  ['rd.systemd.unit', 'starts another unit in the initramfs'],
  ['rd.systemd.wants', 'starts further units in the initramfs'],
  ['rd.systemd.mask', 'leaves out units of the initramfs, such as the one that mounts the root'],
  ['rd.systemd.debug_shell', 'opens a shell in the initramfs'],
  ['systemd.unit', 'starts another unit'],
  ['systemd.wants', 'starts further units'],
  ['systemd.mask', 'leaves out units, such as the one that mounts the root'],
  ['systemd.debug_shell', 'opens a shell'],
  ['systemd.run', 'runs a command'],
  ['systemd.setenv', 'sets the environment of all programs'],
  ['systemd.set_credential', 'sets a credential, which can bring units and mounts'],
  ['systemd.set_credential_binary', 'sets a credential, which can bring units and mounts'],
  ['systemd.volatile', 'mounts another root file system'],
  ['systemd.mount_extra', 'mounts another file system over the root'],
  ['rd.systemd.mount_extra', 'mounts another file system over the root'],
  ['mount.usr', 'mounts another /usr'],
  ['roothash', 'names another root'],
  ['usrhash', 'names another /usr'],
  ['ostree', 'names a deployment of ostree as the root'],
  ['overlayroot', 'mounts another file system over the root'],
]);

/** Of an addon, which is not made with the image, whatever configures systemd, the initramfs or the root. */
const ofAddons = /^(?:systemd\.|rd\.|root(?:$|flags$|fstype$|wait$|delay$))/;

/**
 * Why a word of a command line may make a machine start something else than the root that is sealed; absent where it
 * does not. What it is called is compared as the kernel does, values as they are.
 */
export function overrideOf(word: string, origin: WordOrigin): string | undefined {
  const key = keyOf(word);
  const effect = isHarmless(key, word.slice(key.length + 1)) ? undefined : effects.get(key);
  if (effect !== undefined) return effect;
  return origin === 'addon' && ofAddons.test(key) ? 'configures the root, the initramfs or systemd' : undefined;
}

/** Values that leave the sealed root as it is. */
function isHarmless(key: string, value: string): boolean {
  if (key === 'init') return usualInits.includes(value);
  if (key === 'systemd.volatile') return harmlessVolatile.includes(value);
  return key.endsWith('systemd.mount_extra') && openMountPoints.test(value.split(':')[1] ?? '');
}
