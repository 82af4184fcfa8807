import { isAllowedKey, isAllowedWord, isDriver } from './allowed-words.ts';
import { keyOf } from './named-root.ts';

/** Whose command line a word is of: a unified kernel image's own, or an addon's, which somebody may add later. */
export type WordOrigin = 'kernel' | 'addon';

const shell = 'opens a shell before anybody logs in';
const initramfsShell = 'stops in a shell of the initramfs';
const credential = 'sets a credential, which can bring units and mounts';
const otherRoot = 'mounts another file system as the root, or over it';
const checks = 'turns off or changes checks of the code that is started';

/** What words do that are not allowed, by key (kernel-parameters.txt, kernel-command-line(7), dracut.cmdline(7)). */
const effects: ReadonlyMap<string, string> = new Map([
  ['__', 'hands what follows to init as arguments'],
  ['rdinit', 'starts another program in the initramfs'],
  ['init', 'starts another program than the root does by itself'],
  ['initrd', 'adds an initramfs'],
  ['initrdmem', 'takes another initramfs'],
  ['noinitrd', 'leaves out the initramfs, which is what mounts the sealed root'],
  ['bootconfig', 'takes further parameters from the initramfs'],
  ['rd.shell', initramfsShell],
  ['rd.break', initramfsShell],
  ['rd.emergency', initramfsShell],
  ['rd.rescue', initramfsShell],
  ['rd.systemd.break', initramfsShell],
  ['rd.systemd.debug_shell', initramfsShell],
  ['rd.cmdline', 'asks for further words as the machine starts'],
  ['rd.systemd.unit', 'starts another unit in the initramfs'],
  ['rd.systemd.wants', 'starts further units in the initramfs'],
  ['rd.systemd.mask', 'leaves out units of the initramfs, such as the one that mounts the root'],
  ['rd.systemd.run', 'runs a command in the initramfs'],
  ['rd.systemd.setenv', 'sets the environment of all programs of the initramfs'],
  ['rd.systemd.pull', 'downloads an image into the initramfs'],
  ['rd.overlay', otherRoot],
  ['rd.live.image', otherRoot],
  ['systemd.unit', 'starts another unit'],
  ['systemd.wants', 'starts further units'],
  ['systemd.mask', 'leaves out units, such as the one that mounts the root'],
  ['systemd.run', 'runs a command'],
  ['systemd.pull', 'downloads an image'],
  ['systemd.setenv', 'sets the environment of all programs'],
  ['systemd.set_credential', credential],
  ['systemd.set_credential_binary', credential],
  ['systemd.image_policy', checks],
  ['systemd.sysext', 'merges extensions into /usr'],
  ['systemd.confext', 'merges extensions into /etc'],
  ['systemd.volatile', otherRoot],
  [
    'systemd.mount_extra',
    'mounts a file system where it may hide files of the root, or bring units, programs or settings',
  ],
  ['systemd.swap_extra', 'swaps to a device in a way that is not known to be harmless'],
  ['rd.systemd.mount_extra', otherRoot],
  ['systemd.debug_shell', shell],
  ['systemd.crash_shell', shell],
  ['systemd.break', shell],
  ['systemd.confirm_spawn', 'asks before each unit, so that units can be left out'],
  ...['emergency', 'rescue', 'single', 's', 'S', '1', '_b', '_s'].map((word) => [word, shell] as const),
  ['selinux', 'turns off SELinux, which restricts what code is loaded'],
  ['lsm', checks],
  ['security', checks],
  ['ima_appraise', checks],
  ['evm', checks],
  ['ipe.enforce', checks],
  ['lockdown', checks],
  ['initcall_blacklist', checks],
  ['module.sig_enforce', checks],
  ['apparmor', checks],
  ['firmware_class.path', 'loads firmware from another directory'],
  ['rootflags', 'mounts the root with options that may name other files, devices or programs'],
  ['efivar_ssdt', 'loads ACPI code from a variable of the firmware'],
  ['dm_mod.create', 'makes block devices before the initramfs does'],
  ['resume', 'continues a system that was saved to a disk, which nothing checks'],
  ['root', 'takes the root from elsewhere than a block device'],
  ['netroot', 'takes the root from the network'],
  ['nfsroot', 'takes the root from the network'],
  ['mount.usr', 'mounts another /usr'],
  ['roothash', 'names another root'],
  ['usrhash', 'names another /usr'],
  ['ostree', 'names a deployment of ostree as the root'],
  ['overlayroot', otherRoot],
]);

/** Of an addon, which is not made with the image, whatever configures systemd, the initramfs or the root. */
const ofAddons = /^(?:systemd\.|rd\.|root(?:$|flags$|fstype$|wait$|delay$))/;

/**
 * Why a word of a command line may make a machine start something else than the root that is sealed; absent where it
 * does not. Words that are not known count as such that may.
 */
export function overrideOf(word: string, origin: WordOrigin): string | undefined {
  const key = keyOf(word);
  if (!isAllowedWord(word)) return effects.get(key) ?? unknown(word, key);
  return origin === 'addon' && ofAddons.test(key) ? 'configures the root, the initramfs or systemd' : undefined;
}

/** What the kernel does with a word that it does not know (`init/main.c`); words with a dot are for modules. */
function unknown(word: string, key: string): string {
  const [module = ''] = key.split('.');
  if (key.includes('.') && isDriver(module))
    return 'may make a driver load a file, or configures it in a way that is not known to be harmless';
  if (isAllowedKey(key)) return 'has a value that is not known to be harmless';
  if (key.startsWith('sysctl.')) return 'sets a kernel setting that may name a program';
  if (key.includes('.')) return 'configures a module or program in a way that is not known to be harmless';
  return word.includes('=')
    ? 'is not known to be harmless: the kernel puts what it does not know into the environment of init'
    : 'is not known to be harmless: the kernel hands what it does not know to init as an argument';
}
