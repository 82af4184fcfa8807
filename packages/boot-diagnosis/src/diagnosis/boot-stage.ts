/** How far a boot got. */
export type BootStage = 'nothing' | 'firmware' | 'boot-loader' | 'kernel' | 'initramfs' | 'system';

const order: readonly BootStage[] = ['nothing', 'firmware', 'boot-loader', 'kernel', 'initramfs', 'system'];

/** The first match decides the stage of a line; without a match the stage does not change. */
const signs: readonly (readonly [BootStage, RegExp])[] = [
  ['initramfs', /^(?:Booting|Welcome to) .*(?:\binitrd\b|initramfs|dracut)/i],
  ['initramfs', /\binitrd(?:-[\w-]+)?\.target\b|\bdracut[\w-]*[.:[]|^Loading, please wait/],
  [
    'system',
    /^(?:Welcome to (?!GRUB)|Booting (?!`|from ))\S.*[!.]$|Starting .*Switch Root|initrd-switch-root\.service/,
  ],
  ['system', /^\[ +OK +\] (?:Started|Reached) .*(?:getty|multi-user\.target|graphical\.target)/],
  // The serial port of a busy host loses bytes, of times too.
  ['kernel', /^\[ *\d+\.\d+\] |^Linux version |^Uncompressing Linux|^EFI stub: (?:Loaded|Exiting)|Kernel panic - not/],
  ['boot-loader', /^systemd-boot |^(?:GNU )?GRUB\b|^Welcome to GRUB|^Boot in \d+ s|^Booting `|\.c:\d+@|^EFI stub:/],
  ['firmware', /^(?:BdsDxe|SeaBIOS|iPXE|SLOF|UEFI |>>Start )|Boot Manager Menu|^Booting from /],
];

/** A line of a boot menu: boot loaders put a blank, an asterisk or a frame before an entry, whose title may be any text. */
const menuLine = /^[ *|\u2500-\u257f]/;

/** The stage after a line: the one that it shows, or `before` if that is later. */
export function stageAfter(before: BootStage, line: string): BootStage {
  const isMenu = isBeforeKernel(before) && menuLine.test(line);
  const sign = isMenu ? undefined : signs.find(([, pattern]) => pattern.test(line));
  const found = sign?.[0] ?? (before === 'nothing' ? 'firmware' : before);
  return order.indexOf(found) > order.indexOf(before) ? found : before;
}

/** With which a machine starts again. */
const restart = /^\[ *0\.0+\] |^(?:BdsDxe|SeaBIOS|iPXE|SLOF)\b|^Linux version /;

/** Whether firmware or a kernel begins with this line, such as after a panic. */
export function isRestart(line: string): boolean {
  return restart.test(line);
}

/** Whether a boot that is at `stage` got as far as `wanted`. */
export function hasReached(stage: BootStage, wanted: BootStage): boolean {
  return order.indexOf(stage) >= order.indexOf(wanted);
}

/** Whether firmware or a boot loader still runs. */
export function isBeforeKernel(stage: BootStage): boolean {
  return !hasReached(stage, 'kernel');
}
